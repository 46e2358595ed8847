package dev.perigon.engine.duckdb;

import dev.perigon.engine.KinesisRecords;
import dev.perigon.engine.KinesisRecords.Item;
import dev.perigon.engine.KinesisRecords.Range;
import dev.perigon.engine.files.SourceRows;
import dev.perigon.engine.kinesis.KinesisAccess;
import dev.perigon.engine.kinesis.KinesisOptions;
import dev.perigon.engine.kinesis.ShardReader;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Makes the query that reads records of Kinesis. */
final class KinesisInput {
  private static final Schema PASSED =
      Schema.of(
          Column.of("partitionKey", Scalar.STRING),
          Column.of("data", Scalar.BINARY),
          Column.of("stream", Scalar.STRING),
          Column.of("shardId", Scalar.STRING),
          Column.of("sequenceNumber", Scalar.STRING),
          Column.of("arrival", Scalar.LONG));

  private static final String SELECT =
      """
      SELECT c0 AS "partitionKey", %s AS "data", c2 AS "stream", c3 AS "shardId", \
      c4 AS "sequenceNumber", make_timestamptz(c5 * 1000) AS "approximateArrivalTimestamp\""""
          .formatted(TextVectors.bytes("c1"));

  private KinesisInput() {}

  static String select(KinesisRecords records, Session session) throws SQLException {
    if (records.ranges().isEmpty()) {
      return Inputs.empty(records.schema());
    }
    KinesisAccess access = KinesisOptions.of(records.options(), true).access();
    List<JavaScan.Opener> parts =
        records.ranges().stream()
            .<JavaScan.Opener>map(range -> () -> new Records(range, new ShardReader(access, range)))
            .toList();
    return SELECT + " FROM " + session.table(new JavaScan(PASSED, parts, false));
  }

  private record Records(Range range, ShardReader reader) implements SourceRows {
    @Override
    public Object[] next() {
      Optional<Item> item = reader.next();
      return item.isEmpty() ? null : row(item.get());
    }

    private Object[] row(Item item) {
      return new Object[] {
        item.partitionKey(),
        item.data(),
        range.stream(),
        range.shard(),
        item.sequenceNumber(),
        item.arrival().toEpochMilli()
      };
    }

    @Override
    public void close() {
      reader.close();
    }
  }
}
