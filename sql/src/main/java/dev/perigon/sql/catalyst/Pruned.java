package dev.perigon.sql.catalyst;

import org.apache.spark.sql.catalyst.analysis.EliminateSubqueryAliases$;
import org.apache.spark.sql.catalyst.optimizer.ColumnPruning$;
import org.apache.spark.sql.catalyst.optimizer.CombineUnions$;
import org.apache.spark.sql.catalyst.optimizer.RemoveNoopOperators$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.UnionLoop;

/**
 * A plan without columns that nothing needs and unions within unions, by rules of Spark's
 * optimizer: of a view of forty columns of which a query names three, three are said, and for
 * little data reading what is said is most of DuckDB's work.
 */
final class Pruned {
  /** Enough for any query that people write; what is left then is only longer than need be. */
  private static final int ROUNDS = 20;

  private Pruned() {}

  static LogicalPlan of(LogicalPlan plan) {
    if (isRecursive(plan)) { // the rules are not made for it, and there is no rendering anyway
      return plan;
    }
    LogicalPlan last = EliminateSubqueryAliases$.MODULE$.apply(plan);
    for (int i = 0; i < ROUNDS; i++) {
      LogicalPlan next = round(last);
      if (next.fastEquals(last)) {
        break;
      }
      last = next;
    }
    return hasOutputOf(plan, last) ? last : plan;
  }

  private static boolean isRecursive(LogicalPlan plan) {
    return plan instanceof UnionLoop
        || Scala.list(plan.children()).stream().anyMatch(Pruned::isRecursive);
  }

  private static LogicalPlan round(LogicalPlan plan) {
    return RemoveNoopOperators$.MODULE$.apply(
        ColumnPruning$.MODULE$.apply(CombineUnions$.MODULE$.apply(plan)));
  }

  private static boolean hasOutputOf(LogicalPlan plan, LogicalPlan pruned) {
    return Scala.list(plan.output()).equals(Scala.list(pruned.output()));
  }
}
