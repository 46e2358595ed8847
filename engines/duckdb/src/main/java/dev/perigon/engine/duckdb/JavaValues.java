package dev.perigon.engine.duckdb;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of {@code Rows} from those of DuckDB's driver. */
final class JavaValues {
  private JavaValues() {}

  static Object of(Object value, SqlType type) throws SQLException {
    if (value == null) {
      return null;
    }
    if (type instanceof SqlType.Decimal decimal) {
      return new BigDecimal(value.toString()).setScale(decimal.scale(), RoundingMode.UNNECESSARY);
    }
    if (type instanceof SqlType.Array array) {
      return list((Object[]) ((Array) value).getArray(), array.element());
    }
    if (type instanceof SqlType.MapOf map) {
      return map((Map<?, ?>) value, map);
    }
    if (type instanceof SqlType.Struct struct) {
      return struct(((Struct) value).getAttributes(), struct.fields().columns());
    }
    return scalar(value, (Scalar) type);
  }

  private static Object scalar(Object value, Scalar type) throws SQLException {
    return switch (type) {
      case BOOLEAN, FLOAT, DOUBLE, DATE -> value;
      case BYTE -> (Object) ((Number) value).byteValue();
      case SHORT -> ((Number) value).shortValue();
      case INTEGER -> ((Number) value).intValue();
      case LONG -> ((Number) value).longValue();
      case STRING -> value.toString();
      case BINARY -> bytes((Blob) value);
      case TIMESTAMP -> ((OffsetDateTime) value).toInstant();
      case TIMESTAMP_NTZ -> ((Timestamp) value).toLocalDateTime();
      case DAY_TIME_INTERVAL -> Intervals.duration((String) value);
      case YEAR_MONTH_INTERVAL -> Intervals.period((String) value);
      case VOID -> throw new IllegalStateException("A value of type VOID");
    };
  }

  private static byte[] bytes(Blob blob) throws SQLException {
    return blob.getBytes(1, (int) blob.length());
  }

  private static List<Object> list(Object[] elements, SqlType type) throws SQLException {
    var list = new ArrayList<Object>(elements.length);
    for (Object element : elements) {
      list.add(of(element, type));
    }
    return Collections.unmodifiableList(list);
  }

  private static Map<Object, Object> map(Map<?, ?> entries, SqlType.MapOf type)
      throws SQLException {
    var map = new LinkedHashMap<Object, Object>();
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      map.put(of(entry.getKey(), type.key()), of(entry.getValue(), type.value()));
    }
    return Collections.unmodifiableMap(map);
  }

  private static List<Object> struct(Object[] fields, List<Column> columns) throws SQLException {
    var list = new ArrayList<Object>(fields.length);
    for (int i = 0; i < fields.length; i++) {
      list.add(of(fields[i], columns.get(i).type()));
    }
    return Collections.unmodifiableList(list);
  }
}
