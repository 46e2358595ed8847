package dev.perigon.pipelines;

import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.HistoryEntry;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.query.Relation;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Which versions of a table to read changes of, as the options say. */
record ChangeRange(Optional<Long> first, Optional<Long> last) {
  static final String STARTING = "starting";
  static final String ENDING = "ending";

  static ChangeRange of(Relation relation, String name, DeltaTable table, Snapshot newest) {
    Bounds bounds = new Bounds(relation, name, table);
    ChangeRange range = new ChangeRange(bounds.first(newest), bounds.last(newest));
    if (range.first.isPresent() && range.first.get() > newest.version() + 1) {
      throw StreamErrors.noChanges(
          name,
          "version %d is not there, the newest is %d"
              .formatted(range.first.get(), newest.version()),
          relation.origin());
    }
    return range;
  }

  private record Bounds(Relation relation, String name, DeltaTable table) {
    Optional<Long> first(Snapshot newest) {
      Optional<Instant> at = time(STARTING);
      return at.isPresent() ? Optional.of(after(at.get(), newest)) : number(STARTING);
    }

    Optional<Long> last(Snapshot newest) {
      Optional<Instant> at = time(ENDING);
      return at.isPresent()
          ? Optional.of(table.snapshotAt(at.get()).version())
          : number(ENDING).map(last -> Math.min(last, newest.version()));
    }

    /** The first version committed at {@code time} or after. */
    private long after(Instant time, Snapshot newest) {
      return table.history().stream()
          .filter(entry -> !entry.committedAt().isBefore(time))
          .mapToLong(HistoryEntry::version)
          .min()
          .orElse(newest.version() + 1);
    }

    private Optional<Long> number(String which) {
      String text = relation.options().get(which + "version");
      if (text != null && !text.matches("\\d{1,18}")) {
        throw StreamErrors.badOption(which + "Version", "a version", origin());
      }
      return Optional.ofNullable(text).map(Long::parseLong);
    }

    private Optional<Instant> time(String which) {
      String text = relation.options().get(which + "timestamp");
      try {
        return Optional.ofNullable(text).map(Instant::parse);
      } catch (DateTimeParseException e) {
        throw StreamErrors.badOption(
            which + "Timestamp", "an instant such as 2025-01-31T00:00:00Z", origin());
      }
    }

    private Origin origin() {
      return relation.origin();
    }
  }
}
