package dev.perigon.pipelines;

import dev.perigon.engine.kafka.PartitionOffsets;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.Relation;
import java.util.Optional;

/** What can be wrong between a flow and the topics that it has read so far. */
final class TopicErrors {
  private TopicErrors() {}

  /** The same, where the query names the topics. */
  static PerigonException placed(PerigonException e, Relation.Topics relation) {
    return new PerigonException(
        e.code(), e.getMessage(), e.remedy(), Optional.of(relation.origin()), e.getCause());
  }

  static PerigonException otherCluster(Relation.Topics relation) {
    return new PerigonException(
        ErrorCode.CONFLICT,
        "Cannot go on with '%s': its brokers are another cluster than the one that was read so far"
            .formatted(relation.label()),
        "Correct bootstrapServers; or rebuild the table with --full-refresh, which reads what the cluster has now",
        relation.origin());
  }

  static PerigonException lost(Relation.Topics relation, PartitionOffsets partition, long from) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot go on with partition %d of topic '%s': %s"
            .formatted(partition.partition(), partition.topic(), loss(partition, from)),
        "Set failOnDataLoss => false to go on without them, which the event log notes; or give the topic a longer retention",
        relation.origin());
  }

  /** For the event log. */
  static String gap(PartitionOffsets partition, long from) {
    return "Partition %d of topic '%s': %s"
        .formatted(partition.partition(), partition.topic(), loss(partition, from));
  }

  private static String loss(PartitionOffsets partition, long from) {
    return "offsets %d to %d, up to %d records, were removed before they were read"
        .formatted(from, partition.earliest() - 1, partition.earliest() - from);
  }

  static PerigonException madeAnew(
      Relation.Topics relation, PartitionOffsets partition, long from) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot go on with partition %d of topic '%s': it was read up to offset %d, and the topic was made anew since"
            .formatted(partition.partition(), partition.topic(), from),
        "Set failOnDataLoss => false to read the new topic from its start, which the event log notes; or rebuild the table with --full-refresh",
        relation.origin());
  }

  /** For the event log. */
  static String gapBeforeNewTopic(PartitionOffsets partition, long from) {
    return "Partition %d of topic '%s': read up to offset %d, then the topic was made anew; what it had besides is lost"
        .formatted(partition.partition(), partition.topic(), from);
  }
}
