package dev.perigon.sql.catalyst;

import org.apache.spark.sql.catalyst.plans.Cross$;
import org.apache.spark.sql.catalyst.plans.FullOuter$;
import org.apache.spark.sql.catalyst.plans.Inner$;
import org.apache.spark.sql.catalyst.plans.JoinType;
import org.apache.spark.sql.catalyst.plans.LeftAnti$;
import org.apache.spark.sql.catalyst.plans.LeftOuter$;
import org.apache.spark.sql.catalyst.plans.LeftSemi$;
import org.apache.spark.sql.catalyst.plans.RightOuter$;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Says joins. */
final class JoinText {
  private final PlanRenderer plans;
  private final ExpressionRenderer expressions;

  JoinText(PlanRenderer plans, Names names, ExpressionRenderer expressions) {
    this.plans = plans;
    this.expressions = expressions;
  }

  Select join(Join join) {
    String left = plans.relation(plans.render(join.left()));
    String right = plans.relation(plans.render(join.right()));
    String condition =
        join.condition().isDefined() ? expressions.text(join.condition().get()) : "TRUE";
    return Select.from(
        left + "\n" + keyword(join.joinType(), join) + right + "\n  ON " + condition);
  }

  private static String keyword(JoinType type, LogicalPlan join) {
    if (type == Inner$.MODULE$ || type == Cross$.MODULE$) {
      return "JOIN ";
    }
    if (type == LeftOuter$.MODULE$) {
      return "LEFT JOIN ";
    }
    if (type == RightOuter$.MODULE$) {
      return "RIGHT JOIN ";
    }
    if (type == FullOuter$.MODULE$) {
      return "FULL JOIN ";
    }
    if (type == LeftSemi$.MODULE$) {
      return "SEMI JOIN ";
    }
    if (type == LeftAnti$.MODULE$) {
      return "ANTI JOIN ";
    }
    throw new UnsupportedRendering(type.sql() + " JOIN", join.origin());
  }
}
