package dev.perigon.sql.catalyst;

import dev.perigon.sql.error.Origin;
import dev.perigon.sql.query.AnalyzedQuery.Input;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.Cross$;
import org.apache.spark.sql.catalyst.plans.Inner$;
import org.apache.spark.sql.catalyst.plans.JoinType;
import org.apache.spark.sql.catalyst.plans.LeftAnti$;
import org.apache.spark.sql.catalyst.plans.LeftOuter$;
import org.apache.spark.sql.catalyst.plans.LeftSemi$;
import org.apache.spark.sql.catalyst.plans.RightOuter$;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LateralJoin;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;

/**
 * Lets a query stream only if it gives the same rows for any cut of its stream into batches: row by
 * row, with joins to what does not stream. Anything that would need to remember rows is refused.
 */
final class StreamShape {
  private final List<Input> inputs;
  private final Function<org.apache.spark.sql.catalyst.trees.Origin, Origin> places;
  private final Set<Long> streamingCtes = new HashSet<>();

  private StreamShape(
      List<Input> inputs, Function<org.apache.spark.sql.catalyst.trees.Origin, Origin> places) {
    this.inputs = inputs;
    this.places = places;
  }

  static void check(
      LogicalPlan plan,
      List<Input> inputs,
      Function<org.apache.spark.sql.catalyst.trees.Origin, Origin> places) {
    if (inputs.stream().anyMatch(input -> input.relation().streaming())) {
      new StreamShape(inputs, places).streams(plan);
    }
  }

  /** Whether {@code plan}'s rows come from a stream. */
  private boolean streams(LogicalPlan plan) {
    if (plan instanceof InputLeaf leaf) {
      return inputs.get(leaf.input()).relation().streaming();
    }
    if (plan instanceof CTERelationRef reference) {
      return streamingCtes.contains(reference.cteId());
    }
    if (plan instanceof WithCTE with) {
      for (CTERelationDef definition : Scala.list(with.cteDefs())) {
        if (streams(definition.child())) {
          streamingCtes.add(definition.id());
        }
      }
      return streams(with.plan());
    }
    Scala.list(plan.expressions()).forEach(this::checkSubqueries);
    List<Boolean> children = Scala.list(plan.children()).stream().map(this::streams).toList();
    if (!children.contains(true)) {
      return false;
    }
    if (!keepsBatchesApart(plan, children)) {
      throw CatalystErrors.cannotStream(words(plan, children), places.apply(plan.origin()));
    }
    return true;
  }

  private void checkSubqueries(Expression expression) {
    if (expression instanceof SubqueryExpression subquery && streams(subquery.plan())) {
      throw CatalystErrors.cannotStream("a subquery", places.apply(subquery.origin()));
    }
    Scala.list(expression.children()).forEach(this::checkSubqueries);
  }

  private static boolean keepsBatchesApart(LogicalPlan plan, List<Boolean> children) {
    if (plan instanceof Join join) {
      return joins(join.joinType(), children.get(0), children.get(1));
    }
    if (plan instanceof Union) {
      return !children.contains(false);
    }
    return plan instanceof Project
        || plan instanceof Filter
        || plan instanceof SubqueryAlias
        || plan instanceof Generate
        || plan instanceof LateralJoin;
  }

  /** One side streams, and it is the side whose rows the join keeps or drops one by one. */
  private static boolean joins(JoinType type, boolean left, boolean right) {
    if (left && right) {
      return false;
    }
    if (type == Inner$.MODULE$ || type == Cross$.MODULE$) {
      return true;
    }
    return left
        ? type == LeftOuter$.MODULE$ || type == LeftSemi$.MODULE$ || type == LeftAnti$.MODULE$
        : type == RightOuter$.MODULE$;
  }

  private static String words(LogicalPlan plan, List<Boolean> children) {
    if (plan instanceof Join join) {
      return children.contains(false)
          ? join.joinType().sql() + " JOIN with the stream on its other side"
          : "a JOIN of two streams";
    }
    if (plan instanceof Union) {
      return "UNION with something that does not stream";
    }
    if (plan instanceof Aggregate) {
      return "GROUP BY or an aggregate function";
    }
    if (plan instanceof Distinct) {
      return "DISTINCT";
    }
    if (plan instanceof Window) {
      return "a window function";
    }
    if (plan instanceof LocalLimit || plan instanceof GlobalLimit) {
      return "LIMIT";
    }
    return plan instanceof Sort ? "ORDER BY" : plan.nodeName();
  }
}
