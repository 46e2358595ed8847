package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.expressions.Conv;
import org.apache.spark.sql.catalyst.expressions.Expm1;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Hypot;
import org.apache.spark.sql.catalyst.expressions.Log1p;
import org.apache.spark.sql.catalyst.expressions.ShiftLeft;
import org.apache.spark.sql.catalyst.expressions.ShiftRight;
import org.apache.spark.sql.catalyst.expressions.ShiftRightUnsigned;

/** Mathematical functions that DuckDB does not have, or not so. */
final class MathFunctions {
  /** {@code (double, decimal places, half-up or half-even)}. */
  static final String ROUND = "perigon_round";

  /** {@code (decimal as text, decimal places)}, half-even. */
  static final String ROUND_EVEN = "perigon_bround";

  private static final List<SqlType> ONE = List.of(Scalar.DOUBLE);
  private static final List<SqlType> TWO = List.of(Scalar.DOUBLE, Scalar.DOUBLE);
  private static final List<SqlType> INTS = List.of(Scalar.INTEGER, Scalar.INTEGER);
  private static final List<SqlType> LONGS = List.of(Scalar.LONG, Scalar.INTEGER);

  private MathFunctions() {}

  static List<JavaFunction> all() {
    return List.of(
        SparkFunction.of("perigon_log1p", ONE, Scalar.DOUBLE, a -> new Log1p(a.get(0))),
        SparkFunction.of("perigon_expm1", ONE, Scalar.DOUBLE, a -> new Expm1(a.get(0))),
        SparkFunction.of("perigon_hypot", TWO, Scalar.DOUBLE, a -> new Hypot(a.get(0), a.get(1))),
        SparkFunction.of(
            "perigon_conv",
            List.of(Scalar.STRING, Scalar.INTEGER, Scalar.INTEGER),
            Scalar.STRING,
            a -> new Conv(a.get(0), a.get(1), a.get(2), true)),
        shift("left_int", INTS, a -> new ShiftLeft(a.get(0), a.get(1))),
        shift("left_bigint", LONGS, a -> new ShiftLeft(a.get(0), a.get(1))),
        shift("right_int", INTS, a -> new ShiftRight(a.get(0), a.get(1))),
        shift("right_bigint", LONGS, a -> new ShiftRight(a.get(0), a.get(1))),
        shift("unsigned_int", INTS, a -> new ShiftRightUnsigned(a.get(0), a.get(1))),
        shift("unsigned_bigint", LONGS, a -> new ShiftRightUnsigned(a.get(0), a.get(1))),
        new JavaFunction(
            ROUND,
            List.of(Scalar.DOUBLE, Scalar.INTEGER, Scalar.BOOLEAN),
            Scalar.DOUBLE,
            a -> a.contains(null) ? null : round(a)),
        new JavaFunction(
            ROUND_EVEN,
            List.of(Scalar.STRING, Scalar.INTEGER),
            Scalar.STRING,
            a -> a.contains(null) ? null : roundEven(a)));
  }

  private static JavaFunction shift(
      String name, List<SqlType> parameters, Function<List<Expression>, Expression> body) {
    return SparkFunction.of("perigon_shift_" + name, parameters, (Scalar) parameters.get(0), body);
  }

  /** Of the shortest decimal that means this double, as Spark does. */
  private static double round(List<Object> arguments) {
    double value = (Double) arguments.get(0);
    if (!Double.isFinite(value)) {
      return value;
    }
    RoundingMode mode = (Boolean) arguments.get(2) ? RoundingMode.HALF_UP : RoundingMode.HALF_EVEN;
    return BigDecimal.valueOf(value).setScale((Integer) arguments.get(1), mode).doubleValue();
  }

  private static String roundEven(List<Object> arguments) {
    return new BigDecimal((String) arguments.get(0))
        .setScale((Integer) arguments.get(1), RoundingMode.HALF_EVEN)
        .toPlainString();
  }
}
