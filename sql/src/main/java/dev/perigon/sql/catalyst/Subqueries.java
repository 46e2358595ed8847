package dev.perigon.sql.catalyst;

import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Exists;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InSubquery;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.ScalarSubquery;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * Says subqueries; outer references need nothing, as every column's name is its own.
 *
 * <p>Spark's IN and NOT IN of a subquery are never NULL: where they would be, both are FALSE. That
 * shows only where their value is used for more than to filter.
 */
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

  /** A condition of which only TRUE counts. */
  String filter(Expression condition) {
    if (condition instanceof And and) {
      return Operand.of(filter(and.left())) + " AND " + Operand.of(filter(and.right()));
    }
    if (condition instanceof Or or) {
      return Operand.of(filter(or.left())) + " OR " + Operand.of(filter(or.right()));
    }
    if (condition instanceof InSubquery in) {
      return in(in);
    }
    if (condition instanceof Not not && not.child() instanceof InSubquery in) {
      return "NOT (" + in(in) + ")";
    }
    return writer.write(condition);
  }

  /** {@code expression} is an IN or a NOT. */
  String predicate(Expression expression) {
    return expression instanceof Not not
        ? not(not.child())
        : "coalesce(" + in(expression) + ", FALSE)";
  }

  /** Spark moves NOT down to the subquery before it decides what NULL means. */
  private String not(Expression expression) {
    if (!expression.exists(e -> e instanceof InSubquery)) {
      return "NOT " + writer.write(expression);
    }
    if (expression instanceof InSubquery) {
      return "coalesce(NOT (" + in(expression) + "), FALSE)";
    }
    if (expression instanceof And and) {
      return Operand.of(not(and.left())) + " OR " + Operand.of(not(and.right()));
    }
    if (expression instanceof Or or) {
      return Operand.of(not(or.left())) + " AND " + Operand.of(not(or.right()));
    }
    return expression instanceof Not not
        ? writer.write(not.child())
        : "NOT " + writer.write(expression);
  }

  private String in(Expression expression) {
    InSubquery in = (InSubquery) expression;
    String values =
        Scala.list(in.values()).stream().map(writer::write).collect(Collectors.joining(", "));
    return "%s IN (%s)"
        .formatted(
            in.values().size() == 1 ? values : "(" + values + ")", plans.of(in.query().plan()));
  }
}
