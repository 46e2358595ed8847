package dev.perigon.engine.kafka;

import java.util.Comparator;

/**
 * Which records a partition has: from {@code earliest} on, before {@code latest}.
 *
 * @param topicId another one for a topic that was deleted and made anew
 * @param latest with read_committed, where the oldest open transaction starts
 * @param highest after the last record, whether or not its transaction is open
 */
public record PartitionOffsets(
    String topic, String topicId, int partition, long earliest, long latest, long highest) {
  public static final Comparator<PartitionOffsets> ORDER =
      Comparator.comparing(PartitionOffsets::topic).thenComparing(PartitionOffsets::partition);
}
