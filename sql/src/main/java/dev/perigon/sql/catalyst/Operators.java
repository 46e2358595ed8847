package dev.perigon.sql.catalyst;

import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.RebalancePartitions;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionOperation;
import org.apache.spark.sql.catalyst.plans.logical.ResolvedHint;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;

/** The operators that have a file of their own, and those that say nothing. */
final class Operators {
  private final PlanRenderer plans;
  private final AggregateText aggregates;
  private final JoinText joins;
  private final RowsText rows;

  Operators(PlanRenderer plans, Names names, ExpressionRenderer expressions) {
    this.plans = plans;
    this.aggregates = new AggregateText(plans, names, expressions);
    this.joins = new JoinText(plans, names, expressions);
    this.rows = new RowsText(plans, names, expressions);
  }

  Select render(LogicalPlan plan) {
    if (plan instanceof Aggregate aggregate) {
      return aggregates.aggregate(aggregate);
    }
    if (plan instanceof Join join) {
      return joins.join(join);
    }
    if (plan instanceof SubqueryAlias
        || plan instanceof ResolvedHint
        || plan instanceof RepartitionOperation
        || plan instanceof RebalancePartitions) {
      return plans.render(plan.children().head());
    }
    return rows.render(plan);
  }
}
