package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.ArrayAggregate;
import org.apache.spark.sql.catalyst.expressions.ArrayExists;
import org.apache.spark.sql.catalyst.expressions.ArrayFilter;
import org.apache.spark.sql.catalyst.expressions.ArrayForAll;
import org.apache.spark.sql.catalyst.expressions.ArraySort;
import org.apache.spark.sql.catalyst.expressions.ArrayTransform;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.MapFilter;
import org.apache.spark.sql.catalyst.expressions.MapZipWith;
import org.apache.spark.sql.catalyst.expressions.TransformKeys;
import org.apache.spark.sql.catalyst.expressions.TransformValues;
import org.apache.spark.sql.catalyst.expressions.ZipWith;

/** Functions that take functions. */
final class HigherOrderEntries implements EntryGroup {
  private static final String DEFAULT_COMPARATOR =
      "lambdafunction(if ((isnull(lambda left) AND isnull(lambda right))) 0"
          + " else if (isnull(lambda left)) 1 else if (isnull(lambda right)) -1"
          + " else if ((lambda left < lambda right)) -1"
          + " else if ((lambda left > lambda right)) 1 else 0,"
          + " lambda left, lambda right, false)";

  @Override
  public String title() {
    return "Higher-order functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of(
        Entry.of(
            ArrayTransform.class,
            (e, w) -> indexed("list_transform", e.left(), e.right(), w),
            "transform"),
        Entry.of(
            ArrayFilter.class, (e, w) -> indexed("list_filter", e.left(), e.right(), w), "filter"),
        Entry.of(
            ArrayExists.class, (e, w) -> folded("OR", "false", e.left(), e.right(), w), "exists"),
        Entry.of(
            ArrayForAll.class, (e, w) -> folded("AND", "true", e.left(), e.right(), w), "forall"),
        Entry.of(ArrayAggregate.class, HigherOrderEntries::aggregate, "aggregate", "reduce"),
        Entry.of(ZipWith.class, HigherOrderEntries::zipWith, "zip_with"),
        Entry.of(ArraySort.class, HigherOrderEntries::sort, "array_sort")
            .withNote("With a comparator the time grows with the square of the length."),
        Entry.of(MapZipWith.class, HigherOrderEntries::mapZipWith, "map_zip_with"),
        Entry.of(MapFilter.class, HigherOrderEntries::filter, "map_filter"),
        Entry.of(
            TransformKeys.class,
            (e, w) ->
                "map(%s, map_values(%s))"
                    .formatted(ofEntries(e.left(), e.right(), w), w.write(e.left())),
            "transform_keys"),
        Entry.of(
            TransformValues.class,
            (e, w) ->
                "map(map_keys(%s), %s)"
                    .formatted(w.write(e.left()), ofEntries(e.left(), e.right(), w)),
            "transform_values"));
  }

  /** Spark counts elements from 0, in INT. */
  private static String indexed(
      String name, Expression array, Expression function, ExpressionWriter writer) {
    Lambda lambda = Lambda.of(function, writer);
    if (lambda.parameters().size() == 1) {
      return "%s(%s, %s)".formatted(name, writer.write(array), lambda.text());
    }
    String index = lambda.second() + "_1";
    String body = Lambda.let(lambda.second(), "CAST(" + index + " - 1 AS INTEGER)", lambda.body());
    return "%s(%s, lambda %s, %s: %s)"
        .formatted(name, writer.write(array), lambda.first(), index, body);
  }

  private static String folded(
      String operator,
      String start,
      Expression array,
      Expression function,
      ExpressionWriter writer) {
    Lambda lambda = Lambda.of(function, writer);
    String sum = lambda.first() + "_1";
    return "list_reduce(%s, lambda %s, %s: %s %s %s, %s)"
        .formatted(writer.write(array), sum, lambda.first(), sum, operator, lambda.body(), start);
  }

  private static String aggregate(ArrayAggregate aggregate, ExpressionWriter writer) {
    Lambda finish = Lambda.of(aggregate.finish(), writer);
    String array = writer.write(aggregate.argument());
    String reduced =
        "list_reduce(%s, %s, CAST(%s AS %s))"
            .formatted(
                array,
                Lambda.of(aggregate.merge(), writer).text(),
                writer.write(aggregate.zero()),
                writer.type(aggregate.zero().dataType()));
    if (finish.body().equals(finish.first())) {
      return reduced;
    }
    return "CASE WHEN %s IS NOT NULL THEN %s END"
        .formatted(array, Lambda.let(finish.first(), reduced, finish.body()));
  }

  private static String zipWith(ZipWith zip, ExpressionWriter writer) {
    String left = writer.write(zip.left());
    String right = writer.write(zip.right());
    Lambda lambda = Lambda.of(zip.function(), writer);
    String index = lambda.first() + "_1";
    String body = lambda.apply("%s[%s]".formatted(left, index), "%s[%s]".formatted(right, index));
    return ("CASE WHEN %1$s IS NOT NULL AND %2$s IS NOT NULL THEN"
            + " list_transform(range(1, greatest(len(%1$s), len(%2$s)) + 1), lambda %3$s: %4$s) END")
        .formatted(left, right, index, body);
  }

  private static String sort(ArraySort sort, ExpressionWriter writer) {
    String comparator = sort.function().toString().replaceAll("#[0-9]+L?", "");
    if (!comparator.equals(DEFAULT_COMPARATOR)) {
      return ArraySorting.sortBy(sort, writer);
    }
    return ArraySorting.sort(sort.argument(), true, false, writer);
  }

  /** The keys of both maps, in their order. */
  private static String mapZipWith(MapZipWith zip, ExpressionWriter writer) {
    Lambda lambda = Lambda.of(zip.function(), writer);
    String key = lambda.first();
    String left = writer.write(zip.left());
    String right = writer.write(zip.right());
    String keys = "perigon_array_union(map_keys(%s), map_keys(%s))".formatted(left, right);
    String value =
        Lambda.let(
            lambda.second(),
            "%s[%s]".formatted(left, key),
            Lambda.let(lambda.parameters().get(2), "%s[%s]".formatted(right, key), lambda.body()));
    return "CASE WHEN %s IS NOT NULL AND %s IS NOT NULL THEN map(%s, list_transform(%s, lambda %s: %s)) END"
        .formatted(left, right, keys, keys, key, value);
  }

  private static String ofEntries(Expression map, Expression function, ExpressionWriter writer) {
    Lambda lambda = Lambda.of(function, writer);
    String entry = lambda.first() + "_1";
    return "list_transform(map_entries(%s), lambda %s: %s)"
        .formatted(
            writer.write(map), entry, lambda.apply(entry + ".\"key\"", entry + ".\"value\""));
  }

  private static String filter(MapFilter filter, ExpressionWriter writer) {
    Lambda lambda = Lambda.of(filter.right(), writer);
    String entry = lambda.first() + "_1";
    return "map_from_entries(list_filter(map_entries(%s), lambda %s: %s))"
        .formatted(
            writer.write(filter.left()),
            entry,
            lambda.apply(entry + ".\"key\"", entry + ".\"value\""));
  }
}
