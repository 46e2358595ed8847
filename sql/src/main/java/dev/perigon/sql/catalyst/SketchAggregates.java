package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.BitmapConstructAgg;
import org.apache.spark.sql.catalyst.expressions.BitmapOrAgg;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.CountMinSketchAgg;
import org.apache.spark.sql.catalyst.expressions.aggregate.HistogramNumeric;
import org.apache.spark.sql.catalyst.expressions.aggregate.HllSketchAgg;
import org.apache.spark.sql.catalyst.expressions.aggregate.HllUnionAgg;
import org.apache.spark.sql.catalyst.expressions.aggregate.HyperLogLogPlusPlus;

/** Aggregates that estimate, and bitmaps. */
final class SketchAggregates {
  private static final String MEMORY = "A group's values are held in memory.";

  private SketchAggregates() {}

  static List<Aggregate<?>> all() {
    return List.of(
        Aggregate.of(HyperLogLogPlusPlus.class, ApproximateCounts::render, "approx_count_distinct"),
        distinct(BitmapConstructAgg.class, "bitmap_construct_agg"),
        distinct(BitmapOrAgg.class, "bitmap_or_agg"),
        repeated(CountMinSketchAgg.class, "count_min_sketch"),
        repeated(HistogramNumeric.class, "histogram_numeric")
            .withNote(
                MEMORY
                    + " With more values than bins it depends on the order of rows, as in Spark."),
        repeated(HllSketchAgg.class, "hll_sketch_agg")
            .withNote(MEMORY + " A large sketch's bytes depend on the order of rows, as in Spark."),
        repeated(HllUnionAgg.class, "hll_union_agg"));
  }

  private static <F extends Expression> Aggregate<F> distinct(Class<F> type, String name) {
    return Aggregate.of(
        type,
        (f, call, w) -> SparkAggregate.render(f, name, Scala.list(f.children()), true, call, w),
        name);
  }

  private static <F extends Expression> Aggregate<F> repeated(Class<F> type, String name) {
    return Aggregate.of(
            type,
            (f, call, w) ->
                SparkAggregate.render(f, name, Scala.list(f.children()), false, call, w),
            name)
        .withNote(MEMORY);
  }
}
