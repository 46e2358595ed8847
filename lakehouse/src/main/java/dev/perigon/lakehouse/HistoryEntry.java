package dev.perigon.lakehouse;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One line of a table's history. */
public record HistoryEntry(
    long version,
    Instant committedAt,
    String operation,
    Map<String, String> parameters,
    Map<String, String> metrics,
    Optional<String> engine) {
  public HistoryEntry {
    parameters = Map.copyOf(parameters);
    metrics = Map.copyOf(metrics);
  }
}
