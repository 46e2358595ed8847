package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Bin;
import org.apache.spark.sql.catalyst.expressions.BitwiseAnd;
import org.apache.spark.sql.catalyst.expressions.BitwiseCount;
import org.apache.spark.sql.catalyst.expressions.BitwiseGet;
import org.apache.spark.sql.catalyst.expressions.BitwiseNot;
import org.apache.spark.sql.catalyst.expressions.BitwiseOr;
import org.apache.spark.sql.catalyst.expressions.BitwiseXor;
import org.apache.spark.sql.catalyst.expressions.Conv;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Factorial;
import org.apache.spark.sql.catalyst.expressions.Rand;
import org.apache.spark.sql.catalyst.expressions.Randn;
import org.apache.spark.sql.catalyst.expressions.ShiftLeft;
import org.apache.spark.sql.catalyst.expressions.ShiftRight;
import org.apache.spark.sql.catalyst.expressions.ShiftRightUnsigned;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import org.apache.spark.sql.catalyst.expressions.WidthBucket;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.LongType;

/** Bits, whole numbers, and random numbers. */
final class IntegerFunctions {
  private static final String ANY_NUMBER = "Without a seed only; every run gives other numbers.";

  private IntegerFunctions() {}

  static List<Entry<?>> all() {
    return List.of(
        Entry.of(BitwiseAnd.class, (e, w) -> w.write(e.left()) + " & " + w.write(e.right()), "&"),
        Entry.of(BitwiseOr.class, (e, w) -> w.write(e.left()) + " | " + w.write(e.right()), "|"),
        Entry.of(
            BitwiseXor.class,
            (e, w) -> "xor(%s, %s)".formatted(w.write(e.left()), w.write(e.right())),
            "^"),
        Entry.of(BitwiseNot.class, (e, w) -> "~" + w.write(e.child()), "~"),
        Entry.of(
            BitwiseCount.class,
            (e, w) ->
                "CAST(bit_count(CAST(%s AS BIGINT)) AS INTEGER)".formatted(w.write(e.child())),
            "bit_count"),
        Entry.of(BitwiseGet.class, IntegerFunctions::bit, "bit_get", "getbit"),
        Entry.of(
            ShiftLeft.class, (e, w) -> shift("left", e.left(), e.right(), w), "shiftleft", "<<"),
        Entry.of(
            ShiftRight.class, (e, w) -> shift("right", e.left(), e.right(), w), "shiftright", ">>"),
        Entry.of(
            ShiftRightUnsigned.class,
            (e, w) -> shift("unsigned", e.left(), e.right(), w),
            "shiftrightunsigned",
            ">>>"),
        Entry.of(Factorial.class, IntegerFunctions::factorial, "factorial"),
        Entry.of(Bin.class, (e, w) -> "bin(" + w.write(e.child()) + ")", "bin"),
        Entry.of(
            Conv.class,
            (e, w) ->
                "perigon_conv(%s, %s, %s)"
                    .formatted(
                        w.write(e.numExpr()), w.write(e.fromBaseExpr()), w.write(e.toBaseExpr())),
            "conv"),
        Entry.of(WidthBucket.class, IntegerFunctions::widthBucket, "width_bucket"),
        Entry.of(Rand.class, IntegerFunctions::rand, "rand", "random").withNote(ANY_NUMBER),
        Entry.of(Randn.class, IntegerFunctions::randn, "randn").withNote(ANY_NUMBER),
        Entry.of(TryEval.class, (e, w) -> "TRY(" + w.write(e.child()) + ")"));
  }

  static List<String> macros() {
    return List.of(
        "CREATE MACRO perigon_width_bucket(v, lo, hi, n) AS"
            + " CASE WHEN n <= 0 OR n = 9223372036854775807 OR isnan(v) OR lo = hi"
            + " OR NOT isfinite(lo) OR NOT isfinite(hi) THEN NULL"
            + " WHEN lo < hi THEN CASE WHEN v < lo THEN 0 WHEN v >= hi THEN n + 1"
            + " ELSE CAST(trunc(n * (v - lo) / (hi - lo)) AS BIGINT) + 1 END"
            + " ELSE CASE WHEN v > lo THEN 0 WHEN v <= hi THEN n + 1"
            + " ELSE CAST(trunc(n * (lo - v) / (lo - hi)) AS BIGINT) + 1 END END");
  }

  private static String shift(
      String direction, Expression value, Expression by, ExpressionWriter writer) {
    return "perigon_shift_%s_%s(%s, %s)"
        .formatted(
            direction,
            value.dataType() instanceof LongType ? "bigint" : "int",
            writer.write(value),
            writer.write(by));
  }

  private static String bit(BitwiseGet get, ExpressionWriter writer) {
    String position = writer.write(get.right());
    int bits = get.left().dataType().defaultSize() * 8;
    return ("CAST(CASE WHEN %3$s IS NOT NULL AND %1$s NOT BETWEEN 0 AND %2$d"
            + " THEN error('Bit positions are from 0 to %2$d')"
            + " ELSE CAST(%3$s AS BIGINT) >> CAST(%1$s AS BIGINT) & 1 END AS TINYINT)")
        .formatted(position, bits - 1, writer.write(get.left()));
  }

  private static String factorial(Factorial factorial, ExpressionWriter writer) {
    String text = writer.write(factorial.child());
    return "CASE WHEN %s BETWEEN 0 AND 20 THEN CAST(factorial(%s) AS BIGINT) END"
        .formatted(text, text);
  }

  private static String widthBucket(WidthBucket bucket, ExpressionWriter writer) {
    if (!(bucket.value().dataType() instanceof DoubleType)) {
      return SparkCall.render(bucket, "width_bucket", writer);
    }
    return "perigon_width_bucket(%s, %s, %s, %s)"
        .formatted(
            writer.write(bucket.value()),
            writer.write(bucket.minValue()),
            writer.write(bucket.maxValue()),
            writer.write(bucket.numBucket()));
  }

  private static String rand(Rand rand, ExpressionWriter writer) {
    if (!rand.hideSeed()) {
      throw writer.unsupported(rand, "it has a seed");
    }
    return "random()";
  }

  private static String randn(Randn rand, ExpressionWriter writer) {
    if (!rand.hideSeed()) {
      throw writer.unsupported(rand, "it has a seed");
    }
    return "sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())";
  }
}
