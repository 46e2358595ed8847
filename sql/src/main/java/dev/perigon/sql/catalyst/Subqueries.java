package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Exists;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ListQuery;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.ScalarSubquery;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Says subqueries; outer references need nothing, as every column's name is its own. */
final class Subqueries {
  private final ExpressionRenderer writer;
  private final PlanText plans;

  /** Says a plan with exactly its output columns, in order. */
  @FunctionalInterface
  interface PlanText {
    String of(LogicalPlan plan);
  }

  Subqueries(ExpressionRenderer writer, PlanText plans) {
    this.writer = writer;
    this.plans = plans;
  }

  String text(PlanExpression<?> expression) {
    if (expression instanceof ScalarSubquery scalar) {
      return "(" + plans.of(scalar.plan()) + ")";
    }
    if (expression instanceof Exists exists) {
      return "(EXISTS (" + plans.of(exists.plan()) + "))";
    }
    throw writer.unsupported(expression, "");
  }

  String in(List<Expression> values, ListQuery query) {
    String left = values.stream().map(writer::write).collect(Collectors.joining(", "));
    return (values.size() == 1 ? left : "(" + left + ")") + " IN (" + plans.of(query.plan()) + ")";
  }
}
