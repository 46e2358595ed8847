package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.aggregate.PivotFirst;

/** What PIVOT is lowered to: one row for each pivot value becomes an array. */
final class PivotAggregates {
  private PivotAggregates() {}

  static List<Aggregate<?>> all() {
    return List.of(Aggregate.of(PivotFirst.class, PivotAggregates::values));
  }

  private static String values(PivotFirst pivot, AggregateCall call, ExpressionWriter writer) {
    String column = writer.write(pivot.pivotColumn());
    String value = writer.write(pivot.valueColumn());
    return Scala.list(pivot.pivotColumnValues()).stream()
        .map(wanted -> writer.literal(wanted, pivot.pivotColumn().dataType()))
        .map(wanted -> call.where(column + " IS NOT DISTINCT FROM " + wanted))
        .map(rows -> rows.of("any_value", value))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
