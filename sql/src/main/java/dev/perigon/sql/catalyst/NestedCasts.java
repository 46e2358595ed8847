package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.Identifiers;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Casts of arrays, maps and structs: to others of their kind, part by part, and to STRING. */
record NestedCasts(CastText casts) {
  String cast(String value, DataType from, DataType to) {
    if (casts.writer().type(from).equals(casts.writer().type(to))) {
      return value;
    }
    if (to instanceof StringType) {
      return text(value, from);
    }
    if (from instanceof ArrayType array && to instanceof ArrayType target) {
      String element = casts.inner().cast(variable(), array.elementType(), target.elementType());
      return element == null
          ? null
          : "list_transform(%s, lambda %s: %s)".formatted(value, variable(), element);
    }
    if (from instanceof MapType map && to instanceof MapType target) {
      return map(value, map, target);
    }
    if (from instanceof StructType struct && to instanceof StructType target) {
      return struct(value, struct, target);
    }
    return null;
  }

  private String map(String value, MapType from, MapType to) {
    String key = casts.inner().cast(variable() + ".key", from.keyType(), to.keyType());
    String item = casts.inner().cast(variable() + ".value", from.valueType(), to.valueType());
    return key == null || item == null
        ? null
        : "map_from_entries(list_transform(map_entries(%s), lambda %s: {'key': %s, 'value': %s}))"
            .formatted(value, variable(), key, item);
  }

  private String struct(String value, StructType from, StructType to) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < from.length(); i++) {
      StructField field = from.apply(i);
      StructField target = to.apply(i);
      String part = casts.inner().cast(field(value, field), field.dataType(), target.dataType());
      if (part == null) {
        return null;
      }
      fields.add("%s := %s".formatted(Identifiers.quoteForDuckDb(target.name()), part));
    }
    return "CASE WHEN %s IS NOT NULL THEN struct_pack(%s) END"
        .formatted(value, String.join(", ", fields));
  }

  private static String field(String value, StructField field) {
    return "struct_extract(%s, %s)".formatted(value, Identifiers.literalForDuckDb(field.name()));
  }

  private String text(String value, DataType from) {
    if (from instanceof ArrayType array) {
      String element = textOrNull(variable(), array.elementType());
      return element == null ? null : joined(value, element, "[", "]");
    }
    if (from instanceof MapType map) {
      String key = textOrNull(variable() + ".key", map.keyType());
      String item = textOrNull(variable() + ".value", map.valueType());
      return key == null || item == null
          ? null
          : joined("map_entries(" + value + ")", key + " || ' -> ' || " + item, "{", "}");
    }
    return from instanceof StructType struct ? structText(value, struct) : null;
  }

  private String structText(String value, StructType struct) {
    List<String> fields = new ArrayList<>();
    for (StructField field : struct.fields()) {
      String part = textOrNull(field(value, field), field.dataType());
      if (part == null) {
        return null;
      }
      fields.add(part);
    }
    return "CASE WHEN %s IS NOT NULL THEN '{' || %s || '}' END"
        .formatted(value, String.join(" || ', ' || ", fields));
  }

  private String textOrNull(String value, DataType from) {
    String text = casts.inner().cast(value, from, DataTypes.StringType);
    return text == null ? null : "coalesce(%s, 'null')".formatted(text);
  }

  private String joined(String list, String element, String open, String close) {
    return "'%s' || array_to_string(list_transform(%s, lambda %s: %s), ', ') || '%s'"
        .formatted(open, list, variable(), element, close);
  }

  private String variable() {
    return "e" + casts.depth();
  }
}
