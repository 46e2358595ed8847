package dev.perigon.sql.catalyst;

import static java.lang.Math.max;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Add;
import org.apache.spark.sql.catalyst.expressions.BinaryArithmetic;
import org.apache.spark.sql.catalyst.expressions.Divide;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.IntegralDivide;
import org.apache.spark.sql.catalyst.expressions.Multiply;
import org.apache.spark.sql.catalyst.expressions.Remainder;
import org.apache.spark.sql.catalyst.expressions.Subtract;
import org.apache.spark.sql.types.DecimalType;

/**
 * Says decimal arithmetic with Spark's result types, rounding half-up. DuckDB's own operators are
 * exact where Spark keeps the whole scale; division, which DuckDB does in DOUBLE, is done in
 * integers; what may need more than 38 digits on the way goes to Java.
 */
final class DecimalArithmetic {
  private static final int DIGITS = DecimalType.MAX_PRECISION();

  /** Up to which Spark negates exactly. */
  private static final int SIGN_DIGITS = 34;

  /** What fits in 64 bits. */
  private static final int LONG_DIGITS = 18;

  private DecimalArithmetic() {}

  /** A text and the decimal type of its value. */
  record Operand(String text, int precision, int scale) {
    static Operand of(Expression expression, ExpressionWriter writer) {
      DecimalType type = (DecimalType) expression.dataType();
      return new Operand(writer.write(expression), type.precision(), type.scale());
    }

    /** DuckDB calculates in 64 bits, and fails, unless one operand is wider than 18 digits. */
    String wideFor(int digits) {
      return digits > LONG_DIGITS && precision <= LONG_DIGITS
          ? "CAST(%s AS DECIMAL(38,%d))".formatted(text, scale)
          : text;
    }
  }

  static boolean appliesTo(BinaryArithmetic operation) {
    return operation.left().dataType() instanceof DecimalType;
  }

  static String render(BinaryArithmetic operation, ExpressionWriter writer) {
    Operand left = Operand.of(operation.left(), writer);
    Operand right = Operand.of(operation.right(), writer);
    boolean isTry = operation.evalMode().equals(EvalMode.TRY());
    if (isTry && (operation instanceof Divide || operation instanceof Remainder)) {
      right = new Operand("nullif(" + right.text + ", 0)", right.precision, right.scale);
    }
    if (operation instanceof IntegralDivide) {
      return integralDivide(left, right);
    }
    DecimalType type = (DecimalType) operation.dataType();
    if (operation instanceof Divide) {
      return divide(left, right, type, isTry);
    }
    boolean keepsScale =
        operation instanceof Multiply
            ? type.scale() == left.scale + right.scale
            : type.scale() == max(left.scale, right.scale);
    String symbol = symbol(operation, writer);
    boolean mayOverflow = mayOverflowOnTheWay(operation, left, right);
    boolean needsJava = mayOverflow && (isTry || operation instanceof Remainder);
    if (keepsScale && !needsJava) {
      return cast(exact(operation, symbol, left, right), type, isTry);
    }
    return shortened(operation, symbol, left, right, type, isTry);
  }

  private static String exact(
      BinaryArithmetic operation, String symbol, Operand left, Operand right) {
    if (operation instanceof Remainder) {
      return "%s %s %s".formatted(left.text, symbol, right.text);
    }
    int digits =
        operation instanceof Multiply ? left.precision + right.precision : sumDigits(left, right);
    return "%s %s %s".formatted(left.wideFor(digits), symbol, right.text);
  }

  private static int sumDigits(Operand a, Operand b) {
    return max(a.precision - a.scale, b.precision - b.scale) + max(a.scale, b.scale) + 1;
  }

  private static String symbol(BinaryArithmetic operation, ExpressionWriter writer) {
    if (operation instanceof Add) {
      return "+";
    } else if (operation instanceof Subtract) {
      return "-";
    } else if (operation instanceof Multiply) {
      return "*";
    } else if (operation instanceof Remainder) {
      return "%";
    }
    throw writer.unsupported(operation, "no such operation on decimals");
  }

