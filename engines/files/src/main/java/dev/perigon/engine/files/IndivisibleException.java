package dev.perigon.engine.files;

/** A part of a file does not hold whole records, or not right ones: read the file as a whole. */
public final class IndivisibleException extends RuntimeException {
  private static final long serialVersionUID = 1;

  IndivisibleException(String file) {
    super("Not to be read in parts: " + file);
  }
}
