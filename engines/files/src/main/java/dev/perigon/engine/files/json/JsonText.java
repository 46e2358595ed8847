package dev.perigon.engine.files.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** JSON values as text without blanks, numbers with a fraction as ECMAScript writes doubles. */
final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(64);
  private static final int FIRST_EXPONENT = 21;
  private static final int LAST_FRACTION = -6;

  private JsonText() {}

  /** The value at the parser's place; the parser stays at its last token. */
  static String of(JsonParser parser) throws IOException {
    var text = new StringWriter();
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      int depth = 0;
      do {
        JsonToken token = parser.currentToken();
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (token.isNumeric()) {
          out.writeNumber(number(parser.getText()));
        } else {
          out.copyCurrentEvent(parser);
        }
      } while (depth > 0 && parser.nextToken() != null);
    }
    return text.toString();
  }

  /** Whole numbers of up to 64 bits, and numbers that no double holds, stay as they are. */
  static String number(String text) {
    if (isLong(text)) {
      return text.equals("-0") ? "0" : text;
    }
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return text;
    }
    boolean whole = text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
    return whole || !Double.isFinite(value) ? text : ecma(value);
  }

  static boolean isLong(String text) {
    if (!text.matches("-?[0-9]{1,20}")) {
      return false;
    }
    var value = new BigInteger(text);
    return value.signum() < 0 ? value.bitLength() < 64 : value.compareTo(LARGEST) < 0;
  }

  private static String ecma(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = shortest(value).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale();
    if (exponent <= FIRST_EXPONENT && exponent > LAST_FRACTION) {
      String plain = shortest.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String digits = shortest.unscaledValue().abs().toString();
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + "e"
        + (exponent - 1);
  }

  /** The fewest digits that only {@code value} is nearest to. */
  private static BigDecimal shortest(double value) {
    var exact = new BigDecimal(value);
    for (int digits = Math.abs(value) < Double.MIN_NORMAL ? 1 : 15; digits < 17; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
    }
    return exact.round(new MathContext(17, RoundingMode.HALF_EVEN));
  }
}
