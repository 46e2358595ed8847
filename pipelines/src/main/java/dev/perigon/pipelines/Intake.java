package dev.perigon.pipelines;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an update brought into a dataset from topics, directly or through other datasets.
 *
 * @param committedAt when readers could see it, by this machine's clock
 * @param times of the records, as their topics note them; empty where no dataset on the way keeps
 *     that as column {@code timestamp}
 * @param partitions that this dataset read itself
 */
public record Intake(Instant committedAt, Optional<Span> times, List<TopicRange> partitions) {
  public Intake {
    partitions = List.copyOf(partitions);
  }

  /** The times of some records. */
  public record Span(Instant oldest, Instant newest) {
    Span and(Span other) {
      return new Span(
          oldest.isBefore(other.oldest) ? oldest : other.oldest,
          newest.isAfter(other.newest) ? newest : other.newest);
    }
  }

  boolean isEmpty() {
    return times.isEmpty() && partitions.isEmpty();
  }
}
