package dev.perigon.sql.catalyst;

import java.util.Optional;
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
