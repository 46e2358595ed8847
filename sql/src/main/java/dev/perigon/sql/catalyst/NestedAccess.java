package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.Identifiers;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetArrayItem;
import org.apache.spark.sql.catalyst.expressions.GetArrayStructFields;
import org.apache.spark.sql.catalyst.expressions.GetMapValue;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.types.StructType;

/** Structs made and taken apart, elements of arrays and maps. */
final class NestedAccess {
  private NestedAccess() {}

  static List<Entry<?>> all() {
    return List.of(
        Entry.of(CreateNamedStruct.class, NestedAccess::struct, "struct", "named_struct"),
        Entry.of(GetStructField.class, NestedAccess::field, "struct.field"),
        Entry.of(GetArrayStructFields.class, NestedAccess::fieldOfAll, "array.field"),
        Entry.of(GetArrayItem.class, NestedAccess::item, "array[index]"),
        Entry.of(
            GetMapValue.class,
            (e, w) -> "%s[%s]".formatted(w.write(e.child()), w.write(e.key())),
            "map[key]"));
  }

  private static String struct(CreateNamedStruct struct, ExpressionWriter writer) {
    writer.type(struct.dataType());
    List<String> fields = new ArrayList<>();
    List<Expression> parts = Scala.list(struct.children());
    for (int i = 0; i < parts.size(); i += 2) {
      String name = parts.get(i).eval(null).toString();
      fields.add(Identifiers.literalForDuckDb(name) + ": " + writer.write(parts.get(i + 1)));
    }
    return "{" + String.join(", ", fields) + "}";
  }

  private static String field(GetStructField field, ExpressionWriter writer) {
    StructType type = (StructType) field.child().dataType();
    return "struct_extract(%s, %s)"
        .formatted(
            writer.write(field.child()),
            Identifiers.literalForDuckDb(type.fields()[field.ordinal()].name()));
  }

  private static String fieldOfAll(GetArrayStructFields fields, ExpressionWriter writer) {
    return "list_transform(%s, lambda element: struct_extract(element, %s))"
        .formatted(
            writer.write(fields.child()), Identifiers.literalForDuckDb(fields.field().name()));
  }

  private static String item(GetArrayItem item, ExpressionWriter writer) {
    String array = writer.write(item.child());
    String index = writer.write(item.ordinal());
    String element = "%s[%s + 1]".formatted(array, index);
    return "CASE WHEN %2$s >= 0 AND %2$s < len(%1$s) THEN %3$s%4$s END"
        .formatted(array, index, element, item.failOnError() ? outside(array, index) : "");
  }

  private static String outside(String array, String index) {
    return " WHEN %s IS NOT NULL AND %s IS NOT NULL THEN error('Array index out of bounds')"
        .formatted(array, index);
  }
}
