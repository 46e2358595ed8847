package dev.perigon.sql.catalyst;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;

/**
 * Proves that every row of a plan comes from one row of one input, whatever other rows there are.
 * Rows of constants do not: they would come out of any part of the inputs. Chance is for {@link
 * VolatilityFinder} to find.
 */
final class RowByRow {
  private final Set<Long> definitions = new HashSet<>();

  boolean holds(LogicalPlan plan) {
    if (plan instanceof WithCTE with) {
      Scala.list(with.cteDefs()).forEach(this::define);
      return holds(with.plan());
    }
    if (plan instanceof CTERelationRef reference) {
      return definitions.contains(reference.cteId());
    }
    if (plan instanceof InputLeaf leaf) {
      return !leaf.tellsFiles();
    }
    return isRowByRow(plan)
        && !readsInSubqueries(plan)
        && Scala.list(plan.children()).stream().allMatch(this::holds);
  }

  /** From now on, what {@code definition} names is known. */
  void define(CTERelationDef definition) {
    if (holds(definition.child())) {
      definitions.add(definition.id());
    }
  }

  private static boolean isRowByRow(LogicalPlan plan) {
    return plan instanceof Project
        || plan instanceof Filter
        || plan instanceof SubqueryAlias
        || plan instanceof Union
        || plan instanceof Generate;
  }

  /** Whether an expression of {@code plan} itself holds a query. */
  static boolean readsInSubqueries(LogicalPlan plan) {
    return Scala.list(plan.expressions()).stream().anyMatch(RowByRow::holdsQuery);
  }

  private static boolean holdsQuery(Expression expression) {
    return expression instanceof PlanExpression
        || Scala.list(expression.children()).stream().anyMatch(RowByRow::holdsQuery);
  }
}
