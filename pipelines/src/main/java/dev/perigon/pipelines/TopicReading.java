package dev.perigon.pipelines;

import dev.perigon.engine.KafkaRecords;
import dev.perigon.engine.KafkaRecords.Range;
import dev.perigon.engine.kafka.KafkaOptions;
import dev.perigon.engine.kafka.KafkaTopics;
import dev.perigon.engine.kafka.PartitionOffsets;
import dev.perigon.pipelines.Cursor.TopicMark;
import dev.perigon.sql.query.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Decides which offsets one run of a flow reads of a source of Kafka. */
final class TopicReading {
  private final Relation.Topics relation;
  private final KafkaOptions options;
  private final KafkaTopics now;

  TopicReading(Relation.Topics relation, KafkaOptions options, KafkaTopics now) {
    this.relation = relation;
    this.options = options;
    this.now = now;
  }

  /**
   * What a run reads next.
   *
   * @param mark how far the flow is then
   * @param news whether the mark has moved
   * @param more whether limits left something
   * @param ranges what it reads of each partition, also where that is nothing
   * @param gaps what is said of records that were lost
   */
  record Step(
      KafkaRecords slice,
      TopicMark mark,
      boolean news,
      boolean more,
      List<TopicRange> ranges,
      List<String> gaps) {}

  KafkaRecords whole() {
    List<Range> ranges = new ArrayList<>();
    for (PartitionOffsets partition : now.partitions()) {
      add(partition, options.starting().in(partition), options.ending().in(partition), ranges);
    }
    return slice(ranges);
  }

  /**
   * @param before how far the flow was
   * @param limited whether the source's limit holds
   * @throws dev.perigon.sql.error.PerigonException DATA for records that retention has removed, and
   *     for partitions that were made anew; CONFLICT for another cluster
   */
  Step unread(Optional<TopicMark> before, boolean limited) {
    before
        .filter(mark -> !mark.cluster().equals(now.cluster()))
        .ifPresent(
            mark -> {
              throw TopicErrors.otherCluster(relation);
            });
    Map<PartitionOffsets, Long> starts = new TreeMap<>(PartitionOffsets.ORDER);
    List<String> gaps = new ArrayList<>();
    for (PartitionOffsets partition : now.partitions()) {
      starts.put(partition, start(partition, before, gaps));
    }
    Map<PartitionOffsets, Long> ends = limited ? limited(starts) : all(starts);
    List<Range> ranges = new ArrayList<>();
    starts.forEach((partition, start) -> add(partition, start, ends.get(partition), ranges));
    TopicMark mark = before.orElse(new TopicMark(now.cluster(), Map.of(), Map.of())).after(ends);
    boolean more =
        starts.keySet().stream().anyMatch(p -> ends.get(p) < Math.max(p.latest(), starts.get(p)));
    return new Step(
        slice(ranges),
        mark,
        !before.equals(Optional.of(mark)),
        more,
        starts.keySet().stream()
            .map(
                p ->
                    new TopicRange(
                        p.topic(), p.partition(), starts.get(p), ends.get(p), p.latest()))
            .toList(),
        gaps);
  }

  /** Partitions that came after the flow began are read from their start. */
  private long start(PartitionOffsets partition, Optional<TopicMark> before, List<String> gaps) {
    if (before.isEmpty()) {
      return options.starting().in(partition);
    }
    Optional<Long> read = before.get().offset(partition);
    long from = read.orElse(partition.earliest());
    if (before.get().madeAnew(partition) || from > partition.highest()) {
      if (options.failOnDataLoss()) {
        throw TopicErrors.madeAnew(relation, partition, from);
      }
      gaps.add(TopicErrors.gapBeforeNewTopic(partition, from));
      return partition.earliest();
    }
    if (read.isPresent() && from < partition.earliest()) {
      if (options.failOnDataLoss()) {
        throw TopicErrors.lost(relation, partition, from);
      }
      gaps.add(TopicErrors.gap(partition, from));
      return partition.earliest();
    }
    return from;
  }

  private static Map<PartitionOffsets, Long> all(Map<PartitionOffsets, Long> starts) {
    Map<PartitionOffsets, Long> ends = new TreeMap<>(PartitionOffsets.ORDER);
    starts.forEach((partition, start) -> ends.put(partition, Math.max(start, partition.latest())));
    return ends;
  }

  /** Each partition gives its share of the limit, by how much of it is unread, and at least one. */
  private Map<PartitionOffsets, Long> limited(Map<PartitionOffsets, Long> starts) {
    Map<PartitionOffsets, Long> ends = all(starts);
    long unread = starts.keySet().stream().mapToLong(p -> ends.get(p) - starts.get(p)).sum();
    if (options.maxOffsets().isEmpty() || unread <= options.maxOffsets().getAsLong()) {
      return ends;
    }
    double share = (double) options.maxOffsets().getAsLong() / unread;
    starts.forEach(
        (partition, start) ->
            ends.computeIfPresent(
                partition,
                (p, end) ->
                    end.equals(start) ? end : start + Math.max(1, (long) ((end - start) * share))));
    return ends;
  }

  private static void add(PartitionOffsets partition, long from, long until, List<Range> ranges) {
    if (from < until) {
      ranges.add(new Range(partition.topic(), partition.partition(), from, until));
    }
  }

  private KafkaRecords slice(List<Range> ranges) {
    return new KafkaRecords(relation.options(), options.headers(), ranges);
  }
}
