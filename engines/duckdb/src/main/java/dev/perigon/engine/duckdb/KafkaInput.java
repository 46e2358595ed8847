package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.literalForDuckDb;

import dev.perigon.engine.KafkaRecords;
import dev.perigon.engine.files.SourceRows;
import dev.perigon.engine.kafka.KafkaOptions;
import dev.perigon.engine.kafka.RecordReader;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the query that reads records of Kafka. */
final class KafkaInput {
  /** Every value that is no text takes the driver a lock, so numbers share two columns. */
  private static final Schema PASSED =
      Schema.of(
          Column.of("key", Scalar.BINARY),
          Column.of("value", Scalar.BINARY),
          Column.of("place", Scalar.LONG),
          Column.of("time", Scalar.LONG));

  private static final Schema WITH_HEADERS =
      new Schema(
          Stream.concat(PASSED.columns().stream(), Stream.of(Column.of("headers", Scalar.STRING)))
              .toList());

  /** A place: the number of the range above, below it an offset, of which none comes near this. */
  private static final int OFFSET_BITS = 48;

  private static final int MOST_RANGES = 1 << (Long.SIZE - 1 - OFFSET_BITS);

  private static final String SELECT =
      """
      SELECT %s AS "key", %s AS "value", %%s[1 + (c2 >> %d)] AS "topic", \
      %%s[1 + (c2 >> %d)] AS "partition", c2 & %d AS "offset", \
      make_timestamptz((c3 >> 2) * 1000) AS "timestamp", \
      CAST((c3 & 3) - 1 AS INTEGER) AS "timestampType\""""
          .formatted(
              TextVectors.bytes("c0"),
              TextVectors.bytes("c1"),
              OFFSET_BITS,
              OFFSET_BITS,
              (1L << OFFSET_BITS) - 1);

  private static final String HEADERS =
      """
      , list_transform(from_json(c4, '[["VARCHAR"]]'), \
      lambda h: struct_pack("key" := decode(unhex(h[1])), "value" := unhex(h[2]))) AS "headers\"""";

  private KafkaInput() {}

  static String select(KafkaRecords records, Session session) throws SQLException {
    if (records.ranges().isEmpty()) {
      return Inputs.empty(records.schema());
    }
    KafkaOptions options = KafkaOptions.of(records.options(), true);
    List<KafkaRecords.Range> ranges = records.ranges();
    List<String> parts = new ArrayList<>();
    for (int start = 0; start < ranges.size(); start += MOST_RANGES) {
      List<KafkaRecords.Range> some =
          ranges.subList(start, Math.min(ranges.size(), start + MOST_RANGES));
      parts.add(select(some, records.headers(), options, session));
    }
    return String.join(" UNION ALL ", parts);
  }

  private static String select(
      List<KafkaRecords.Range> ranges, boolean headers, KafkaOptions options, Session session)
      throws SQLException {
    List<JavaScan.Opener> parts = new ArrayList<>();
    for (int i = 0; i < ranges.size(); i++) {
      long place = (long) i << OFFSET_BITS;
      KafkaRecords.Range range = ranges.get(i);
      parts.add(() -> new Records(place, headers, session.kafka().open(options, range)));
    }
    String table = session.table(new JavaScan(headers ? WITH_HEADERS : PASSED, parts, false));
    return SELECT.formatted(
            list(ranges, range -> literalForDuckDb(range.topic())),
            list(ranges, range -> Integer.toString(range.partition())))
        + (headers ? HEADERS : "")
        + " FROM "
        + table;
  }

  private static String list(
      List<KafkaRecords.Range> ranges, Function<KafkaRecords.Range, String> value) {
    return ranges.stream().map(value).collect(Collectors.joining(", ", "([", "])"));
  }

  /**
   * @param place where the range's offsets start
   */
  private record Records(long place, boolean headers, RecordReader reader) implements SourceRows {
    @Override
    public Object[] next() {
      if (!reader.next()) {
        return null;
      }
      Object[] row = new Object[headers ? 5 : 4];
      row[0] = reader.key();
      row[1] = reader.value();
      row[2] = place + reader.offset();
      row[3] = (reader.timestamp() << 2) + reader.timestampType() + 1;
      if (headers) {
        row[4] = headers(reader.headers());
      }
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
