package dev.perigon.engine;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Records of Kafka topics, by their offsets.
 *
 * @param options read_kafka's arguments, keys in lower case; secrets are references
 * @param headers whether rows also have {@link #HEADERS}
 */
public record KafkaRecords(Map<String, String> options, boolean headers, List<Range> ranges)
    implements Slice {
  public static final Column HEADERS =
      Column.of(
          "headers",
          new SqlType.Array(
              new SqlType.Struct(
                  Schema.of(Column.of("key", Scalar.STRING), Column.of("value", Scalar.BINARY))),
              true));

  private static final List<Column> COLUMNS =
      List.of(
          Column.of("key", Scalar.BINARY),
          Column.of("value", Scalar.BINARY),
          Column.of("topic", Scalar.STRING),
          Column.of("partition", Scalar.INTEGER),
          Column.of("offset", Scalar.LONG),
          Column.of("timestamp", Scalar.TIMESTAMP),
          Column.of("timestampType", Scalar.INTEGER));

  /** What is read of one partition: records from {@code from} on, before {@code until}. */
  public record Range(String topic, int partition, long from, long until) {}

  public KafkaRecords {
    options = Map.copyOf(options);
    ranges = List.copyOf(ranges);
  }

  @Override
  public Schema schema() {
    return schema(headers);
  }

  /** The columns of Spark's own Kafka source, with or without headers. */
  public static Schema schema(boolean headers) {
    List<Column> columns = new ArrayList<>(COLUMNS);
    if (headers) {
      columns.add(HEADERS);
    }
    return new Schema(columns);
  }
}
