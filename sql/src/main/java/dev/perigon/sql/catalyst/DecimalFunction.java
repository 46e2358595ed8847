package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType.Scalar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.apache.spark.sql.types.Decimal;

/**
 * Decimal arithmetic by Spark's own {@link Decimal}, for what does not fit 38 digits on the way.
 */
final class DecimalFunction {
  static final String NAME = "perigon_decimal";
  private static final String TRY = "try ";

  private DecimalFunction() {}

  static JavaFunction function() {
    return new JavaFunction(
        NAME,
        List.of(Scalar.STRING, Scalar.STRING, Scalar.STRING, Scalar.INTEGER, Scalar.INTEGER),
        Scalar.STRING,
        DecimalFunction::apply);
  }

  private static Object apply(List<Object> arguments) {
    if (arguments.get(1) == null || arguments.get(2) == null) {
      return null;
    }
    String operator = (String) arguments.get(0);
    boolean isTry = operator.startsWith(TRY);
    Decimal left = decimal(arguments.get(1));
    Decimal right = decimal(arguments.get(2));
    int precision = (Integer) arguments.get(3);
    int scale = (Integer) arguments.get(4);
    Decimal exact = calculate(isTry ? operator.substring(TRY.length()) : operator, left, right);
    BigDecimal result = exact.toJavaBigDecimal().setScale(scale, RoundingMode.HALF_UP);
    if (result.precision() <= precision) {
      return result.toPlainString();
    }
    if (isTry) {
      return null;
    }
    throw new ArithmeticException(
        "a decimal result does not fit DECIMAL(%d,%d)".formatted(precision, scale));
  }

  private static Decimal decimal(Object text) {
    return Decimal.apply(new BigDecimal((String) text));
  }

  private static Decimal calculate(String operator, Decimal left, Decimal right) {
    boolean divides = List.of("/", "%", "div").contains(operator);
    if (divides && right.isZero()) {
      throw new ArithmeticException("division by zero");
    }
    return switch (operator) {
      case "+" -> left.$plus(right);
      case "-" -> left.$minus(right);
      case "*" -> left.$times(right);
      case "/" -> left.$div(right);
      case "%" -> left.$percent(right);
      case "div" -> left.quot(right);
      case "negate" -> left.unary_$minus();
      case "abs" -> left.abs();
      default -> throw new IllegalArgumentException(operator);
    };
  }
}
