package dev.perigon.sql.catalyst;

import dev.perigon.sql.catalyst.DecimalArithmetic.Operand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DecimalType;

/**
 * Decimal division as on paper, in steps that fit 64 bits: DuckDB divides decimals as DOUBLE, and
 * 128-bit integers twenty times slower. One digit more than asked for decides the rounding half-up.
 * Spark divides to scale 38 first, which gives the same digits for divisors below 10^(38 - scale).
 *
 * @param guards what must be true of the operands
 */
record LongDivision(List<String> guards, String text) {
  private static final int LONG_DIGITS = 18;
  private static final int DIVISOR_DIGITS = 12;

  /** Empty when the types do not allow it. */
  static Optional<LongDivision> of(Operand left, Operand right, DecimalType type, boolean isTry) {
    int shift = type.scale() + right.scale() - left.scale() + 1;
    int leftDigits = Math.min(left.precision(), LONG_DIGITS - left.scale());
    int rightDigits =
        Math.min(right.precision(), Math.min(DIVISOR_DIGITS, LONG_DIGITS - right.scale()));
    boolean fits =
        shift >= 1
            && leftDigits > left.scale()
            && rightDigits > right.scale()
            && rightDigits <= 38 - type.scale()
            && leftDigits + shift - 1 <= 38;
    if (!fits) {
      return Optional.empty();
    }
    List<String> guards = new ArrayList<>();
    String dividend = unscaled(left, leftDigits, guards);
    String divisor = unscaled(right, rightDigits, guards);
    String digits = quotient(dividend, divisor, shift, LONG_DIGITS - rightDigits);
    return Optional.of(new LongDivision(guards, result(digits, type, isTry)));
  }

  /** The value times 10^scale, a BIGINT of at most {@code digits} digits. */
  private static String unscaled(Operand operand, int digits, List<String> guards) {
    String text = operand.text();
    if (operand.precision() > digits) {
      guards.add(DecimalArithmetic.below(operand, digits - operand.scale()));
    }
    if (operand.precision() + operand.scale() + 1 > LONG_DIGITS) {
      text = "CAST(%s AS DECIMAL(18,%d))".formatted(text, operand.scale());
    }
    return operand.scale() == 0
        ? "CAST(%s AS BIGINT)".formatted(text)
        : "CAST(%s * CAST(1e%d AS DECIMAL(%d,0)) AS BIGINT)"
            .formatted(text, operand.scale(), operand.scale() + 1);
  }

  /** The quotient times 10^(shift - 1), a HUGEINT: {@code step} digits at a time. */
  private static String quotient(String dividend, String divisor, int shift, int step) {
    StringBuilder sum = new StringBuilder();
    sum.append("CAST(%s // %s AS HUGEINT) * %s".formatted(dividend, divisor, power(shift - 1)));
    String remainder = "(%s %% %s)".formatted(dividend, divisor);
    int left = shift;
    while (left > 0) {
      int now = Math.min(step, left);
      String scaled = "(%s * %s)".formatted(remainder, power(now));
      left -= now;
      if (left > 0) {
        sum.append(" + CAST(%s // %s AS HUGEINT) * %s".formatted(scaled, divisor, power(left - 1)));
      } else {
        sum.append(" + ").append(rounded("%s // %s".formatted(scaled, divisor)));
      }
      remainder = "(%s %% %s)".formatted(scaled, divisor);
    }
    return sum.toString();
  }

  /** Without its last digit; decimals round half-up. */
  private static String rounded(String digits) {
    return ("CAST(CAST(CAST(%s AS DECIMAL(17,0)) * CAST('0.1' AS DECIMAL(1,1)) AS DECIMAL(17,0))"
            + " AS BIGINT)")
        .formatted(digits);
  }

  private static String result(String digits, DecimalType type, boolean isTry) {
    String whole = "CAST(%s AS DECIMAL(38,0))".formatted(digits);
    if (type.scale() == 0) {
      return DecimalArithmetic.cast(whole, type, isTry);
    }
    String unit =
        "CAST('0.%s1' AS DECIMAL(%d,%d))"
            .formatted("0".repeat(type.scale() - 1), type.scale(), type.scale());
    return DecimalArithmetic.cast(whole + " * " + unit, type, isTry);
  }

  private static String power(int exponent) {
    return "1" + "0".repeat(exponent);
  }
}
