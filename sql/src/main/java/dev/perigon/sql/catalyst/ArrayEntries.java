package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.ArrayAppend;
import org.apache.spark.sql.catalyst.expressions.ArrayContains;
import org.apache.spark.sql.catalyst.expressions.ArrayDistinct;
import org.apache.spark.sql.catalyst.expressions.ArrayExcept;
import org.apache.spark.sql.catalyst.expressions.ArrayInsert;
import org.apache.spark.sql.catalyst.expressions.ArrayIntersect;
import org.apache.spark.sql.catalyst.expressions.ArrayJoin;
import org.apache.spark.sql.catalyst.expressions.ArrayMax;
import org.apache.spark.sql.catalyst.expressions.ArrayMin;
import org.apache.spark.sql.catalyst.expressions.ArrayPosition;
import org.apache.spark.sql.catalyst.expressions.ArrayPrepend;
import org.apache.spark.sql.catalyst.expressions.ArrayRemove;
import org.apache.spark.sql.catalyst.expressions.ArrayRepeat;
import org.apache.spark.sql.catalyst.expressions.ArrayUnion;
import org.apache.spark.sql.catalyst.expressions.ArraysOverlap;
import org.apache.spark.sql.catalyst.expressions.CreateArray;
import org.apache.spark.sql.catalyst.expressions.ElementAt;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Flatten;
import org.apache.spark.sql.catalyst.expressions.KnownNotContainsNull;
import org.apache.spark.sql.catalyst.expressions.Sequence;
import org.apache.spark.sql.catalyst.expressions.Size;
import org.apache.spark.sql.catalyst.expressions.Slice;
import org.apache.spark.sql.catalyst.expressions.SortArray;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.MapType;

/** Array functions. */
final class ArrayEntries implements EntryGroup {
  @Override
  public String title() {
    return "Array functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return Stream.of(elements(), sets(), changes()).<Entry<?>>flatMap(List::stream).toList();
  }

  private static List<Entry<?>> elements() {
    return List.of(
        Entry.of(CreateArray.class, ArrayEntries::create, "array"),
        Entry.of(Size.class, ArrayEntries::size, "size", "cardinality", "array_size"),
        Entry.of(ElementAt.class, ArrayEntries::elementAt, "element_at", "try_element_at"),
        macro(ArrayContains.class, "perigon_array_contains", "array_contains"),
        macro(ArrayPosition.class, "perigon_array_position", "array_position"),
        Entry.of(ArrayMax.class, (e, w) -> extreme("max", e, e.child(), w), "array_max"),
        Entry.of(ArrayMin.class, (e, w) -> extreme("min", e, e.child(), w), "array_min"),
        Entry.of(ArrayJoin.class, ArrayEntries::join, "array_join"));
  }

  private static List<Entry<?>> sets() {
    return List.of(
        macro(ArrayDistinct.class, "perigon_array_distinct", "array_distinct"),
        macro(ArrayUnion.class, "perigon_array_union", "array_union"),
        macro(ArrayIntersect.class, "perigon_array_intersect", "array_intersect"),
        macro(ArrayExcept.class, "perigon_array_except", "array_except"),
        macro(ArraysOverlap.class, "perigon_arrays_overlap", "arrays_overlap"));
  }

  private static List<Entry<?>> changes() {
    return List.of(
        macro(ArrayRemove.class, "perigon_array_remove", "array_remove"),
        macro(ArrayRepeat.class, "perigon_array_repeat", "array_repeat"),
        Entry.of(
            ArrayAppend.class,
            (e, w) -> ifPresent(w.write(e.left()), "list_append(%s, %s)", w.write(e.right())),
            "array_append"),
        Entry.of(
            ArrayPrepend.class,
            (e, w) -> ifPresent(w.write(e.left()), "list_prepend(%2$s, %1$s)", w.write(e.right())),
            "array_prepend"),
        Entry.of(ArrayInsert.class, ArrayEntries::insert, "array_insert"),
        macro(Slice.class, "perigon_slice", "slice"),
        Entry.of(SortArray.class, ArraySorting::sortArray, "sort_array")
            .withNote("The order must be a constant."),
        Entry.of(KnownNotContainsNull.class, (e, w) -> w.write(e.child())),
        macro(Flatten.class, "perigon_flatten", "flatten"),
        Entry.of(Sequence.class, Sequences::render, "sequence"));
  }

