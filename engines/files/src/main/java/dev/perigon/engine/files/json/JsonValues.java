package dev.perigon.engine.files.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the value at a parser's place as a type, strictly. */
final class JsonValues {
  /** The value is none of the type's. */
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1;

    Mismatch() {
      super("A value is not of its column's type", null, false, false);
    }
  }

  /** As many digits as every double keeps. */
  private static final int DOUBLE_DIGITS = 15;

  private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)");

  private final JsonParser parser;
  private final JsonTimes times;
  private boolean leftOut;

  JsonValues(JsonParser parser, ZoneId zone) {
    this.parser = parser;
    this.times = new JsonTimes(zone);
  }

  /** Whether something that was read had fields that its type has not. */
  boolean leftOut() {
    return leftOut;
  }

  /** Leaves the parser at the value's last token. */
  Object read(SqlType type) throws IOException, Mismatch {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (type instanceof SqlType.Struct struct) {
      return struct(struct.fields().columns());
    }
    if (type instanceof SqlType.Array array) {
      return array(array.element());
    }
    if (type instanceof SqlType.MapOf map) {
      return map(map.value());
    }
    return type instanceof SqlType.Decimal decimal ? decimal(decimal) : scalar((Scalar) type);
  }

  /** Passes over a value, which must still be valid. */
  void skip() throws IOException {
    int depth = 0;
    do {
      JsonToken token = parser.currentToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      if (token == JsonToken.VALUE_STRING) {
        text();
      }
    } while (depth > 0 && parser.nextToken() != null);
  }

  private List<Object> struct(List<Column> fields) throws IOException, Mismatch {
    expect(JsonToken.START_OBJECT);
    var values = new Object[fields.size()];
    var seen = new boolean[fields.size()];
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      int field = index(fields, parser.currentName());
      parser.nextToken();
      if (field < 0 || seen[field]) {
        leftOut = true;
        skip();
      } else {
        seen[field] = true;
        values[field] = read(fields.get(field).type());
      }
    }
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  private static int index(List<Column> fields, String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private List<Object> array(SqlType element) throws IOException, Mismatch {
    expect(JsonToken.START_ARRAY);
    var elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(read(element));
    }
    return Collections.unmodifiableList(elements);
  }

  private Map<Object, Object> map(SqlType type) throws IOException, Mismatch {
    expect(JsonToken.START_OBJECT);
    var map = new LinkedHashMap<Object, Object>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      if (map.containsKey(key)) {
        throw new Mismatch();
      }
      map.put(key, read(type));
    }
    return Collections.unmodifiableMap(map);
  }

  private Object scalar(Scalar type) throws IOException, Mismatch {
    return switch (type) {
      case STRING -> string();
      case BOOLEAN -> bool();
      case BYTE -> (byte) whole(Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SHORT -> (short) whole(Short.MIN_VALUE, Short.MAX_VALUE);
      case INTEGER -> (int) whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> whole(Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT -> finite(Float.parseFloat(number()));
      case DOUBLE -> finite(Double.parseDouble(number()));
      case DATE -> times.date(quoted()).orElseThrow(Mismatch::new);
      case TIMESTAMP -> times.instant(quoted()).orElseThrow(Mismatch::new);
      case TIMESTAMP_NTZ -> times.local(quoted()).orElseThrow(Mismatch::new);
      case BINARY -> bytes(quoted());
      case DAY_TIME_INTERVAL, YEAR_MONTH_INTERVAL, VOID -> throw new Mismatch();
    };
  }

  private String string() throws IOException {
    return parser.currentToken() == JsonToken.VALUE_STRING ? text() : JsonText.of(parser);
  }

  private boolean bool() throws Mismatch {
    JsonToken token = parser.currentToken();
    if (!token.isBoolean()) {
      throw new Mismatch();
    }
    return token == JsonToken.VALUE_TRUE;
  }

  private long whole(long min, long max) throws IOException, Mismatch {
    expect(JsonToken.VALUE_NUMBER_INT);
    try {
      long value = Long.parseLong(parser.getText());
      if (value < min || value > max) {
        throw new Mismatch();
      }
      return value;
    } catch (NumberFormatException e) {
      throw new Mismatch();
    }
  }

  private String number() throws IOException, Mismatch {
    if (!parser.currentToken().isNumeric() || parser.isNaN()) {
      throw new Mismatch();
    }
    return parser.getText();
  }

  private static float finite(float value) throws Mismatch {
    if (!Float.isFinite(value)) {
      throw new Mismatch();
    }
    return value;
  }

  private static double finite(double value) throws Mismatch {
    if (!Double.isFinite(value)) {
      throw new Mismatch();
    }
    return value;
  }

  /** Numbers with a fraction are doubles, in JSON; one with more digits than these keep is none. */
  private BigDecimal decimal(SqlType.Decimal type) throws IOException, Mismatch {
    BigDecimal exact = exact();
    if ((long) exact.precision() - exact.scale() > type.precision() && exact.signum() != 0) {
      throw new Mismatch();
    }
    BigDecimal value = exact.setScale(type.scale(), RoundingMode.HALF_UP);
    if (value.precision() > type.precision()) {
      throw new Mismatch();
    }
    return value;
  }

  private BigDecimal exact() throws IOException, Mismatch {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      String text = text();
      if (!DECIMAL.matcher(text).matches()) {
        throw new Mismatch();
      }
      return new BigDecimal(text);
    }
    String number = number();
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && JsonText.isLong(number)) {
      return new BigDecimal(number);
    }
    String text = JsonText.number(number);
    if (text.chars().filter(Character::isDigit).count() > DOUBLE_DIGITS) {
      throw new Mismatch();
    }
    return new BigDecimal(text);
  }

  private byte[] bytes(String text) throws Mismatch {
    try {
      if (text.length() % 4 == 0) {
        return Base64.getDecoder().decode(text);
      }
    } catch (IllegalArgumentException e) {
      // Not base64.
    }
    throw new Mismatch();
  }

  private String quoted() throws IOException, Mismatch {
    expect(JsonToken.VALUE_STRING);
    return text();
  }

  /** Half a character is no text. */
  private String text() throws IOException {
    String text = parser.getText();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new LoneSurrogate(parser);
        }
        i++;
      }
    }
    return text;
  }

  private static final class LoneSurrogate extends StreamReadException {
    private static final long serialVersionUID = 1;

    LoneSurrogate(JsonParser parser) {
      super(parser, "lone surrogate", parser.currentTokenLocation());
    }

    @Override
    public StreamReadException withParser(JsonParser parser) {
      return this;
    }

    @Override
    public StreamReadException withRequestPayload(
        com.fasterxml.jackson.core.util.RequestPayload payload) {
      return this;
    }
  }

  private void expect(JsonToken token) throws Mismatch {
    if (parser.currentToken() != token) {
      throw new Mismatch();
    }
  }
}
