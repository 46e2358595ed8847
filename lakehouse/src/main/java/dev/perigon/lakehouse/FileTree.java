package dev.perigon.lakehouse;

import dev.perigon.lakehouse.FileStore.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The files of one kind of file system. */
interface FileTree {
  enum Kind {
    FILE,
    FOLDER,
    /** A pipe, a socket or a device: nothing that can be read to its end, and read again. */
    OTHER
  }

  /**
   * What is at a place.
   *
   * @param link whether it is there by a symbolic link, which the rest is not about
   */
  record Entry(URI location, Kind kind, boolean link, long size, long modified) {
    boolean folder() {
      return kind == Kind.FOLDER;
    }

    String name() {
      String path = location.getPath();
      return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean hidden() {
      return name().startsWith("_") || name().startsWith(".");
    }

    StoredFile file() {
      return new StoredFile(location, size, modified);
    }
  }

  Optional<Entry> find(URI location) throws IOException;

  /** What is directly in {@code folder}; nothing when it does not exist. */
  List<Entry> children(URI folder) throws IOException;

  InputStream read(URI file) throws IOException;

  OutputStream write(URI file) throws IOException;

  void move(Path from, URI to) throws IOException;

  void delete(URI location) throws IOException;
}
