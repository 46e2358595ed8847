package dev.perigon.lakehouse;

import dev.perigon.lakehouse.FileStore.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Copies of remote files. A copy is named after its source's location, size and modification time,
 * so that a source that changed is fetched anew. Processes may share the folder.
 */
final class LocalCopies {
  private final CacheFolder cache;
  private final FileStore source;
  private final Map<Path, Object> fetching = new ConcurrentHashMap<>();

  LocalCopies(Path folder, long bound, FileStore source) {
    this.cache = new CacheFolder(folder, bound);
    this.source = source;
  }

  /** The copy, fetched if need be. It may be removed when others need the room. */
  Path get(StoredFile file) throws IOException {
    Path copy = pinned(file);
    unpin(copy);
    return copy;
  }

  /** As {@link #get}, and kept until {@link #unpin} is called as often as this. */
  Path pinned(StoredFile file) throws IOException {
    Path copy = place(file);
    cache.pin(copy);
    try {
      synchronized (fetching.computeIfAbsent(copy, path -> new Object())) {
        if (Files.exists(copy)) {
          Files.setLastModifiedTime(copy, FileTime.fromMillis(System.currentTimeMillis()));
        } else {
          fetch(file, copy);
        }
      }
    } catch (IOException | RuntimeException e) {
      cache.unpin(copy);
      throw e;
    }
    return copy;
  }

  void unpin(Path copy) {
    cache.unpin(copy);
  }

  private void fetch(StoredFile file, Path copy) throws IOException {
    cache.makeRoom(file.size());
    try (WholeFile whole = new WholeFile(copy)) {
      try (InputStream in = source.read(file.location());
          OutputStream out = whole.stream()) {
        if (in.transferTo(out) != file.size()) {
          throw new IOException("the file changed while it was read");
        }
      }
      whole.publish(true);
    }
  }

  /** In a folder of its own, so that the file keeps its name: programs go by its ending. */
  private Path place(StoredFile file) {
    String key = file.location() + "\n" + file.size() + "\n" + file.modified();
    String name = file.location().getPath();
    return cache.folder(digest(key)).resolve(name.substring(name.lastIndexOf('/') + 1));
  }

  private static String digest(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
