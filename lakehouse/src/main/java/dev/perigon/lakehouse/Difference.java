package dev.perigon.lakehouse;

import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which files make a table what it was at an older version. */
final class Difference {
  private final URI table;
  private final KernelSnapshot newest;
  private final KernelSnapshot old;
  private final Map<String, AddFile> added = new LinkedHashMap<>();
  private final Map<String, AddFile> removed = new LinkedHashMap<>();

  Difference(URI table, KernelSnapshot newest, KernelSnapshot old) {
    this.table = table;
    this.newest = newest;
    this.old = old;
    newest.forEachFile(true, add -> removed.put(key(add), add));
    old.forEachFile(
        true,
        add -> {
          if (removed.remove(key(add)) == null) {
            added.put(key(add), add);
          }
        });
  }

  /** The same file with other deleted rows is another. */
  private static String key(AddFile add) {
    String deleted = add.getDeletionVector().map(DeletionVectorDescriptor::getUniqueId).orElse("");
    return add.getPath() + "\n" + deleted;
  }

  KernelSnapshot old() {
    return old;
  }

  /** Files to add again. */
  List<AddFile> added() {
    return List.copyOf(added.values());
  }

  List<AddFile> removed() {
    return List.copyOf(removed.values());
  }

  Restoration summary() {
    return new Restoration(
        newest.version(),
        old.version(),
        added.size(),
        added.values().stream().mapToLong(AddFile::getSize).sum(),
        removed.size(),
        removed.values().stream().mapToLong(AddFile::getSize).sum());
  }

  /** A file to add that is not there any more. */
  Optional<URI> missing(Predicate<URI> exists) {
    for (AddFile add : added.values()) {
      URI file = Locations.fromLog(table, add.getPath());
      if (!exists.test(file)) {
        return Optional.of(file);
      }
      Optional<URI> deletions = add.getDeletionVector().flatMap(this::file);
      if (deletions.isPresent() && !exists.test(deletions.get())) {
        return deletions;
      }
    }
    return Optional.empty();
  }

  private Optional<URI> file(DeletionVectorDescriptor deletions) {
    return deletionFile(table, deletions);
  }

  /** Empty for deletions that the log itself holds. */
  static Optional<URI> deletionFile(URI table, DeletionVectorDescriptor deletions) {
    return deletions.isOnDisk()
        ? Optional.of(Locations.fromPlain(deletions.getAbsolutePath(Locations.plain(table))))
        : Optional.empty();
  }
}
