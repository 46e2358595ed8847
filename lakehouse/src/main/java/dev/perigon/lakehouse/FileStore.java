package dev.perigon.lakehouse;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Files on any Hadoop FileSystem. Reading a remote file goes through a bounded local cache; local
 * files are used where they are.
 */
public interface FileStore {
  /** A file that exists. {@code modified}: milliseconds since the epoch. */
  record StoredFile(URI location, long size, long modified) implements Serializable {}

  /** Keeps the local copies that are asked of it until it is closed. Safe for several threads. */
  interface Lease extends AutoCloseable {
    /** The file on the local disk: itself, or a copy that stays until the lease is closed. */
    Path local(StoredFile file);

    @Override
    void close();
  }

  /**
   * The files that {@code path} names: a file, a folder (all files below it), or a glob. Sorted by
   * location; hidden files (starting with {@code _} or {@code .}) are left out. Empty when nothing
   * is there.
   */
  default List<StoredFile> list(URI path) {
    return list(path, place -> {});
  }

  /**
   * As {@link #list(URI)}.
   *
   * @param followed hears where the search begins and of each symbolic link on the local disk,
   *     before it is followed; what it throws ends the search
   */
  List<StoredFile> list(URI path, Consumer<URI> followed);

  Optional<StoredFile> find(URI file);

  /**
   * The file on the local disk: itself, or a cached copy, which may make room for others as soon as
   * these are asked for. Use a {@link #lease()} to read more than one file.
   */
  Path local(StoredFile file);

  /**
   * For the time of one query: the files it reads stay on the local disk. A store that removes no
   * copies has nothing to keep.
   */
  default Lease lease() {
    return new Lease() {
      @Override
      public Path local(StoredFile file) {
        return FileStore.this.local(file);
      }

      @Override
      public void close() {}
    };
  }

  /** True when {@code location} needs no copy to be read or written by local programs. */
  boolean isLocal(URI location);

  /** Moves a finished local file to {@code target}, creating its folder. */
  StoredFile upload(Path file, URI target);

  InputStream read(URI file);

  /** Creates {@code file} and its folders; replaces what was there when closed. */
  OutputStream write(URI file);

  /** Deletes a file or a folder with all below it; nothing happens when it is not there. */
  void delete(URI path);
}
