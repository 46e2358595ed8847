package dev.perigon.engine.kinesis;

import java.time.Instant;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * Where reading of a shard goes on.
 *
 * @param value a sequence number, or milliseconds since 1970; empty for the ends of a shard
 */
public record ShardPosition(Kind kind, String value) {
  public static final ShardPosition OLDEST = new ShardPosition(Kind.OLDEST, "");
  public static final ShardPosition LATEST = new ShardPosition(Kind.LATEST, "");

  /** What the value says. */
  public enum Kind {
    /** From the oldest record that is still there. */
    OLDEST,
    /** After the newest record. */
    LATEST,
    /** From the first record that arrived at a time or later. */
    SINCE,
    /** From the record of a sequence number. */
    AT,
    /** After the record of a sequence number. */
    AFTER
  }

  public static ShardPosition after(String sequenceNumber) {
    return new ShardPosition(Kind.AFTER, sequenceNumber);
  }

  public static ShardPosition since(Instant time) {
    return new ShardPosition(Kind.SINCE, Long.toString(time.toEpochMilli()));
  }

  static ShardPosition at(String sequenceNumber) {
    return new ShardPosition(Kind.AT, sequenceNumber);
  }

  void ask(GetShardIteratorRequest.Builder request) {
    switch (kind) {
      case OLDEST -> request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
      case LATEST -> request.shardIteratorType(ShardIteratorType.LATEST);
      case SINCE ->
          request
              .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
              .timestamp(Instant.ofEpochMilli(Long.parseLong(value)));
      case AT ->
          request
              .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
              .startingSequenceNumber(value);
      case AFTER ->
          request
              .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
              .startingSequenceNumber(value);
    }
  }
}
