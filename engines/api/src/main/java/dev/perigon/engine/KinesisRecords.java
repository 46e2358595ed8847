package dev.perigon.engine;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Records of streams of Kinesis, by their sequence numbers.
 *
 * @param options read_kinesis's arguments, keys in lower case; secrets are references
 */
public record KinesisRecords(Map<String, String> options, List<Range> ranges) implements Slice {
  /** The columns that Databricks' source has. */
  public static final Schema SCHEMA =
      Schema.of(
          Column.of("partitionKey", Scalar.STRING),
          Column.of("data", Scalar.BINARY),
          Column.of("stream", Scalar.STRING),
          Column.of("shardId", Scalar.STRING),
          Column.of("sequenceNumber", Scalar.STRING),
          Column.of("approximateArrivalTimestamp", Scalar.TIMESTAMP));

  /** One record of a shard; its text has no values. */
  public record Item(String partitionKey, byte[] data, String sequenceNumber, Instant arrival)
      implements Serializable {
    @Override
    public String toString() {
      return sequenceNumber;
    }
  }

  /**
   * What is read of one shard: the records from {@code first} to {@code last}, both among them.
   *
   * @param count how many they are
   * @param fetched all of them when they are known already; empty when they are to be read
   */
  public record Range(
      String stream, String shard, String first, String last, long count, List<Item> fetched)
      implements Serializable {
    /** The same range with or without its records reads the same. */
    @Override
    public String toString() {
      return "%s/%s %s..%s".formatted(stream, shard, first, last);
    }
  }

  public KinesisRecords {
    options = Map.copyOf(options);
    ranges = List.copyOf(ranges);
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }
}
