package dev.perigon.pipelines;

import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.HistoryEntry;
import dev.perigon.lakehouse.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the version of a quarantine that goes with a version of its target: the last whose rows the
 * target had ordered by then. See {@link Quarantine} for orders.
 */
final class HeldRows {
  private final DeltaTable target;
  private final TreeMap<Long, HistoryEntry> history = new TreeMap<>();
  private final boolean complete;

  /** Which order the quarantine's versions took. */
  private final Map<String, Long> taken = new HashMap<>();

  HeldRows(DeltaTable target, DeltaTable quarantine) {
    this.target = target;
    target.history().forEach(entry -> history.put(entry.version(), entry));
    List<HistoryEntry> held = quarantine.history();
    held.forEach(entry -> update(entry).ifPresent(id -> taken.put(id, entry.version())));
    this.complete =
        history.containsKey(0L) && held.stream().anyMatch(entry -> entry.version() == 0);
  }

  private static Optional<String> update(HistoryEntry entry) {
    return Optional.ofNullable(entry.parameters().get("update"));
  }

  /** What was found. */
  sealed interface At {
    /** The quarantine's version. */
    record Version(long version) implements At {}

    /** There was nothing in it yet. */
    record Empty() implements At {}

    /** The logs were cleaned up. */
    record Unknown() implements At {}
  }

  At of(Snapshot version) {
    Optional<Long> own = taken(version);
    long at = version.version();
    while (own.isEmpty() && history.containsKey(at)) {
      HistoryEntry entry = history.get(at);
      if (update(entry).map(this::mayHaveOrdered).orElse(false)) {
        own = taken(target.snapshotAt(at));
      }
      at = before(entry);
    }
    if (own.isPresent()) {
      return new At.Version(own.get());
    }
    return complete ? new At.Empty() : new At.Unknown();
  }

  /** The version that {@code entry} goes back to. */
  private static long before(HistoryEntry entry) {
    String restored = entry.parameters().get("version");
    return entry.operation().equals(Restorer.OPERATION) && restored != null
        ? Long.parseLong(restored)
        : entry.version() - 1;
  }

  /** Orders of an update's later commits have its id and a number. */
  private boolean mayHaveOrdered(String update) {
    return taken.keySet().stream().anyMatch(id -> id.equals(update) || id.startsWith(update + "/"));
  }

  private Optional<Long> taken(Snapshot version) {
    return Quarantine.orderId(version).flatMap(id -> Optional.ofNullable(taken.get(id)));
  }
}
