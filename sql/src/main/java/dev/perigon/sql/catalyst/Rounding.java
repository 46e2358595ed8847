package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.BRound;
import org.apache.spark.sql.catalyst.expressions.Ceil;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Floor;
import org.apache.spark.sql.catalyst.expressions.Round;
import org.apache.spark.sql.catalyst.expressions.RoundCeil;
import org.apache.spark.sql.catalyst.expressions.RoundFloor;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.LongType;

/** Rounding to a number of decimal places, which may be negative. */
final class Rounding {
  private Rounding() {}

  static List<Entry<?>> all() {
    return List.of(
        Entry.of(Ceil.class, (e, w) -> whole("ceil", e, e.child(), w), "ceil", "ceiling"),
        Entry.of(Floor.class, (e, w) -> whole("floor", e, e.child(), w), "floor"),
        Entry.of(RoundCeil.class, (e, w) -> decimal("ceil", e, e.child(), e.scale(), w)),
        Entry.of(RoundFloor.class, (e, w) -> decimal("floor", e, e.child(), e.scale(), w)),
        Entry.of(Round.class, (e, w) -> round(e, e.child(), e.scale(), w), "round"),
        Entry.of(BRound.class, (e, w) -> roundEven(e, e.child(), e.scale(), w), "bround"));
  }

  static List<String> macros() {
    return List.of(
        "CREATE MACRO perigon_saturated(x) AS CASE WHEN isnan(x) THEN 0"
            + " WHEN x >= 9223372036854775807 THEN 9223372036854775807"
            + " WHEN x <= -9223372036854775808 THEN -9223372036854775808"
            + " ELSE CAST(x AS BIGINT) END",
        // Away from ties the nearest double is the same whichever way it is found.
        "CREATE MACRO perigon_round_places(x, n, p) AS"
            + " CASE WHEN abs(x) * p < 1000000000 AND abs(abs(x * p) % 1 - 0.5) > 0.000001"
            + " THEN round(x * p) / p + CAST(0 AS DOUBLE)"
            + " ELSE "
            + MathFunctions.ROUND
            + "(x, n, true) END");
  }

  /** Doubles that do not fit BIGINT become its nearest value, as in Spark. */
  private static String whole(
      String function, Expression e, Expression child, ExpressionWriter writer) {
    String text = writer.write(child);
    if (child.dataType() instanceof LongType) {
      return text;
    }
    if (child.dataType() instanceof DecimalType) {
      return "CAST(%s(%s) AS %s)".formatted(function, text, writer.type(e.dataType()));
    }
    return "CAST(perigon_saturated(%s(%s)) AS BIGINT)".formatted(function, text);
  }

  private static int places(Expression e, Expression scale, ExpressionWriter writer) {
    return (Integer)
        Folded.value(scale)
            .orElseThrow(
                () -> writer.unsupported(e, "its number of decimal places is not a constant"));
  }

  /** Shifts the point, takes the whole number, and shifts back: exact in decimals. */
  private static String decimal(
      String function, Expression e, Expression child, Expression scale, ExpressionWriter writer) {
    int places = places(e, scale, writer);
    DecimalType type = (DecimalType) child.dataType();
    if (places >= type.scale()) {
      return "CAST(%s AS %s)".formatted(writer.write(child), writer.type(e.dataType()));
    }
    if (type.scale() + Math.abs(places) > 38) {
      throw writer.unsupported(e, "it needs more than 38 decimal places");
    }
    return "CAST(%s(CAST(%s AS DECIMAL(38,%d)) * %s) * %s AS %s)"
        .formatted(
            function,
            writer.write(child),
            type.scale(),
            power(places),
            power(-places),
            writer.type(e.dataType()));
  }

  private static String power(int exponent) {
    return exponent >= 0
        ? "CAST(1%s AS DECIMAL(%d,0))".formatted("0".repeat(exponent), exponent + 1)
        : "CAST('0.%s1' AS DECIMAL(%d,%d))"
            .formatted("0".repeat(-exponent - 1), -exponent, -exponent);
  }

  private static String round(
      Expression e, Expression child, Expression scale, ExpressionWriter writer) {
    int places = places(e, scale, writer);
    String text = writer.write(child);
    DataType type = child.dataType();
    if (type instanceof DoubleType || type instanceof FloatType) {
      return roundDouble(text, places, writer.type(type));
    }
    String result = writer.type(e.dataType());
    int existing = type instanceof DecimalType decimal ? decimal.scale() : 0;
    if (places >= 0) {
      return "CAST(%s AS %s)".formatted(text, result);
    }
    return "CAST(round(CAST(%s AS DECIMAL(38,%d)), %d) AS %s)"
        .formatted(text, existing, places, result);
  }

  private static String roundDouble(String text, int places, String type) {
    String value = "CAST(" + text + " AS DOUBLE)";
    String rounded;
    if (places == 0) {
      rounded = "round(%s) + CAST(0 AS DOUBLE)".formatted(value);
    } else if (places > 0 && places < 9) {
      rounded =
          "perigon_round_places(%s, %d, CAST(1%s AS DOUBLE))"
              .formatted(value, places, "0".repeat(places));
    } else {
      rounded = "%s(%s, %d, true)".formatted(MathFunctions.ROUND, value, places);
    }
    return "CAST(%s AS %s)".formatted(rounded, type);
  }

  private static String roundEven(
      Expression e, Expression child, Expression scale, ExpressionWriter writer) {
    int places = places(e, scale, writer);
    String text = writer.write(child);
    DataType type = child.dataType();
    String result = writer.type(e.dataType());
    if (type instanceof DoubleType || type instanceof FloatType) {
      return "CAST(%s(CAST(%s AS DOUBLE), %d, false) AS %s)"
          .formatted(MathFunctions.ROUND, text, places, result);
    }
    return "CAST(%s(CAST(%s AS VARCHAR), %d) AS %s)"
        .formatted(MathFunctions.ROUND_EVEN, text, places, result);
  }
}
