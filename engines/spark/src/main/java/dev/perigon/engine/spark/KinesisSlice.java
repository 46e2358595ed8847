package dev.perigon.engine.spark;

import dev.perigon.engine.KinesisRecords;
import dev.perigon.engine.KinesisRecords.Item;
import dev.perigon.engine.KinesisRecords.Range;
import dev.perigon.engine.kinesis.KinesisAccess;
import dev.perigon.engine.kinesis.KinesisOptions;
import dev.perigon.engine.kinesis.ShardReader;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.util.TaskCompletionListener;

/** Records of Kinesis, of which Spark has no source: each range is one task of Perigon's reader. */
final class KinesisSlice {
  private KinesisSlice() {}

  static Dataset<Row> rows(SparkSession session, KinesisRecords records) {
    KinesisAccess access = KinesisOptions.of(records.options(), true).access();
    JavaRDD<Row> rows =
        new JavaSparkContext(session.sparkContext())
            .parallelize(records.ranges(), Math.max(1, records.ranges().size()))
            .flatMap(new Reading(access));
    return session.createDataFrame(rows, SparkTypes.struct(records.schema()));
  }

  /** Travels to the executors. */
  private record Reading(KinesisAccess access) implements FlatMapFunction<Range, Row> {
    @Override
    public Iterator<Row> call(Range range) {
      ShardReader reader = new ShardReader(access, range);
      TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> reader.close());
      return new Rows(range, reader);
    }
  }

  private static final class Rows implements Iterator<Row> {
    private final Range range;
    private final ShardReader reader;
    private Optional<Item> item;

    Rows(Range range, ShardReader reader) {
      this.range = range;
      this.reader = reader;
      this.item = reader.next();
    }

    @Override
    public boolean hasNext() {
      return item.isPresent();
    }

    @Override
    public Row next() {
      Item now = item.orElseThrow(NoSuchElementException::new);
      item = reader.next();
      return RowFactory.create(
          now.partitionKey(),
          now.data(),
          range.stream(),
          range.shard(),
          now.sequenceNumber(),
          now.arrival());
    }
  }
}
