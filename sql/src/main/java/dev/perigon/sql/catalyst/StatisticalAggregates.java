package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.aggregate.ApproximatePercentile;
import org.apache.spark.sql.catalyst.expressions.aggregate.Kurtosis;
import org.apache.spark.sql.catalyst.expressions.aggregate.Percentile;
import org.apache.spark.sql.catalyst.expressions.aggregate.PercentileDisc;
import org.apache.spark.sql.catalyst.expressions.aggregate.Skewness;
import org.apache.spark.sql.catalyst.expressions.aggregate.StddevPop;
import org.apache.spark.sql.catalyst.expressions.aggregate.StddevSamp;
import org.apache.spark.sql.catalyst.expressions.aggregate.VariancePop;
import org.apache.spark.sql.catalyst.expressions.aggregate.VarianceSamp;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.NumericType;

/** Spread, shape and percentiles of one column. */
final class StatisticalAggregates {
  private static final String LAST_DIGITS = "The last digits may differ from Spark's.";

  private StatisticalAggregates() {}

  static List<Aggregate<?>> all() {
    return List.of(
        Aggregate.of(
                StddevSamp.class,
                (f, call, w) -> call.of("stddev_samp", w.write(f.child())),
                "stddev",
                "std",
                "stddev_samp")
            .withNote(LAST_DIGITS),
        Aggregate.of(
                StddevPop.class,
                (f, call, w) -> call.of("stddev_pop", w.write(f.child())),
                "stddev_pop")
            .withNote(LAST_DIGITS),
        Aggregate.of(
                VarianceSamp.class,
                (f, call, w) -> call.of("var_samp", w.write(f.child())),
                "variance",
                "var_samp")
            .withNote(LAST_DIGITS),
        Aggregate.of(
                VariancePop.class,
                (f, call, w) -> call.of("var_pop", w.write(f.child())),
                "var_pop")
            .withNote(LAST_DIGITS),
        Aggregate.of(
                Skewness.class,
                (f, call, w) -> shape("perigon_skewness", f.child(), call, w),
                "skewness")
            .withNote(LAST_DIGITS),
        Aggregate.of(
                Kurtosis.class,
                (f, call, w) -> shape("perigon_kurtosis", f.child(), call, w),
                "kurtosis")
            .withNote(LAST_DIGITS),
        Aggregate.of(
            Percentile.class,
            StatisticalAggregates::percentile,
            "percentile",
            "median",
            "percentile_cont"),
        Aggregate.of(
            PercentileDisc.class, StatisticalAggregates::percentileDisc, "percentile_disc"),
        Aggregate.of(
                ApproximatePercentile.class,
                (f, call, w) ->
                    SparkAggregate.render(
                        f, "percentile_approx", Scala.list(f.children()), false, call, w),
                "approx_percentile",
                "percentile_approx")
            .withNote(
                "Spark's estimate; exact for fewer values than half the accuracy. Of more, it depends on how"
                    + " Spark divides the rows, and of more than 50000 on their order: the embedded engine"
                    + " takes them in one part. A group's values are held in memory."));
  }

  /** Moments about the mean, of a list of DOUBLE without NULLs. */
  static List<String> macros() {
    return List.of(
        "CREATE MACRO perigon_moment(l, k) AS"
            + " list_sum(list_transform(l, lambda v: pow(v - list_avg(l), k)))",
        "CREATE MACRO perigon_skewness(l) AS CASE WHEN perigon_moment(l, 2) <> 0 THEN"
            + " sqrt(len(l)) * perigon_moment(l, 3)"
            + " / sqrt(perigon_moment(l, 2) * perigon_moment(l, 2) * perigon_moment(l, 2)) END",
        "CREATE MACRO perigon_kurtosis(l) AS CASE WHEN perigon_moment(l, 2) <> 0 THEN"
            + " len(l) * perigon_moment(l, 4)"
            + " / (perigon_moment(l, 2) * perigon_moment(l, 2)) - 3 END",
        "CREATE MACRO perigon_between(lower, higher, position) AS"
            + " CASE WHEN lower = higher THEN lower"
            + " ELSE (ceil(position) - position) * lower + (position - floor(position)) * higher END",
        "CREATE MACRO perigon_percentile(l, p) AS perigon_between("
            + "l[CAST(floor((len(l) - 1) * p) AS BIGINT) + 1],"
            + " l[CAST(ceil((len(l) - 1) * p) AS BIGINT) + 1], (len(l) - 1) * p)",
        "CREATE MACRO perigon_percentile_disc(l, p) AS"
            + " l[greatest(CAST(ceil(len(l) * p) AS BIGINT), 1)]");
  }

  private static String shape(
      String macro, Expression child, AggregateCall call, ExpressionWriter writer) {
    String text = writer.write(child);
    return "%s(%s)".formatted(macro, call.where(text + " IS NOT NULL").of("list", text));
  }

  private static String percentile(
      Percentile percentile, AggregateCall call, ExpressionWriter writer) {
    if (!isOne(percentile.frequencyExpression())) {
      return SparkAggregate.render(
          percentile, "percentile", Scala.list(percentile.children()), false, call, writer);
    }
    String list = sorted(percentile.child(), percentile.reverse(), call, writer);
    return each("perigon_percentile", list, percentile, percentile.percentageExpression(), writer);
  }

  private static String percentileDisc(
      PercentileDisc percentile, AggregateCall call, ExpressionWriter writer) {
    if (!isOne(percentile.frequencyExpression())) {
      throw writer.unsupported(percentile, "it has a frequency");
    }
    String list = sorted(percentile.child(), percentile.reverse(), call, writer);
    return each(
        "perigon_percentile_disc", list, percentile, percentile.percentageExpression(), writer);
  }

  private static boolean isOne(Expression frequency) {
    return frequency instanceof Literal literal && Long.valueOf(1).equals(literal.value());
  }

  private static String sorted(
      Expression child, boolean descending, AggregateCall call, ExpressionWriter writer) {
    if (!(child.dataType() instanceof NumericType)) {
      throw writer.unsupported(child, "percentiles of " + child.dataType().sql());
    }
    String value = "CAST(%s AS DOUBLE)".formatted(writer.write(child));
    return call.where(value + " IS NOT NULL")
        .of("list", "%s ORDER BY %s%s".formatted(value, value, descending ? " DESC" : ""));
  }

  private static String each(
      String macro, String list, Expression function, Expression share, ExpressionWriter writer) {
    if (function.dataType() instanceof ArrayType) {
      return "CASE WHEN %s IS NOT NULL THEN list_transform(%s, lambda p: %s(%s, p)) END"
          .formatted(list, writer.write(share), macro, list);
    }
    return "%s(%s, %s)".formatted(macro, list, writer.write(share));
  }
}