  private static boolean mayOverflowOnTheWay(BinaryArithmetic operation, Operand a, Operand b) {
    return operation instanceof Multiply
        ? a.precision + b.precision > DIGITS
        : sumDigits(a, b) - (operation instanceof Remainder ? 1 : 0) > DIGITS;
  }

  /** The result has a smaller scale than the exact one: DuckDB for small values, Java for large. */
  private static String shortened(
      BinaryArithmetic operation,
      String symbol,
      Operand left,
      Operand right,
      DecimalType type,
      boolean isTry) {
    String java = java(symbol, left, right, type, isTry);
    int exactScale =
        operation instanceof Multiply ? left.scale + right.scale : max(left.scale, right.scale);
    int digits =
        (operation instanceof Multiply ? (DIGITS - exactScale) / 2 : DIGITS - exactScale - 1);
    if (digits < 1 || operation instanceof Remainder || isTry) {
      return java;
    }
    String exact = cast(exact(operation, symbol, left, right), type, false);
    return guarded(List.of(below(left, digits), below(right, digits)), exact, java);
  }

  /** Long division in 64 bits where the operands allow it, else in Java. */
  static String divide(Operand left, Operand right, DecimalType type, boolean isTry) {
    String java = java("/", left, right, type, isTry);
    return LongDivision.of(left, right, type, isTry)
        .map(division -> guarded(division.guards(), division.text(), java))
        .orElse(java);
  }

  /** Spark rounds to 34 digits here. */
  static String negateOrAbs(boolean negates, Operand operand) {
    String fast = negates ? "-" + operand.text : "abs(" + operand.text + ")";
    if (operand.precision <= SIGN_DIGITS) {
      return fast;
    }
    DecimalType type = new DecimalType(operand.precision, operand.scale);
    String java = java(negates ? "negate" : "abs", operand, operand, type, false);
    int digits = SIGN_DIGITS - operand.scale;
    return digits < 1 ? java : guarded(List.of(below(operand, digits)), fast, java);
  }

  private static String integralDivide(Operand left, Operand right) {
    int scale = max(left.scale, right.scale);
    if (left.precision + scale > DIGITS || right.precision + scale > DIGITS) {
      String java = java("div", left, right, new DecimalType(DIGITS, 0), false);
      return "CAST(" + java + " AS BIGINT)";
    }
    return "CAST(%s // %s AS BIGINT)".formatted(unscaled(left, scale), unscaled(right, scale));
  }

  /** The value times 10^scale, a HUGEINT. */
  private static String unscaled(Operand operand, int scale) {
    return scale == 0
        ? "CAST(%s AS HUGEINT)".formatted(operand.text)
        : "CAST(%s * CAST(1e%d AS DECIMAL(%d,0)) AS HUGEINT)"
            .formatted(operand.wideFor(operand.precision + scale + 1), scale, scale + 1);
  }

  /**
   * True when the operand has at most {@code digits} digits before the point; "" when it cannot.
   */
  static String below(Operand operand, int digits) {
    if (digits < 1) {
      return "";
    }
    return "abs(%s) < CAST('1e%d' AS DECIMAL(%d,0))".formatted(operand.text, digits, digits + 1);
  }

  private static String guarded(List<String> guards, String fast, String exact) {
    return guards.isEmpty()
        ? fast
        : "CASE WHEN %s THEN %s ELSE %s END".formatted(String.join(" AND ", guards), fast, exact);
  }

  static String cast(String text, DecimalType type, boolean isTry) {
    return "%s(%s AS DECIMAL(%d,%d))"
        .formatted(isTry ? "TRY_CAST" : "CAST", text, type.precision(), type.scale());
  }

  private static String java(
      String symbol, Operand left, Operand right, DecimalType type, boolean isTry) {
    String call =
        "%s('%s', CAST(%s AS VARCHAR), CAST(%s AS VARCHAR), %d, %d)"
            .formatted(
                DecimalFunction.NAME,
                isTry ? "try " + symbol : symbol,
                left.text,
                right.text,
                type.precision(),
                type.scale());
    return cast(call, type, false);
  }
}
