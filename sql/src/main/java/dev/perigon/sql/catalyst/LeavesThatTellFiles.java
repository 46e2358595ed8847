package dev.perigon.sql.catalyst;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;

/** Finds the inputs of which a query names {@code _metadata}, in subqueries and CTEs too. */
final class LeavesThatTellFiles {
  private final Set<Integer> inputs = new HashSet<>();

  private LeavesThatTellFiles() {}

  static Set<Integer> of(LogicalPlan plan) {
    var leaves = new LeavesThatTellFiles();
    leaves.visit(plan);
    return leaves.inputs;
  }

  private void visit(LogicalPlan plan) {
    if (plan instanceof InputLeaf leaf && leaf.tellsFiles()) {
      inputs.add(leaf.input());
    }
    if (plan instanceof WithCTE with) {
      Scala.list(with.cteDefs()).forEach(this::visit);
      visit(with.plan());
      return;
    }
    Scala.list(plan.expressions()).forEach(this::visit);
    Scala.list(plan.children()).forEach(this::visit);
  }

  private void visit(Expression expression) {
    if (expression instanceof PlanExpression<?> subquery
        && subquery.plan() instanceof LogicalPlan plan) {
      visit(plan);
    }
    Scala.list(expression.children()).forEach(this::visit);
  }
}
