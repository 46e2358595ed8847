package dev.perigon.sql.catalyst;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings numbers near that no decimal reaches: to bring {@code 1e500000000} to a decimal's scale,
 * as Spark does to find that it does not fit, takes Java minutes, and so does a text of millions of
 * digits. Out of reach they stay: what is too large is too large, what rounds to zero is zero.
 */
final class FarNumbers {
  /** Digits before the point, or zeros after it: more than any decimal has. */
  private static final int FAR = 100;

  /** Texts are longer only if somebody is up to no good. */
  private static final int LONG = 1000;

  private static final BigDecimal TOO_LARGE = BigDecimal.ONE.scaleByPowerOfTen(FAR);
  private static final Pattern NUMBER =
      Pattern.compile("([+-]?)([0-9]*+)(?:\\.([0-9]*+))?(?:[eE]([+-]?[0-9]{1,10}))?");

  private FarNumbers() {}

  static BigDecimal near(BigDecimal number) {
    if (number.signum() == 0 || isTiny(number)) {
      return BigDecimal.ZERO;
    }
    return (long) number.precision() - number.scale() > FAR ? TOO_LARGE : number;
  }

  /** Whether it rounds to zero. */
  static boolean isTiny(BigDecimal number) {
    return (long) number.precision() - number.scale() < -FAR;
  }

  static boolean isLong(String text) {
    return text.length() > LONG;
  }

  static boolean hasExponent(String text) {
    return text.indexOf('e') >= 0 || text.indexOf('E') >= 0;
  }

  /**
   * The number without the digits that rounding leaves out; empty when it is none, or one that Java
   * refuses, which takes no time.
   */
  static Optional<BigDecimal> read(String text) {
    Matcher number = NUMBER.matcher(text);
    if (!number.matches()) {
      return Optional.empty();
    }
    String fraction = number.group(3) == null ? "" : number.group(3);
    String digits = number.group(2) + fraction;
    if (digits.isEmpty()) {
      return Optional.empty();
    }
    long exponent = number.group(4) == null ? 0 : Long.parseLong(number.group(4));
    return read(number.group(1).equals("-") ? "-" : "", digits, fraction.length() - exponent);
  }

  private static Optional<BigDecimal> read(String sign, String digits, long scale) {
    int first = 0;
    while (first < digits.length() - 1 && digits.charAt(first) == '0') {
      first++;
    }
    int end = Math.min(digits.length(), first + 2 * FAR);
    long left = scale - (digits.length() - end);
    return left == (int) left
        ? Optional.of(
            new BigDecimal(new BigInteger(sign + digits.substring(first, end)), (int) left))
        : Optional.empty();
  }
}
