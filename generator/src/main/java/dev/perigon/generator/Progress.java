package dev.perigon.generator;

/** Told of each file that is complete, from several threads. */
@FunctionalInterface
public interface Progress {
  /** {@code file} is relative to the output folder; {@code rows} leaves out the header. */
  void wrote(String file, long rows);

  /** Tells nobody. */
  static Progress none() {
    return (file, rows) -> {};
  }
}
