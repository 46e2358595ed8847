package dev.perigon.sql.catalyst;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.ResolvedInlineTable;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.OuterReference;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Except;
import org.apache.spark.sql.catalyst.plans.logical.Expand;
import org.apache.spark.sql.catalyst.plans.logical.Intersect;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;

/** The columns that something in a plan names; the others need not be said. */
final class UsedColumns {
  private final Set<ExprId> used = new HashSet<>();

  private UsedColumns() {}

  static UsedColumns of(LogicalPlan plan) {
    UsedColumns columns = new UsedColumns();
    columns.addOutput(plan);
    columns.visit(plan);
    return columns;
  }

  boolean contains(ExprId column) {
    return used.contains(column);
  }

  private void visit(LogicalPlan plan) {
    if (plan instanceof WithCTE with) {
      visit(with.plan());
      Scala.list(with.cteDefs()).forEach(this::visit);
      return;
    }
    if (comparesWholeRows(plan)) {
      Scala.list(plan.children()).forEach(this::addOutput);
    }
    if (plan instanceof Expand expand) {
      Scala.list(expand.projections())
          .forEach(projection -> Scala.list(projection).forEach(this::visit));
    } else if (!plan.children().isEmpty() || plan instanceof ResolvedInlineTable) {
      Scala.list(plan.expressions()).forEach(this::visit);
    }
    Scala.list(plan.children()).forEach(this::visit);
  }

  private static boolean comparesWholeRows(LogicalPlan plan) {
    return plan instanceof Distinct
        || plan instanceof Union
        || plan instanceof Intersect
        || plan instanceof Except
        || plan instanceof CTERelationDef;
  }

  private void visit(Expression expression) {
    if (expression instanceof Attribute attribute) {
      used.add(attribute.exprId());
    } else if (expression instanceof OuterReference outer) {
      used.add(outer.exprId());
    }
    Scala.list(expression.children()).forEach(this::visit);
    if (expression instanceof PlanExpression<?> subquery
        && subquery.plan() instanceof LogicalPlan plan) {
      addOutput(plan);
      visit(plan);
    }
  }

  private void addOutput(LogicalPlan plan) {
    Scala.list(plan.output()).forEach(column -> used.add(column.exprId()));
  }
}
