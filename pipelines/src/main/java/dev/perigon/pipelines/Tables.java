package dev.perigon.pipelines;

import dev.perigon.lakehouse.Commit;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Relation.TimeTravel;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The tables as one update sees them: each stays at one version until the update writes it. */
final class Tables {
  /** Where few cores are, each look in the background takes a thread of its own. */
  private static final int LOOKS_AT_ONCE = 8;

  private final Warehouse warehouse;
  private final Map<TableName, Optional<Snapshot>> pinned = new ConcurrentHashMap<>();
  private List<TableName> names; // null until it is asked for

  Tables(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  Warehouse warehouse() {
    return warehouse;
  }

  Optional<Snapshot> find(TableName name) {
    return pinned.computeIfAbsent(name, n -> warehouse.table(n).snapshot());
  }

  /** Looks at {@code names} in the background; what goes wrong shows when they are asked for. */
  void prefetch(Collection<TableName> names) {
    Queue<TableName> left = new ConcurrentLinkedQueue<>(names);
    for (int i = 0; i < Math.min(LOOKS_AT_ONCE, names.size()); i++) {
      CompletableFuture.runAsync(() -> lookAtAll(left));
    }
  }

  private void lookAtAll(Queue<TableName> left) {
    for (TableName name = left.poll(); name != null; name = left.poll()) {
      try {
        find(name);
      } catch (RuntimeException e) {
        // will be thrown again when the table is asked for
      }
    }
  }

  /** What {@code relation} names, at the version that it asks for. */
  Optional<Snapshot> find(Relation.Table relation) {
    if (relation.travel().isEmpty()) {
      return find(relation.name());
    }
    if (find(relation.name()).isEmpty()) {
      return Optional.empty();
    }
    TimeTravel travel = relation.travel().get();
    if (travel instanceof TimeTravel.Version version) {
      return Optional.of(warehouse.table(relation.name()).snapshotAt(version.version()));
    }
    TimeTravel.Timestamp timestamp = (TimeTravel.Timestamp) travel;
    return Optional.of(warehouse.table(relation.name()).snapshotAt(timestamp.instant()));
  }

  /** Commits to {@code name}; later flows see the new version. */
  long commit(TableName name, Commit commit) {
    DeltaTable table = warehouse.table(name);
    Optional<Snapshot> before = find(name);
    long version = table.commit(commit).version();
    Snapshot after =
        before.isPresent() && CommittedSnapshot.holdsAll(commit)
            ? new CommittedSnapshot(
                table.location(), before.get().tableId(), version, Instant.now(), commit)
            : table.snapshotAt(version);
    pinned.put(name, Optional.of(after));
    return version;
  }

  /** Later flows see the newest version, which another than {@link #commit} made. */
  void forget(TableName name) {
    pinned.remove(name);
  }

  /** Of all that exist when it is first asked; to look takes a request for each. */
  synchronized List<TableName> names() {
    if (names == null) {
      names = warehouse.tables();
    }
    return names;
  }
}
