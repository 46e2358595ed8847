package dev.perigon.sql.catalyst;

import org.apache.spark.sql.catalyst.expressions.PipeOperator;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.Except;
import org.apache.spark.sql.catalyst.plans.logical.Expand;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.Intersect;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LateralJoin;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.RebalancePartitions;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionOperation;
import org.apache.spark.sql.catalyst.plans.logical.ResolvedHint;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;

/** The operators that have a file of their own, and those that say nothing. */
final class Operators {
  private final PlanRenderer plans;
  private final Aggregations aggregations;
  private final Joins joins;
  private final SetOperations sets;
  private final WithQueries withQueries;
  private final Generators generators;
  private final ExpandText expands;
  private final Leaves leaves;

  Operators(
      PlanRenderer plans, Names names, ExpressionRenderer expressions, Dictionaries dictionaries) {
    this.plans = plans;
    this.aggregations = new Aggregations(plans, names, expressions, dictionaries);
    this.joins = new Joins(plans, expressions);
    this.sets = new SetOperations(plans, names);
    this.withQueries = new WithQueries(plans, names);
    this.generators = new Generators(plans, names, expressions);
    this.expands = new ExpandText(plans, names, expressions);
    this.leaves = new Leaves(plans, names, expressions);
  }

  Select render(LogicalPlan plan) {
    if (plan instanceof Aggregate aggregate) {
      return aggregations.aggregate(aggregate);
    }
    if (plan instanceof Join join) {
      return joins.join(join);
    }
    if (plan instanceof LateralJoin join) {
      return joins.lateral(join);
    }
    if (plan instanceof Generate generate) {
      return generators.generate(generate);
    }
    if (plan instanceof Expand expand) {
      return expands.expand(expand);
    }
    if (plan instanceof SubqueryAlias
        || plan instanceof PipeOperator
        || plan instanceof ResolvedHint
        || plan instanceof RepartitionOperation
        || plan instanceof RebalancePartitions) {
      return plans.render(plan.children().head());
    }
    return combine(plan);
  }

  private Select combine(LogicalPlan plan) {
    if (plan instanceof Union union) {
      return sets.union(union);
    }
    if (plan instanceof Intersect intersect) {
      return sets.intersect(intersect);
    }
    if (plan instanceof Except except) {
      return sets.except(except);
    }
    if (plan instanceof WithCTE with) {
      return withQueries.with(with);
    }
    if (plan instanceof CTERelationRef reference) {
      return withQueries.reference(reference);
    }
    return leaves.render(plan);
  }
}
