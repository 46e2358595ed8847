package dev.perigon.pipelines;

import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Relation.TimeTravel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The tables as one update sees them: each stays at one version until the update writes it. */
final class Tables {
  private final Warehouse warehouse;
  private final Map<TableName, Optional<Snapshot>> pinned = new ConcurrentHashMap<>();

  Tables(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  Warehouse warehouse() {
    return warehouse;
  }

  Optional<Snapshot> find(TableName name) {
    return pinned.computeIfAbsent(name, n -> warehouse.table(n).snapshot());
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

  /** To be called after a commit to {@code name}, so that later flows see it. */
  void committed(TableName name, long version) {
    pinned.put(name, Optional.of(warehouse.table(name).snapshotAt(version)));
  }

  List<TableName> names() {
    return warehouse.tables();
  }
}
