package dev.perigon.engine.spark;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/** Rows of Java values as Spark holds them. */
final class InternalValues {
  private final List<Function<Object, Object>> columns;

  InternalValues(Schema schema) {
    this.columns = conversions(schema);
  }

  private static List<Function<Object, Object>> conversions(Schema schema) {
    return schema.columns().stream().map(Column::type).map(InternalValues::conversion).toList();
  }

  InternalRow row(Object[] values) {
    Object[] row = new Object[values.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = values[i] == null ? null : columns.get(i).apply(values[i]);
    }
    return new GenericInternalRow(row);
  }

  private static Function<Object, Object> conversion(SqlType type) {
    if (type instanceof SqlType.Decimal decimal) {
      int precision = decimal.precision();
      int scale = decimal.scale();
      return value -> Decimal.apply((BigDecimal) value, precision, scale);
    }
    if (type instanceof SqlType.Array array) {
      Function<Object, Object> element = conversion(array.element());
      return value -> array(((List<?>) value).toArray(), element);
    }
    if (type instanceof SqlType.MapOf map) {
      Function<Object, Object> key = conversion(map.key());
      Function<Object, Object> item = conversion(map.value());
      return value -> {
        Map<?, ?> entries = (Map<?, ?>) value;
        return new ArrayBasedMapData(
            array(entries.keySet().toArray(), key), array(entries.values().toArray(), item));
      };
    }
    if (type instanceof SqlType.Struct struct) {
      var fields = new InternalValues(struct.fields());
      return value -> fields.row(((List<?>) value).toArray());
    }
    return scalar((Scalar) type);
  }

  private static GenericArrayData array(Object[] values, Function<Object, Object> element) {
    Object[] elements = new Object[values.length];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = values[i] == null ? null : element.apply(values[i]);
    }
    return new GenericArrayData(elements);
  }

  private static Function<Object, Object> scalar(Scalar type) {
    return switch (type) {
      case BOOLEAN, BYTE, SHORT, INTEGER, LONG, FLOAT, DOUBLE -> value -> value;
      case STRING -> value -> UTF8String.fromString((String) value);
      case BINARY ->
          value -> value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : value;
      case DATE -> value -> Math.toIntExact(((LocalDate) value).toEpochDay());
      case TIMESTAMP -> value -> DateTimeUtils.instantToMicros((Instant) value);
      case TIMESTAMP_NTZ -> value -> DateTimeUtils.localDateTimeToMicros((LocalDateTime) value);
      case DAY_TIME_INTERVAL, YEAR_MONTH_INTERVAL, VOID -> throw new AssertionError(type);
    };
  }
}
