package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A value that DuckDB orders as Spark orders the given one. Inside structs and arrays DuckDB puts
 * NULLs last, Spark first; the key puts "is present" before each value.
 */
final class OrderKey {
  private OrderKey() {}

  /** {@code key ASC NULLS FIRST}. */
  static String orderBy(SortOrder order, ExpressionWriter writer) {
    String text = writer.write(order.child());
    return "%s %s %s"
        .formatted(
            of(order.child().dataType(), text).orElse(text),
            order.direction().sql(),
            order.nullOrdering().sql());
  }

  /** Empty when DuckDB orders the type as it is. */
  static Optional<String> of(DataType type, String text) {
    return key(type, text, 0);
  }

  private static Optional<String> key(DataType type, String text, int depth) {
    if (type instanceof StructType struct) {
      return structKey(struct, text, depth);
    }
    if (type instanceof ArrayType array) {
      String element = "k" + depth;
      Optional<String> inner = key(array.elementType(), element, depth + 1);
      if (inner.isEmpty() && !array.containsNull()) {
        return Optional.empty();
      }
      return Optional.of(
          "list_transform(%s, lambda %s: %s)"
              .formatted(text, element, flagged(element, inner.orElse(element))));
    }
    return Optional.empty();
  }

  private static Optional<String> structKey(StructType struct, String text, int depth) {
    boolean differs = false;
    List<String> parts = new ArrayList<>();
    for (StructField field : struct.fields()) {
      String value = "(%s).%s".formatted(text, Identifiers.quoteForDuckDb(field.name()));
      Optional<String> inner = key(field.dataType(), value, depth);
      differs |= inner.isPresent() || field.nullable();
      parts.add(flagged(value, inner.orElse(value)));
    }
    String row =
        "CASE WHEN %s IS NOT NULL THEN row(%s) END".formatted(text, String.join(", ", parts));
    return differs ? Optional.of(row) : Optional.empty();
  }

  private static String flagged(String value, String key) {
    return "row(%s IS NOT NULL, %s)".formatted(value, key);
  }
}
