package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.Identifiers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.CalendarIntervalType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.YearMonthIntervalType;
import org.apache.spark.unsafe.types.CalendarInterval;

/** Says constants, given as Spark holds them inside. */
final class LiteralText {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  private final ExpressionWriter writer;

  LiteralText(ExpressionWriter writer) {
    this.writer = writer;
  }

  String of(Object value, DataType type) {
    if (type instanceof NullType) {
      return "NULL";
    }
    if (value == null) {
      return cast("NULL", type);
    }
    if (type instanceof StringType) {
      // Equal with a collation is not equal without.
      if (!type.equals(DataTypes.StringType)) {
        throw unsupported(type);
      }
      return string(value.toString());
    }
    if (type instanceof NumericType) {
      return number(value, type);
    }
    if (type instanceof BooleanType) {
      return (Boolean) value ? "TRUE" : "FALSE";
    }
    return value instanceof Number number ? moment(number.longValue(), type) : nested(value, type);
  }

  private static String string(String text) {
    return text.indexOf('\0') < 0
        ? Identifiers.literalForDuckDb(text)
        : List.of(text.split("\0", -1)).stream()
            .map(Identifiers::literalForDuckDb)
            .collect(Collectors.joining(" || chr(0) || ", "(", ")"));
  }

  private String number(Object value, DataType type) {
    if (value instanceof Decimal decimal) {
      return cast("'" + decimal.toJavaBigDecimal().toPlainString() + "'", type);
    }
    if (type instanceof IntegerType && (Integer) value > Integer.MIN_VALUE) {
      return value.toString();
    }
    return cast("'" + value + "'", type);
  }

  private String moment(long value, DataType type) {
    if (type instanceof DateType) {
      LocalDate date = LocalDate.ofEpochDay(value);
      return isPlainYear(date.getYear())
          ? "DATE '" + date + "'"
          : "(DATE '1970-01-01' + (" + value + "))";
    }
    if (type instanceof DayTimeIntervalType) {
      return "to_microseconds(" + value + ")";
    }
    if (type instanceof YearMonthIntervalType) {
      return "to_months(" + value + ")";
    }
    return timestamp(value, type);
  }

  private String timestamp(long micros, DataType type) {
    boolean zoned = type instanceof TimestampType;
    if (!zoned && !(type instanceof TimestampNTZType)) {
      throw unsupported(type);
    }
    LocalDateTime time =
        LocalDateTime.ofInstant(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), ZoneOffset.UTC);
    if (isPlainYear(time.getYear())) {
      return cast("'" + TIMESTAMP.format(time) + (zoned ? "+00'" : "'"), type);
    }
    return (zoned ? "make_timestamptz(" : "make_timestamp(") + micros + ")";
  }

  private static boolean isPlainYear(int year) {
    return year >= 1 && year <= 9999;
  }

  private String nested(Object value, DataType type) {
    if (type instanceof BinaryType) {
      return "from_hex('" + HexFormat.of().formatHex((byte[]) value) + "')";
    }
    if (type instanceof CalendarIntervalType) {
      CalendarInterval interval = (CalendarInterval) value;
      return "(to_months(%d) + to_days(%d) + to_microseconds(%d))"
          .formatted(interval.months, interval.days, interval.microseconds);
    }
    if (type instanceof ArrayType array) {
      return cast(list((ArrayData) value, array.elementType()), type);
    }
    if (type instanceof MapType map) {
      MapData data = (MapData) value;
      String keys = list(data.keyArray(), map.keyType());
      return cast("MAP(%s, %s)".formatted(keys, list(data.valueArray(), map.valueType())), type);
    }
    if (type instanceof StructType struct) {
      return cast(struct((InternalRow) value, struct), type);
    }
    throw unsupported(type);
  }

  private String list(ArrayData data, DataType element) {
    return IntStream.range(0, data.numElements())
        .mapToObj(i -> of(data.isNullAt(i) ? null : data.get(i, element), element))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private String struct(InternalRow row, StructType type) {
    List<String> parts = new ArrayList<>();
    StructField[] fields = type.fields();
    for (int i = 0; i < fields.length; i++) {
      DataType field = fields[i].dataType();
      Object value = row.isNullAt(i) ? null : row.get(i, field);
      parts.add(Identifiers.literalForDuckDb(fields[i].name()) + ": " + of(value, field));
    }
    return "{" + String.join(", ", parts) + "}";
  }

  private String cast(String text, DataType type) {
    return "CAST(" + text + " AS " + writer.type(type) + ")";
  }

  private RuntimeException unsupported(DataType type) {
    return writer.unsupported(new Literal(null, type), "a constant of type " + type.sql());
  }
}
