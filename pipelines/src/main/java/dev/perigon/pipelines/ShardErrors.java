package dev.perigon.pipelines;

import dev.perigon.engine.kinesis.KinesisStreams.OfStream;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.Relation;
import java.util.List;
import java.util.Optional;

/** What can be wrong between a flow and the streams of Kinesis that it has read so far. */
final class ShardErrors {
  private ShardErrors() {}

  /** The same, where the query names the streams. */
  static PerigonException placed(PerigonException e, Relation.Shards relation) {
    return new PerigonException(
        e.code(), e.getMessage(), e.remedy(), Optional.of(relation.origin()), e.getCause());
  }

  static PerigonException otherStream(Relation.Shards relation, OfStream stream) {
    return new PerigonException(
        ErrorCode.CONFLICT,
        "Cannot go on with stream '%s': it is one of another account or region than was read so far"
            .formatted(stream.name()),
        "Correct region, endpoint or keys; or rebuild the table with --full-refresh, which reads what this stream has now",
        relation.origin());
  }

  static PerigonException madeAnew(Relation.Shards relation, OfStream stream) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot go on with stream '%s': it was deleted and made anew since it was read"
            .formatted(stream.name()),
        "Set failOnDataLoss => false to read the new stream from its start, which the event log notes; or rebuild the table with --full-refresh",
        relation.origin());
  }

  /** For the event log. */
  static String gapBeforeNewStream(OfStream stream) {
    return "Stream '%s': it was deleted and made anew; what it had that was not read is lost"
        .formatted(stream.name());
  }

  static PerigonException lost(Relation.Shards relation, OfStream stream, List<String> shards) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot go on with stream '%s': %s".formatted(stream.name(), loss(stream, shards)),
        "Set failOnDataLoss => false to go on without them, which the event log notes; or run more often than the stream's retention, or give it a longer one",
        relation.origin());
  }

  /** For the event log. */
  static String gap(OfStream stream, List<String> shards) {
    return "Stream '%s': %s".formatted(stream.name(), loss(stream, shards));
  }

  /** Sequence numbers have gaps, so nobody can tell how many. */
  private static String loss(OfStream stream, List<String> shards) {
    return "records of %s %s were removed, or may have been, before they were read: the stream keeps them for %d hours"
        .formatted(
            shards.size() == 1 ? "shard" : "shards",
            String.join(", ", shards),
            stream.retention().toHours());
  }
}
