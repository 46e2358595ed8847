package dev.perigon.engine.files;

import java.net.URI;

/** Names of files for people. */
public final class FileNames {
  private FileNames() {}

  /** A location as people write it: a path on this machine, else a URI. */
  public static String display(URI location) {
    return "file".equals(location.getScheme()) ? location.getPath() : location.toString();
  }
}
