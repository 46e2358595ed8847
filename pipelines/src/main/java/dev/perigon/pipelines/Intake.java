package dev.perigon.pipelines;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an update brought into a dataset from topics, directly or through other datasets.
 *
 * @param committedAt when readers could see it, by this machine's clock
 * @param oldest the time of the oldest record, as its topic notes it; empty where no dataset on the
 *     way keeps that as column {@code timestamp}
 * @param newest likewise
 * @param partitions that this dataset read itself
 */
public record Intake(
    Instant committedAt,
    Optional<Instant> oldest,
    Optional<Instant> newest,
    List<TopicRange> partitions) {
  public Intake {
    partitions = List.copyOf(partitions);
  }

  boolean isEmpty() {
    return oldest.isEmpty() && partitions.isEmpty();
  }
}
