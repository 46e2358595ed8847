package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Abs;
import org.apache.spark.sql.catalyst.expressions.Add;
import org.apache.spark.sql.catalyst.expressions.BinaryArithmetic;
import org.apache.spark.sql.catalyst.expressions.Divide;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.IntegralDivide;
import org.apache.spark.sql.catalyst.expressions.Multiply;
import org.apache.spark.sql.catalyst.expressions.Pmod;
import org.apache.spark.sql.catalyst.expressions.Remainder;
import org.apache.spark.sql.catalyst.expressions.Subtract;
import org.apache.spark.sql.catalyst.expressions.UnaryMinus;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.NumericType;

/** The arithmetic operators on all types; those on decimals are {@link DecimalArithmetic}'s. */
final class Arithmetic {
  private Arithmetic() {}

  static List<Entry<?>> all() {
    return List.of(
        Entry.of(Add.class, (e, w) -> operation(e, "+", w), "+", "try_add"),
        Entry.of(Subtract.class, (e, w) -> operation(e, "-", w), "-", "try_subtract"),
        Entry.of(Multiply.class, (e, w) -> operation(e, "*", w), "*", "try_multiply"),
        Entry.of(Divide.class, Arithmetic::divide, "/", "try_divide"),
        Entry.of(Remainder.class, Arithmetic::remainder, "%", "mod", "try_mod"),
        Entry.of(IntegralDivide.class, Arithmetic::integralDivide, "div"),
        Entry.of(Pmod.class, Arithmetic::pmod, "pmod"),
        Entry.of(UnaryMinus.class, Arithmetic::minus, "negative"),
        Entry.of(Abs.class, Arithmetic::abs, "abs"));
  }

  /** Results have the type of the operands: DuckDB fails when they do not fit, as Spark does. */
  private static String operation(BinaryArithmetic e, String symbol, ExpressionWriter writer) {
    if (DecimalArithmetic.appliesTo(e)) {
      return DecimalArithmetic.render(e, writer);
    }
    String left = writer.write(e.left());
    String right = writer.write(e.right());
    if (isTry(e) && e.dataType() instanceof IntegralType) {
      return "TRY_CAST(CAST(%s AS HUGEINT) %s %s AS %s)"
          .formatted(left, symbol, right, writer.type(e.dataType()));
    }
    return "%s %s %s".formatted(left, symbol, right);
  }

  private static String divide(Divide e, ExpressionWriter writer) {
    if (DecimalArithmetic.appliesTo(e)) {
      return DecimalArithmetic.render(e, writer);
    }
    if (!(e.dataType() instanceof NumericType)) {
      throw writer.unsupported(e, "it divides " + e.dataType().sql());
    }
    return floating(e, "/", writer);
  }

  /** DuckDB divides by zero in floating point; Spark fails, unless the dividend is NULL. */
  private static String floating(BinaryArithmetic e, String symbol, ExpressionWriter writer) {
    String left = writer.write(e.left());
    String right = divisor(e, writer);
    String result = "%s %s %s".formatted(left, symbol, right);
    if (isTry(e) || isNonZeroConstant(e.right())) {
      return result;
    }
    return "CASE WHEN %s = 0%s THEN error('Division by zero') ELSE %s END"
        .formatted(right, e.left().nullable() ? " AND " + left + " IS NOT NULL" : "", result);
  }

  private static String remainder(Remainder e, ExpressionWriter writer) {
    if (DecimalArithmetic.appliesTo(e)) {
      return DecimalArithmetic.render(e, writer);
    }
    if (!(e.dataType() instanceof IntegralType)) {
      return floating(e, "%", writer);
    }
    String left = writer.write(e.left());
    String right = divisor(e, writer);
    String result = "%s %% %s".formatted(left, right);
    // The remainder by -1 is 0, also of the smallest number, where DuckDB overflows.
    return isNonZeroConstant(e.right())
            && !Folded.value(e.right()).map(Object::toString).equals(Optional.of("-1"))
        ? result
        : "CASE WHEN %s = -1 THEN %s - %s ELSE %s END".formatted(right, left, left, result);
  }

  /** Zero as NULL when errors are tolerated; else DuckDB fails for integers, as Spark does. */
  private static String divisor(BinaryArithmetic e, ExpressionWriter writer) {
    String text = writer.write(e.right());
    return isTry(e) ? "nullif(%s, 0)".formatted(text) : text;
  }

  private static boolean isNonZeroConstant(Expression divisor) {
    return Folded.value(divisor)
        .filter(value -> value instanceof Number number && number.doubleValue() != 0)
        .isPresent();
  }

  private static String integralDivide(IntegralDivide e, ExpressionWriter writer) {
    if (DecimalArithmetic.appliesTo(e)) {
      return DecimalArithmetic.render(e, writer);
    }
    if (!(e.left().dataType() instanceof IntegralType)) {
      return SparkCall.operator(e, "div", writer);
    }
    return "%s // %s".formatted(writer.write(e.left()), divisor(e, writer));
  }

  private static String pmod(Pmod e, ExpressionWriter writer) {
    if (isTry(e)) {
      throw writer.unsupported(e, "it tolerates errors");
    }
    String right = writer.write(e.right());
    if (e.dataType() instanceof DoubleType || e.dataType() instanceof FloatType) {
      right = "perigon_nonzero(" + right + ")";
    }
    String text = "perigon_pmod(%s, %s)".formatted(writer.write(e.left()), right);
    return "CAST(%s AS %s)".formatted(text, writer.type(e.dataType()));
  }

  private static String minus(UnaryMinus e, ExpressionWriter writer) {
    if (e.dataType() instanceof DecimalType) {
      return DecimalArithmetic.negateOrAbs(true, DecimalArithmetic.Operand.of(e.child(), writer));
    }
    String text = "-" + writer.write(e.child());
    // DuckDB widens the result where it overflows.
    return e.dataType() instanceof IntegralType
        ? "CAST(%s AS %s)".formatted(text, writer.type(e.dataType()))
        : text;
  }

  private static String abs(Abs e, ExpressionWriter writer) {
    if (!(e.dataType() instanceof NumericType)) {
      return SparkCall.render(e, "abs", List.of(e.child()), writer);
    }
    if (e.dataType() instanceof DecimalType) {
      return DecimalArithmetic.negateOrAbs(false, DecimalArithmetic.Operand.of(e.child(), writer));
    }
    return "abs(" + writer.write(e.child()) + ")";
  }

  private static boolean isTry(BinaryArithmetic e) {
    return e.evalMode().equals(EvalMode.TRY());
  }

  static List<String> macros() {
    return List.of(
        "CREATE MACRO perigon_nonzero(x) AS CASE WHEN x = 0 THEN error('Division by zero') ELSE x END",
        "CREATE MACRO perigon_pmod(x, n) AS"
            + " CASE WHEN x % n < 0 THEN (x % n + n) % n ELSE x % n END");
  }
}
