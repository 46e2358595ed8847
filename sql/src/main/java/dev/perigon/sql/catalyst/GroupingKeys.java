package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Keys that rows are grouped by: Spark takes -0.0 for 0.0 and shows 0.0, unless the key is a
 * constant or there is one row at most, so that it groups by nothing.
 */
final class GroupingKeys {
  private GroupingKeys() {}

  /** Whether Spark drops the grouping, as it has nothing to do. */
  static boolean groupsNothing(Aggregate aggregate) {
    return aggregate.groupOnly() && atMostOneRow(aggregate.child());
  }

  /** Whether {@link #text} changes anything. */
  static boolean isFloating(Expression key) {
    return isFloating(key.dataType()) && !key.foldable();
  }

  private static boolean atMostOneRow(LogicalPlan plan) {
    return Scala.optional(plan.maxRows())
        .filter(rows -> ((Number) rows).longValue() <= 1)
        .isPresent();
  }

  private static boolean isFloating(DataType type) {
    return type.existsRecursively(
        part -> part instanceof DoubleType || part instanceof FloatType || part instanceof MapType);
  }

  /** {@code text}, which says {@code key}, as it is shown. */
  static String text(Expression key, String text) {
    return isFloating(key) ? normal(key.dataType(), text, 0) : text;
  }

  /** Also inside arrays and structs; the entries of maps by their keys. */
  private static String normal(DataType type, String text, int depth) {
    if (!isFloating(type)) {
      return text;
    }
    if (type instanceof ArrayType array) {
      String element = "g" + depth;
      return "list_transform(%s, lambda %s: %s)"
          .formatted(text, element, normal(array.elementType(), element, depth + 1));
    }
    if (type instanceof StructType struct) {
      return normalStruct(struct, text, depth);
    }
    if (type instanceof MapType map) {
      String entry = "g" + depth;
      String entries =
          "list_transform(map_entries(%s), lambda %s: {'key': %s, 'value': %s})"
              .formatted(
                  text,
                  entry,
                  normal(map.keyType(), entry + ".key", depth + 1),
                  normal(map.valueType(), entry + ".value", depth + 1));
      return "map_from_entries(list_sort(%s))".formatted(entries);
    }
    String zero = type instanceof FloatType ? "CAST(0 AS FLOAT)" : "CAST(0 AS DOUBLE)";
    return Operand.of(text) + " + " + zero;
  }

  private static String normalStruct(StructType struct, String text, int depth) {
    List<String> fields = new ArrayList<>();
    for (StructField field : struct.fields()) {
      String value =
          "struct_extract(%s, %s)".formatted(text, Identifiers.literalForDuckDb(field.name()));
      fields.add(
          "%s := %s"
              .formatted(
                  Identifiers.quoteForDuckDb(field.name()),
                  normal(field.dataType(), value, depth + 1)));
    }
    return "CASE WHEN %s IS NOT NULL THEN struct_pack(%s) END"
        .formatted(text, String.join(", ", fields));
  }

  static Map<String, String> distinct(Distinct distinct, Names names) {
    Map<String, String> list = new LinkedHashMap<>();
    boolean single = atMostOneRow(distinct.child());
    for (Attribute column : Scala.list(distinct.output())) {
      String name = names.column(column.exprId());
      list.put(name, single ? name : text(column, name));
    }
    return list;
  }
}