  @Override
  public List<String> macros() {
    return Stream.concat(ArrayMacros.all().stream(), Sequences.macros().stream()).toList();
  }

  static <E extends Expression> Entry<E> macro(Class<E> type, String name, String function) {
    return Entry.of(
        type,
        (e, w) ->
            Scala.list(e.children()).stream()
                .map(w::write)
                .collect(Collectors.joining(", ", name + "(", ")")),
        function);
  }

  private static String ifPresent(String array, String template, String other) {
    return "CASE WHEN %s IS NOT NULL THEN %s END"
        .formatted(array, template.formatted(array, other));
  }

  private static String create(CreateArray array, ExpressionWriter writer) {
    String elements =
        Scala.list(array.children()).stream().map(writer::write).collect(Collectors.joining(", "));
    return "CAST([%s] AS %s)".formatted(elements, writer.type(array.dataType()));
  }

  private static String size(Size size, ExpressionWriter writer) {
    if (size.legacySizeOfNull()) {
      throw writer.unsupported(size, "it counts NULL as -1");
    }
    String function = size.child().dataType() instanceof MapType ? "cardinality" : "len";
    return "CAST(%s(%s) AS INTEGER)".formatted(function, writer.write(size.child()));
  }

  private static String elementAt(ElementAt element, ExpressionWriter writer) {
    String collection = writer.write(element.left());
    String key = writer.write(element.right());
    if (element.left().dataType() instanceof MapType) {
      return "%s[%s]".formatted(collection, key);
    }
    if (element.defaultValueOutOfBound().isDefined()) {
      throw writer.unsupported(element, "it has a default");
    }
    String outside =
        element.failOnError()
            ? " WHEN abs(%s) > len(%s) THEN error('Array index out of bounds')"
                .formatted(key, collection)
            : "";
    return ("CASE WHEN %1$s = 0 AND %2$s IS NOT NULL THEN error('Array indexes start at 1')%3$s"
            + " ELSE %2$s[%1$s] END")
        .formatted(key, collection, outside);
  }

  private static String extreme(
      String function, Expression e, Expression array, ExpressionWriter writer) {
    if (OrderKey.of(((ArrayType) array.dataType()).elementType(), "x").isPresent()) {
      return SparkCall.render(e, "array_" + function, writer);
    }
    return "list_%s(%s)".formatted(function, writer.write(array));
  }

  private static String join(ArrayJoin join, ExpressionWriter writer) {
    String array = writer.write(join.array());
    String delimiter = writer.write(join.delimiter());
    // DuckDB's own takes one delimiter for all rows.
    String plain =
        Folded.value(join.delimiter()).isPresent()
            ? "perigon_array_join"
            : "perigon_array_join_each";
    return Scala.optional(join.nullReplacement())
        .map(
            replacement ->
                "%s(perigon_replace_nulls(%s, %s), %s)"
                    .formatted(plain, array, writer.write(replacement), delimiter))
        .orElseGet(() -> "%s(%s, %s)".formatted(plain, array, delimiter));
  }

  private static String insert(ArrayInsert insert, ExpressionWriter writer) {
    if (insert.legacyNegativeIndex()) {
      throw writer.unsupported(insert, "it counts from the end in the legacy way");
    }
    return "perigon_array_insert(%s, %s, %s)"
        .formatted(
            writer.write(insert.srcArrayExpr()),
            writer.write(insert.posExpr()),
            writer.write(insert.itemExpr()));
  }
}
