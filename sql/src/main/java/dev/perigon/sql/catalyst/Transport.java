package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.Identifiers;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/**
 * Takes nested values to Java functions and back as JSON whose leaves are texts: dates as days,
 * timestamps as microseconds, binary in hex, structs as {@code {"f0": …}}, maps as entries. {@link
 * TransportValues} is the other side.
 */
record Transport(ExpressionWriter writer) {
  /** {@code value} as JSON text. */
  String encoded(Expression e, String value, DataType type) {
    return "CASE WHEN %1$s IS NOT NULL THEN CAST(to_json(%2$s) AS VARCHAR) END"
        .formatted(value, texts(e, value, type, 0));
  }

  /** The value of the JSON text {@code json}. */
  String decoded(Expression e, String json, DataType type) {
    String value = "CAST(CAST(%s AS JSON) AS %s)".formatted(json, textType(type));
    // In a list, so that the parts below name it without parsing it again.
    return "list_transform([%s], lambda v: %s)[1]".formatted(value, values(e, "v", type, 0));
  }

  /** {@code {"f0": …}} of the arguments that are no constants. */
  String row(Expression e, List<SparkCall.Argument> arguments) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      SparkCall.Argument argument = arguments.get(i);
      if (argument.constant() == null) {
        fields.add("f%d := %s".formatted(i, texts(e, argument.text(), argument.type(), 0)));
      }
    }
    return fields.isEmpty() ? "{'none': 0}" : "struct_pack(" + String.join(", ", fields) + ")";
  }

  /** A text that {@link TransportValues#value} reads. */
  String argument(Expression e, String value, DataType type) {
    return CastText.isNested(type) ? encoded(e, value, type) : leafText(e, value, type);
  }

  /** The value of a text that {@link TransportValues#text} made. */
  String result(Expression e, String text, DataType type) {
    return CastText.isNested(type) ? decoded(e, text, type) : leafValue(e, text, type);
  }

  private String texts(Expression e, String value, DataType type, int depth) {
    String variable = "e" + depth;
    if (type instanceof ArrayType array) {
      return "list_transform(%s, lambda %s: %s)"
          .formatted(value, variable, texts(e, variable, array.elementType(), depth + 1));
    }
    if (type instanceof MapType map) {
      return "list_transform(map_entries(%s), lambda %s: {'key': %s, 'value': %s})"
          .formatted(
              value,
              variable,
              texts(e, variable + ".key", map.keyType(), depth + 1),
              texts(e, variable + ".value", map.valueType(), depth + 1));
    }
    return type instanceof StructType struct
        ? structTexts(e, value, struct, depth)
        : leafText(e, value, type);
  }

  private String structTexts(Expression e, String value, StructType struct, int depth) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < struct.length(); i++) {
      String field =
          "struct_extract(%s, %s)"
              .formatted(value, Identifiers.literalForDuckDb(struct.apply(i).name()));
      fields.add("f%d := %s".formatted(i, texts(e, field, struct.apply(i).dataType(), depth + 1)));
    }
    return "CASE WHEN %s IS NOT NULL THEN struct_pack(%s) END"
        .formatted(value, String.join(", ", fields));
  }

  private String leafText(Expression e, String value, DataType type) {
    if (type instanceof DayTimeIntervalType) {
      return "CAST(epoch_us(%s) AS VARCHAR)".formatted(value);
    }
    if (type instanceof YearMonthIntervalType) {
      return "CAST(date_part('year', %1$s) * 12 + date_part('month', %1$s) AS VARCHAR)"
          .formatted(value);
    }
    return switch (type.typeName()) {
      case "string" -> value;
      case "date" -> "CAST(datediff('day', DATE '1970-01-01', %s) AS VARCHAR)".formatted(value);
      case "timestamp", "timestamp_ntz" -> "CAST(epoch_us(%s) AS VARCHAR)".formatted(value);
      case "binary" -> "hex(%s)".formatted(value);
      default -> {
        if (CatalystTypes.duckDb(type).isEmpty()) {
          throw writer.unsupported(e, "of " + type.sql());
        }
        yield "CAST(%s AS VARCHAR)".formatted(value);
      }
    };
  }

  private static String textType(DataType type) {
    if (type instanceof ArrayType array) {
      return textType(array.elementType()) + "[]";
    }
    if (type instanceof MapType map) {
      return "STRUCT(key %s, value %s)[]"
          .formatted(textType(map.keyType()), textType(map.valueType()));
    }
    if (type instanceof StructType struct) {
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < struct.length(); i++) {
        fields.add("f%d %s".formatted(i, textType(struct.apply(i).dataType())));
      }
      return "STRUCT(" + String.join(", ", fields) + ")";
    }
    return "VARCHAR";
  }

  private String values(Expression e, String value, DataType type, int depth) {
    String variable = "e" + depth;
    if (type instanceof ArrayType array) {
      return "list_transform(%s, lambda %s: %s)"
          .formatted(value, variable, values(e, variable, array.elementType(), depth + 1));
    }
    if (type instanceof MapType map) {
      return "map_from_entries(list_transform(%s, lambda %s: {'key': %s, 'value': %s}))"
          .formatted(
              value,
              variable,
              values(e, variable + ".key", map.keyType(), depth + 1),
              values(e, variable + ".value", map.valueType(), depth + 1));
    }
    return type instanceof StructType struct
        ? structValues(e, value, struct, depth)
        : leafValue(e, value, type);
  }

  private String structValues(Expression e, String value, StructType struct, int depth) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < struct.length(); i++) {
      String part = values(e, value + ".f" + i, struct.apply(i).dataType(), depth + 1);
      fields.add("%s := %s".formatted(Identifiers.quoteForDuckDb(struct.apply(i).name()), part));
    }
    return "CASE WHEN %s IS NOT NULL THEN struct_pack(%s) END"
        .formatted(value, String.join(", ", fields));
  }

  private String leafValue(Expression e, String value, DataType type) {
    if (type instanceof StringType || type instanceof NullType) {
      return value;
    }
    if (type instanceof DateType) {
      return "CAST(DATE '1970-01-01' + CAST(%s AS INTEGER) AS DATE)".formatted(value);
    }
    if (type instanceof TimestampType) {
      return "make_timestamptz(CAST(%s AS BIGINT))".formatted(value);
    }
    if (type instanceof TimestampNTZType) {
      return "make_timestamp(CAST(%s AS BIGINT))".formatted(value);
    }
    if (type.typeName().equals("binary")) {
      return "unhex(%s)".formatted(value);
    }
    if (type instanceof DayTimeIntervalType) {
      return "to_microseconds(CAST(%s AS BIGINT))".formatted(value);
    }
    if (type instanceof YearMonthIntervalType) {
      return "to_months(CAST(%s AS INTEGER))".formatted(value);
    }
    return "CAST(%s AS %s)".formatted(value, writer.type(type));
  }
}
