package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.BitmapBitPosition;
import org.apache.spark.sql.catalyst.expressions.BitmapBucketNumber;
import org.apache.spark.sql.catalyst.expressions.BitmapCount;
import org.apache.spark.sql.catalyst.expressions.HllSketchEstimate;
import org.apache.spark.sql.catalyst.expressions.HllUnion;

/** What reads the results of {@link SketchAggregates}. */
final class SketchFunctions {
  private SketchFunctions() {}

  static List<Entry<?>> entries() {
    return List.of(
        SparkCall.entry(HllSketchEstimate.class, "hll_sketch_estimate"),
        SparkCall.entry(HllUnion.class, "hll_union"),
        SparkCall.entry(BitmapCount.class, "bitmap_count"),
        Entry.of(
            BitmapBucketNumber.class,
            (e, w) -> "perigon_bitmap_bucket(%s)".formatted(w.write(e.child())),
            "bitmap_bucket_number"),
        Entry.of(
            BitmapBitPosition.class,
            (e, w) -> "perigon_bitmap_bit(%s)".formatted(w.write(e.child())),
            "bitmap_bit_position"));
  }

  /** A bucket has 32768 bits; the buckets of positive numbers begin with 1. */
  static List<String> macros() {
    return List.of(
        "CREATE MACRO perigon_bitmap_bucket(v) AS CAST(CASE WHEN v > 0"
            + " THEN 1 + (v - 1) // 32768 ELSE v // 32768 END AS BIGINT)",
        "CREATE MACRO perigon_bitmap_bit(v) AS CAST(CASE WHEN v > 0"
            + " THEN (v - 1) % 32768 ELSE -(v % 32768) END AS BIGINT)");
  }
}
