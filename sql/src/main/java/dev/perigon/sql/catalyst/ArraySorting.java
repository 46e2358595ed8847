package dev.perigon.sql.catalyst;

import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.ArraySort;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SortArray;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;

/** Sorts the elements of arrays. */
final class ArraySorting {
  private ArraySorting() {}

  static String sortArray(SortArray sort, ExpressionWriter writer) {
    Object ascending =
        Folded.value(sort.ascendingOrder())
            .orElseThrow(() -> writer.unsupported(sort, "its order is not a constant"));
    return sort(sort.base(), ascending.equals(true), ascending.equals(true), writer);
  }

  /**
   * Ranks each element by how many come before it; fails where the comparator is no order, because
   * the answer would depend on how the elements are compared.
   */
  static String sortBy(ArraySort sort, ExpressionWriter writer) {
    Lambda compare = Lambda.of(sort.function(), writer);
    String array = writer.write(sort.argument());
    String left = compare.first();
    String right = compare.second();
    String order =
        "coalesce(%s, error('array_sort: the comparator gives NULL'))".formatted(compare.body());
    String numbered = "list_transform(%s, lambda x, n: {'n': n, 'x': x})".formatted(array);
    String before = Lambda.let(left, "q.x", Lambda.let(right, "p.x", "(" + order + ") < 0"));
    String ranked =
        ("list_transform(l, lambda p:"
                + " {'r': len(list_filter(l, lambda q: q.n <> p.n AND %s)), 'n': p.n, 'x': p.x})")
            .formatted(before);
    String sign = Lambda.let(left, "p.x", Lambda.let(right, "q.x", "sign(" + order + ")"));
    String misplaced =
        ("list_filter(r, lambda p: len(list_filter(r, lambda q: p.n <> q.n"
                + " AND p.x IS DISTINCT FROM q.x AND %s <> sign(p.r - q.r))) > 0)")
            .formatted(sign);
    String sorted =
        ("CASE WHEN len(%s) = 0 THEN list_transform(list_sort(r), lambda p: p.x)"
                + " ELSE error('array_sort: the comparator is not an order') END")
            .formatted(misplaced);
    return "CASE WHEN %s IS NOT NULL THEN %s END"
        .formatted(array, Lambda.let("l", numbered, Lambda.let("r", ranked, sorted)));
  }

  static String sort(
      Expression array, boolean ascending, boolean nullsFirst, ExpressionWriter writer) {
    String text = writer.write(array);
    String direction = ascending ? "ASC" : "DESC";
    DataType element = ((ArrayType) array.dataType()).elementType();
    Optional<String> key = OrderKey.of(element, "x");
    if (key.isEmpty()) {
      return "list_sort(%s, '%s', 'NULLS %s')"
          .formatted(text, direction, nullsFirst ? "FIRST" : "LAST");
    }
    // NULL elements first or last, by a flag before the key; then the elements alone again.
    String flag = nullsFirst == ascending ? "x IS NOT NULL" : "x IS NULL";
    return ("list_transform(list_sort(list_transform(%s, lambda x: {'n': %s, 'k': %s, 'x': x}),"
            + " '%s'), lambda x: x.x)")
        .formatted(text, flag, key.get(), direction);
  }
}
