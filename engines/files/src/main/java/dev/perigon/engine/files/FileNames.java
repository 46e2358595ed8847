package dev.perigon.engine.files;

import dev.perigon.lakehouse.FileStore.StoredFile;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** Names of files for people, and what rows tell of their file. */
public final class FileNames {
  private FileNames() {}

  /** A location as people write it: a path on this machine, else a URI. */
  public static String display(URI location) {
    return "file".equals(location.getScheme()) ? location.getPath() : location.toString();
  }

  /** The values of {@code FileMetadata.FIELDS}. */
  public static List<Object> metadata(StoredFile file) {
    String path = file.location().getPath();
    return List.of(
        file.location().toString(),
        path.substring(path.lastIndexOf('/') + 1),
        file.size(),
        Instant.ofEpochMilli(file.modified()));
  }
}
