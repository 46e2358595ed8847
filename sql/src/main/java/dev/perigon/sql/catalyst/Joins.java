package dev.perigon.sql.catalyst;

import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.Cross$;
import org.apache.spark.sql.catalyst.plans.FullOuter$;
import org.apache.spark.sql.catalyst.plans.Inner$;
import org.apache.spark.sql.catalyst.plans.JoinType;
import org.apache.spark.sql.catalyst.plans.LeftAnti$;
import org.apache.spark.sql.catalyst.plans.LeftOuter$;
import org.apache.spark.sql.catalyst.plans.LeftSemi$;
import org.apache.spark.sql.catalyst.plans.RightOuter$;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LateralJoin;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.Option;

/** Says joins. */
final class Joins {
  private final PlanRenderer plans;
  private final ExpressionRenderer expressions;

  Joins(PlanRenderer plans, ExpressionRenderer expressions) {
    this.plans = plans;
    this.expressions = expressions;
  }

  Select join(Join join) {
    String left = plans.relation(plans.render(join.left()));
    String right = plans.relation(plans.render(join.right()));
    return Select.from(left + "\n" + keyword(join.joinType(), join) + right + on(join.condition()));
  }

  Select lateral(LateralJoin join) {
    String left = plans.relation(plans.render(join.left()));
    String right = plans.relation(plans.render(join.right().plan()));
    return Select.from(
        left + "\n" + keyword(join.joinType(), join) + "LATERAL " + right + on(join.condition()));
  }

  private String on(Option<Expression> condition) {
    return "\n  ON " + (condition.isDefined() ? expressions.filter(condition.get()) : "TRUE");
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
