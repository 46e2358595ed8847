package dev.perigon.engine.duckdb;

import dev.perigon.engine.KafkaRecords;
import dev.perigon.engine.files.SourceRows;
import dev.perigon.engine.kafka.KafkaOptions;
import dev.perigon.engine.kafka.RecordReader;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the query that reads records of Kafka. */
final class KafkaInput {
  private static final Schema PASSED =
      Schema.of(
          Column.of("key", Scalar.BINARY),
          Column.of("value", Scalar.BINARY),
          Column.of("topic", Scalar.STRING),
          Column.of("partition", Scalar.INTEGER),
          Column.of("offset", Scalar.LONG),
          Column.of("timestamp", Scalar.LONG),
          Column.of("timestampType", Scalar.INTEGER),
          Column.of("headers", Scalar.STRING));

  private static final String SELECT =
      """
      SELECT %s AS "key", %s AS "value", c2 AS "topic", c3 AS "partition", c4 AS "offset", \
      make_timestamptz(c5 * 1000) AS "timestamp", c6 AS "timestampType\""""
          .formatted(TextVectors.bytes("c0"), TextVectors.bytes("c1"));

  private static final String HEADERS =
      """
      , list_transform(from_json(c7, '[["VARCHAR"]]'), \
      lambda h: struct_pack("key" := decode(unhex(h[1])), "value" := unhex(h[2]))) AS "headers\"""";

  private KafkaInput() {}

  static String select(KafkaRecords records, Session session) {
    if (records.ranges().isEmpty()) {
      return Inputs.empty(records.schema());
    }
    KafkaOptions options = KafkaOptions.of(records.options(), true);
    List<JavaScan.Opener> parts =
        records.ranges().stream()
            .<JavaScan.Opener>map(
                range ->
                    () ->
                        new Records(range, records.headers(), session.kafka().open(options, range)))
            .toList();
    String table = session.table(new JavaScan(PASSED, parts, false));
    return SELECT + (records.headers() ? HEADERS : "") + " FROM " + table;
  }

  private record Records(KafkaRecords.Range range, boolean headers, RecordReader reader)
      implements SourceRows {
    @Override
    public Object[] next() {
      if (!reader.next()) {
        return null;
      }
      Object[] row = new Object[PASSED.columns().size()];
      row[0] = reader.key();
      row[1] = reader.value();
      row[2] = range.topic();
      row[3] = range.partition();
      row[4] = reader.offset();
      row[5] = reader.timestamp();
      row[6] = reader.timestampType();
      row[7] = headers ? headers(reader.headers()) : null;
      return row;
    }

    /** A JSON array of pairs, in hexadecimal digits; null for none, as Spark gives it. */
    private static String headers(List<Map.Entry<String, byte[]>> headers) {
      return headers.isEmpty()
          ? null
          : headers.stream()
              .map(
                  header ->
                      "[%s,%s]"
                          .formatted(
                              hex(header.getKey().getBytes(StandardCharsets.UTF_8)),
                              hex(header.getValue())))
              .collect(Collectors.joining(",", "[", "]"));
    }

    private static String hex(byte[] bytes) {
      return bytes == null ? "null" : '"' + HexFormat.of().formatHex(bytes) + '"';
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
