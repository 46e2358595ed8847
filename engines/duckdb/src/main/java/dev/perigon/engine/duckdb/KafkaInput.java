package dev.perigon.engine.duckdb;

import dev.perigon.engine.KafkaRecords;
import dev.perigon.engine.files.SourceRows;
import dev.perigon.engine.kafka.KafkaOptions;
import dev.perigon.engine.kafka.RecordReader;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes the query that reads records of Kafka. Vectors pass no bytes: those that are UTF-8 pass as
 * text, others in hexadecimal digits beside it.
 */
final class KafkaInput {
  private static final Schema PASSED =
      Schema.of(
          Column.of("key", Scalar.STRING),
          Column.of("key_hex", Scalar.STRING),
          Column.of("value", Scalar.STRING),
          Column.of("value_hex", Scalar.STRING),
          Column.of("topic", Scalar.STRING),
          Column.of("partition", Scalar.INTEGER),
          Column.of("offset", Scalar.LONG),
          Column.of("timestamp", Scalar.LONG),
          Column.of("timestampType", Scalar.INTEGER),
          Column.of("headers", Scalar.STRING));

  private static final String SELECT =
      """
      SELECT coalesce(encode(c0), unhex(c1)) AS "key", coalesce(encode(c2), unhex(c3)) AS "value", \
      c4 AS "topic", c5 AS "partition", c6 AS "offset", \
      make_timestamptz(c7 * 1000) AS "timestamp", c8 AS "timestampType\"""";

  private static final String HEADERS =
      """
      , list_transform(from_json(c9, '[["VARCHAR"]]'), \
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
                range -> () -> new Records(range, new RecordReader(options, range)))
            .toList();
    String table = session.table(new JavaScan(PASSED, parts, false));
    return SELECT + (records.headers() ? HEADERS : "") + " FROM " + table;
  }

  private record Records(KafkaRecords.Range range, RecordReader reader) implements SourceRows {
    @Override
    public Object[] next() {
      if (!reader.next()) {
        return null;
      }
      Object[] row = new Object[PASSED.columns().size()];
      bytes(reader.key(), row, 0);
      bytes(reader.value(), row, 2);
      row[4] = range.topic();
      row[5] = range.partition();
      row[6] = reader.offset();
      row[7] = reader.timestamp();
      row[8] = reader.timestampType();
      row[9] = headers(reader.headers());
      return row;
    }

    private static void bytes(byte[] bytes, Object[] row, int column) {
      if (bytes == null) {
        return;
      }
      try {
        row[column] = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        row[column + 1] = HexFormat.of().formatHex(bytes);
      }
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
