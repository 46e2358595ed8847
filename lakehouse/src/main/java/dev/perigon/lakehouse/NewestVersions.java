package dev.perigon.lakehouse;

import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest version of each table on the local disk that was read or written here. Two looks, at
 * its commit and for one after it, tell whether it still is, without reading its log.
 */
final class NewestVersions {
  private record Known(KernelSnapshot snapshot, Commit commit) {}

  /** Another table in the same place has another, even when it has as many versions. */
  private record Commit(Object file, long size, FileTime modified) {
    boolean is(FileStatus listed) {
      return size == listed.getSize() && modified.toMillis() == listed.getModificationTime();
    }

    static Commit of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Commit(attributes.fileKey(), attributes.size(), attributes.lastModifiedTime());
    }
  }

  private final Map<URI, Known> known = new ConcurrentHashMap<>();

  /** The newest version of {@code table}, when it is known here. */
  Optional<KernelSnapshot> find(URI table) {
    Known last = known.get(table);
    return last != null && isNewest(table, last) ? Optional.of(last.snapshot()) : Optional.empty();
  }

  private static boolean isNewest(URI table, Known last) {
    try {
      return Commit.of(file(table, last.snapshot().version())).equals(last.commit())
          && !Files.exists(file(table, last.snapshot().version() + 1));
    } catch (IOException e) {
      return false; // whoever reads the log tells what is wrong
    }
  }

  private static Path file(URI table, long version) {
    return Locations.local(Locations.child(table, "_delta_log"))
        .resolve("%020d.json".formatted(version));
  }

  /** {@code snapshot}, which was loaded as the newest; its files from those that are known. */
  KernelSnapshot add(URI table, KernelSnapshot snapshot) {
    if (!Locations.isLocal(table)) {
      return snapshot;
    }
    Known before = known.get(table);
    if (before != null && Objects.equals(before.snapshot().tableId(), snapshot.tableId())) {
      snapshot.startFrom(before.snapshot());
    }
    try {
      Commit commit = Commit.of(file(table, snapshot.version()));
      if (commit.is(snapshot.commitFile())) { // else somebody has made the table anew meanwhile
        known.put(table, new Known(snapshot, commit));
      }
    } catch (IOException e) {
      known.remove(table); // only its checkpoint is left
    }
    return snapshot;
  }
}
