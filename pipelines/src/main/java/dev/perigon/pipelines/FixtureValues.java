package dev.perigon.pipelines;

import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads values of fixtures as a column's type, strictly, in the form that engines give them. */
final class FixtureValues {
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,19}");
  private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)");
  private static final Pattern REAL =
      Pattern.compile(DECIMAL.pattern() + "([eE][+-]?[0-9]+)?|NaN|-?Infinity");
  private static final Pattern ZONED = Pattern.compile(".*(Z|[+-]\\d\\d:\\d\\d)");

  private final ZoneId zone;
  private final Bytes bytes;

  /** What a plain text stands for where a column is BINARY; after {@code !!binary} it is base64. */
  enum Bytes {
    BASE64,
    /** Records of topics are mostly text. */
    TEXT
  }

  /**
   * @param zone of timestamps that name none
   */
  FixtureValues(ZoneId zone, Bytes bytes) {
    this.zone = zone;
    this.bytes = bytes;
  }

  /** The value of {@code column}, which may be null. */
  Object value(YamlNode node, String column, SqlType type) {
    if (node.isNull()) {
      return null;
    }
    try {
      return typed(node, column, type);
    } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
      throw FixtureErrors.wrongType(column, type, node.origin());
    }
  }

  /** A time; without a zone it is in the project's. */
  Instant instant(YamlNode node, String what) {
    try {
      return instant(node.text().strip());
    } catch (DateTimeException e) {
      throw ProjectErrors.yamlKind(what, "a date or a time, such as 2025-10-09", node.origin());
    }
  }

  private Object typed(YamlNode node, String column, SqlType type) {
    if (type instanceof SqlType.Array array) {
      return list(nested(node, column, type), column, array);
    }
    if (type instanceof SqlType.MapOf map) {
      return map(nested(node, column, type), column, map);
    }
    if (type instanceof SqlType.Struct struct) {
      return struct(nested(node, column, type), column, struct.fields());
    }
    if (!node.isScalar()) {
      throw FixtureErrors.wrongType(column, type, node.origin());
    }
    return type instanceof SqlType.Decimal decimal
        ? decimal(node.text().strip(), decimal)
        : scalar(node, column, (Scalar) type);
  }

  /** A list or map as YAML has it, or as a text (a cell of CSV) has it. */
  private static YamlNode nested(YamlNode node, String column, SqlType type) {
    try {
      return node.isScalar() ? node.inner() : node;
    } catch (PerigonException e) {
      throw FixtureErrors.wrongType(column, type, node.origin());
    }
  }

  private List<Object> list(YamlNode node, String column, SqlType.Array type) {
    if (!node.isList()) {
      throw FixtureErrors.wrongType(column, type, node.origin());
    }
    List<Object> values = new ArrayList<>();
    node.items().forEach(item -> values.add(value(item, column, type.element())));
    return Collections.unmodifiableList(values);
  }

  private Map<Object, Object> map(YamlNode node, String column, SqlType.MapOf type) {
    if (!node.isMap()) {
      throw FixtureErrors.wrongType(column, type, node.origin());
    }
    Map<Object, Object> values = new LinkedHashMap<>();
    entries(node)
        .forEach(
            (key, item) ->
                values.put(
                    value(YamlNode.ofText(key, node.origin()), column, type.key()),
                    value(item, column, type.value())));
    return Collections.unmodifiableMap(values);
  }

  private List<Object> struct(YamlNode node, String column, Schema fields) {
    if (!node.isMap()) {
      throw FixtureErrors.wrongType(column, new SqlType.Struct(fields), node.origin());
    }
    Object[] values = new Object[fields.columns().size()];
    entries(node)
        .forEach(
            (name, item) -> {
              Column field =
                  fields
                      .find(name)
                      .orElseThrow(
                          () -> FixtureErrors.unknownColumn(name, fields.names(), item.origin()));
              values[fields.columns().indexOf(field)] =
                  value(item, column + "." + name, field.type());
            });
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  private static Map<String, YamlNode> entries(YamlNode node) {
    Complaints complaints = new Complaints();
    Map<String, YamlNode> entries = node.entries(Set.of(), complaints);
    complaints.throwIfAny("Cannot read " + node.what());
    return entries;
  }

  private Object scalar(YamlNode node, String column, Scalar type) {
    if (type == Scalar.BINARY) {
      return bytes(node);
    }
    String text = type == Scalar.STRING ? node.text() : node.text().strip();
    return switch (type) {
      case STRING -> text;
      case BOOLEAN -> bool(text);
      case BYTE -> (byte) whole(text, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case SHORT -> (short) whole(text, Short.MIN_VALUE, Short.MAX_VALUE);
      case INTEGER -> (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case LONG -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT -> Float.parseFloat(checked(text, REAL));
      case DOUBLE -> Double.parseDouble(checked(text, REAL));
      case DATE -> LocalDate.parse(text);
      case TIMESTAMP -> instant(text);
      case TIMESTAMP_NTZ -> local(text);
      case BINARY -> throw new AssertionError(type);
      case DAY_TIME_INTERVAL, YEAR_MONTH_INTERVAL, VOID ->
          throw FixtureErrors.noLiteral(column, type, node.origin());
    };
  }

  private static boolean bool(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new NumberFormatException();
    }
    return Boolean.parseBoolean(text);
  }

  private static long whole(String text, long min, long max) {
    long value = Long.parseLong(checked(text, WHOLE));
    if (value < min || value > max) {
      throw new NumberFormatException();
    }
    return value;
  }

  private static BigDecimal decimal(String text, SqlType.Decimal type) {
    BigDecimal value = new BigDecimal(checked(text, DECIMAL)).setScale(type.scale());
    if (value.precision() > type.precision()) {
      throw new ArithmeticException();
    }
    return value;
  }

  private static String checked(String text, Pattern pattern) {
    if (!pattern.matcher(text).matches()) {
      throw new NumberFormatException();
    }
    return text;
  }

  private Instant instant(String text) {
    return ZONED.matcher(text).matches()
        ? OffsetDateTime.parse(text.replace(' ', 'T')).toInstant()
        : local(text).atZone(zone).toInstant();
  }

  private static LocalDateTime local(String text) {
    return text.length() == 10
        ? LocalDate.parse(text).atStartOfDay()
        : LocalDateTime.parse(text.replace(' ', 'T'));
  }

  private byte[] bytes(YamlNode node) {
    if (bytes == Bytes.TEXT && !node.isTaggedBinary()) {
      return node.text().getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(node.text().replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new ArithmeticException();
    }
  }
}
