package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.SqlType;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Struct;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.Decimal;

/**
 * Both engines' values in the same plain Java: whole numbers as Long (dates as days, timestamps and
 * day-time intervals as microseconds, year-month intervals as months), binary as hex, arrays and
 * structs as List, maps as Map.
 */
final class Values {
  private Values() {}

  static List<Object> ofSpark(InternalRow row, List<Column> columns) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      SqlType type = columns.get(i).type();
      values.add(row.isNullAt(i) ? null : ofSpark(row.get(i, CatalystTypes.toSpark(type)), type));
    }
    return values;
  }

  static Object ofSpark(Object value, SqlType type) {
    if (value == null || value instanceof Boolean || value instanceof Double) {
      return value;
    }
    if (value instanceof Float) {
      return value;
    }
    if (value instanceof Number number) {
      return number.longValue();
    }
    if (value instanceof Decimal decimal) {
      return decimal.toJavaBigDecimal();
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().withUpperCase().formatHex(bytes);
    }
    if (type instanceof SqlType.Array array) {
      return list((ArrayData) value, array.element());
    }
    if (type instanceof SqlType.MapOf map) {
      MapData data = (MapData) value;
      return map(list(data.keyArray(), map.key()), list(data.valueArray(), map.value()));
    }
    if (type instanceof SqlType.Struct struct) {
      return ofSpark((InternalRow) value, struct.fields().columns());
    }
    return value.toString();
  }

  private static List<Object> list(ArrayData data, SqlType element) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < data.numElements(); i++) {
      values.add(
          data.isNullAt(i) ? null : ofSpark(data.get(i, CatalystTypes.toSpark(element)), element));
    }
    return values;
  }

  private static Map<Object, Object> map(List<Object> keys, List<Object> values) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      map.put(keys.get(i), values.get(i));
    }
    return map;
  }

  /** DuckDB text that turns {@code text} of type {@code type} into what {@link #ofDuckDb} reads. */
  static String plain(String text, SqlType type) {
    if (type instanceof SqlType.Scalar scalar) {
      return plainScalar(text, scalar);
    }
    if (type instanceof SqlType.Array array) {
      return "list_transform(%s, lambda e: %s)".formatted(text, plain("e", array.element()));
    }
    if (type instanceof SqlType.MapOf map) {
      return "CASE WHEN %1$s IS NOT NULL THEN row(%2$s, %3$s) END"
          .formatted(
              text,
              plain("map_keys(" + text + ")", new SqlType.Array(map.key(), true)),
              plain("map_values(" + text + ")", new SqlType.Array(map.value(), true)));
    }
    if (type instanceof SqlType.Struct struct) {
      return struct.fields().columns().stream()
          .map(f -> plain(text + "." + Identifiers.quoteForDuckDb(f.name()), f.type()))
          .collect(
              Collectors.joining(", ", "CASE WHEN " + text + " IS NOT NULL THEN row(", ") END"));
    }
    return text;
  }

  private static String plainScalar(String text, SqlType.Scalar type) {
    return switch (type) {
      case DATE -> "datediff('day', DATE '1970-01-01', " + text + ")";
      case TIMESTAMP, TIMESTAMP_NTZ -> "epoch_us(" + text + ")";
      case DAY_TIME_INTERVAL ->
          "(datepart('day', %1$s) * 86400000000 + datepart('hour', %1$s) * 3600000000 + datepart('minute', %1$s) * 60000000 + datepart('microsecond', %1$s))"
              .formatted(text);
      case YEAR_MONTH_INTERVAL ->
          "(datepart('year', %1$s) * 12 + datepart('month', %1$s))".formatted(text);
      case BINARY -> "hex(" + text + ")";
      default -> text;
    };
  }

  static Object ofDuckDb(Object value, SqlType type) throws SQLException {
    if (value == null || value instanceof Boolean || value instanceof BigDecimal) {
      return value;
    }
    if (value instanceof Float || value instanceof Double) {
      return value;
    }
    if (value instanceof Number number) {
      return number.longValue();
    }
    if (type instanceof SqlType.Array array) {
      return elements((Array) value, array.element());
    }
    if (type instanceof SqlType.MapOf map) {
      Object[] lists = ((Struct) value).getAttributes();
      return map(elements((Array) lists[0], map.key()), elements((Array) lists[1], map.value()));
    }
    if (type instanceof SqlType.Struct struct) {
      List<Object> values = new ArrayList<>();
      Object[] attributes = ((Struct) value).getAttributes();
      for (int i = 0; i < attributes.length; i++) {
        values.add(ofDuckDb(attributes[i], struct.fields().columns().get(i).type()));
      }
      return values;
    }
    return value.toString();
  }

  private static List<Object> elements(Array list, SqlType type) throws SQLException {
    List<Object> values = new ArrayList<>();
    for (Object element : (Object[]) list.getArray()) {
      values.add(ofDuckDb(element, type));
    }
    return values;
  }
}
