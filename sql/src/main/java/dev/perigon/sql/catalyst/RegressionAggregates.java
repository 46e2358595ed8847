package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.Corr;
import org.apache.spark.sql.catalyst.expressions.aggregate.CovPopulation;
import org.apache.spark.sql.catalyst.expressions.aggregate.CovSample;
import org.apache.spark.sql.catalyst.expressions.aggregate.RegrAvgX;
import org.apache.spark.sql.catalyst.expressions.aggregate.RegrAvgY;
import org.apache.spark.sql.catalyst.expressions.aggregate.RegrCount;
import org.apache.spark.sql.catalyst.expressions.aggregate.RegrIntercept;
import org.apache.spark.sql.catalyst.expressions.aggregate.RegrR2;
import org.apache.spark.sql.catalyst.expressions.aggregate.RegrSXX;
import org.apache.spark.sql.catalyst.expressions.aggregate.RegrSXY;
import org.apache.spark.sql.catalyst.expressions.aggregate.RegrSYY;
import org.apache.spark.sql.catalyst.expressions.aggregate.RegrSlope;

/** How two columns depend on each other. */
final class RegressionAggregates {
  private static final String LAST_DIGITS = "The last digits may differ from Spark's.";

  private RegressionAggregates() {}

  static List<Aggregate<?>> all() {
    return List.of(
        Aggregate.of(Corr.class, RegressionAggregates::correlation, "corr").withNote(LAST_DIGITS),
        pair(CovSample.class, "covar_samp"),
        pair(CovPopulation.class, "covar_pop"),
        Aggregate.of(
            RegrCount.class,
            (f, call, w) -> call.of("regr_count", w.write(f.left()) + ", " + w.write(f.right())),
            "regr_count"),
        pair(RegrAvgX.class, "regr_avgx"),
        pair(RegrAvgY.class, "regr_avgy"),
        pair(RegrSXX.class, "regr_sxx"),
        pair(RegrSYY.class, "regr_syy"),
        pair(RegrSXY.class, "regr_sxy"),
        line(RegrSlope.class, "regr_slope"),
        line(RegrIntercept.class, "regr_intercept"),
        pair(RegrR2.class, "regr_r2"));
  }

  private static <F extends Expression> Aggregate<F> pair(Class<F> type, String name) {
    return Aggregate.of(
            type,
            (f, call, writer) -> {
              List<Expression> children = Scala.list(f.children());
              return call.of(
                  name,
                  "CAST(%s AS DOUBLE), CAST(%s AS DOUBLE)"
                      .formatted(writer.write(children.get(0)), writer.write(children.get(1))));
            },
            name)
        .withNote(LAST_DIGITS);
  }

  /** There is no line through points with the same x. */
  private static <F extends Expression> Aggregate<F> line(Class<F> type, String name) {
    Aggregate<F> plain = pair(type, name);
    Aggregate<F> spread = pair(type, "regr_sxx");
    return Aggregate.of(
            type,
            (f, call, writer) ->
                "CASE WHEN %s <> 0 THEN %s END"
                    .formatted(spread.render(f, call, writer), plain.render(f, call, writer)),
            name)
        .withNote(LAST_DIGITS);
  }

  /** Of one row NULL; of a constant column an error, as Spark's division by zero in ANSI mode. */
  private static String correlation(Corr corr, AggregateCall call, ExpressionWriter writer) {
    String x = writer.write(corr.x());
    String y = writer.write(corr.y());
    AggregateCall both = call.where(x + " IS NOT NULL").where(y + " IS NOT NULL");
    return ("CASE WHEN %s > 1 THEN CASE WHEN %s = 0 OR %s = 0"
            + " THEN error('Division by zero: corr of a constant') ELSE %s END END")
        .formatted(
            both.of("count", "*"),
            both.of("var_pop", x),
            both.of("var_pop", y),
            call.of("corr", x + ", " + y));
  }
}
