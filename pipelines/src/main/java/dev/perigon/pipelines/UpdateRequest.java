package dev.perigon.pipelines;

import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * One update to run.
 *
 * @param data where relative {@code read_files} paths start
 * @param asOf the update's clock
 * @param refresh only these datasets; empty for all
 * @param fullRefresh datasets to rebuild from nothing; {@code all} for every one
 * @param separateSessions each layer in its own engine session
 * @param dryRun analyse only: types of every dataset, no data read
 * @param parallelism flows at a time
 * @param continuous one of many: datasets with a trigger interval wait for their turn
 */
public record UpdateRequest(
    URI data,
    Instant asOf,
    List<String> refresh,
    List<String> fullRefresh,
    boolean separateSessions,
    boolean dryRun,
    int parallelism,
    boolean continuous) {
  public UpdateRequest {
    refresh = List.copyOf(refresh);
    fullRefresh = List.copyOf(fullRefresh);
  }

  /** One that somebody asked for. */
  public UpdateRequest(
      URI data,
      Instant asOf,
      List<String> refresh,
      List<String> fullRefresh,
      boolean separateSessions,
      boolean dryRun,
      int parallelism) {
    this(data, asOf, refresh, fullRefresh, separateSessions, dryRun, parallelism, false);
  }

  /** The same, as one of many. */
  public UpdateRequest continuously() {
    return new UpdateRequest(
        data, asOf, refresh, fullRefresh, separateSessions, dryRun, parallelism, true);
  }
}
