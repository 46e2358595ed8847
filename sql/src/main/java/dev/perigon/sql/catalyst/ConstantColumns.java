package dev.perigon.sql.catalyst;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;

/** Finds columns of a plan that have the same value in all rows, whatever is read. */
final class ConstantColumns {
  private ConstantColumns() {}

  /** By position: a plan of one row, of that value alone. */
  static Map<Integer, LogicalPlan> of(LogicalPlan plan) {
    Map<Integer, LogicalPlan> constants = new HashMap<>();
    List<Attribute> output = Scala.list(plan.output());
    for (int i = 0; i < output.size(); i++) {
      int position = i;
      constant(plan, output.get(i))
          .ifPresent(
              value ->
                  constants.put(
                      position, new Project(Scala.seq(List.of(value)), new OneRowRelation())));
    }
    return constants;
  }

  private static Optional<NamedExpression> constant(LogicalPlan plan, Attribute column) {
    if (plan instanceof SubqueryAlias alias) {
      return constant(alias.child(), column);
    }
    if (plan instanceof Filter filter) {
      return constant(filter.child(), column);
    }
    if (plan instanceof Project project) {
      return Scala.list(project.projectList()).stream()
          .filter(item -> item.exprId().equals(column.exprId()))
          .findFirst()
          .flatMap(item -> constant(project, item));
    }
    return Optional.empty();
  }

  private static Optional<NamedExpression> constant(Project project, NamedExpression item) {
    Expression value = item instanceof Alias alias ? alias.child() : (Expression) item;
    if (value instanceof Attribute attribute) {
      return constant(project.child(), attribute);
    }
    return value.foldable() && value.deterministic() ? Optional.of(item) : Optional.empty();
  }
}
