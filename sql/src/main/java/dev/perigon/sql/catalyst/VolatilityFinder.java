package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.Volatility;
import dev.perigon.sql.statement.SqlText;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.analysis.ResolvedInlineTable;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.CommonExpressionRef;
import org.apache.spark.sql.catalyst.expressions.CurrentDate;
import org.apache.spark.sql.catalyst.expressions.CurrentTimeZone;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestampLike;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionWithRandomSeed;
import org.apache.spark.sql.catalyst.expressions.LeafExpression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.LocalTimestamp;
import org.apache.spark.sql.catalyst.expressions.NamedLambdaVariable;
import org.apache.spark.sql.catalyst.expressions.Nondeterministic;
import org.apache.spark.sql.catalyst.expressions.OuterReference;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.expressions.SpecialFrameBoundary;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateFunction;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Range;

/**
 * Finds what an analysed plan depends on besides its inputs. Leaves that are not known to be
 * constant count as chance. The order of rows does not count: no result may depend on it.
 */
final class VolatilityFinder {
  /** Words that Spark reads as a point in time when they stand where a date is meant. */
  private static final Pattern SPECIAL_TIMES =
      Pattern.compile("(?i)['\"]\\s*(now|today|tomorrow|yesterday)\\b");

  private VolatilityFinder() {}

  static Volatility of(LogicalPlan plan, List<SqlText> sources) {
    boolean special = sources.stream().anyMatch(text -> SPECIAL_TIMES.matcher(text.text()).find());
    return special ? Volatility.CHANCE : of(plan);
  }

  private static Volatility of(LogicalPlan plan) {
    List<LogicalPlan> children = Scala.list(plan.children());
    Volatility found =
        children.isEmpty() && !isKnownLeaf(plan) || plan.nodeName().equals("Sample")
            ? Volatility.CHANCE
            : Volatility.NONE;
    for (LogicalPlan child : children) {
      found = found.or(of(child));
    }
    for (Expression expression : Scala.list(plan.expressions())) {
      found = found.or(of(expression));
    }
    return found;
  }

  private static boolean isKnownLeaf(LogicalPlan plan) {
    return plan instanceof InputLeaf
        || plan instanceof CTERelationRef
        || plan instanceof OneRowRelation
        || plan instanceof LocalRelation
        || plan instanceof ResolvedInlineTable
        || plan instanceof Range;
  }

  private static Volatility of(Expression expression) {
    Volatility found = ofItself(expression);
    for (Expression child : Scala.list(expression.children())) {
      found = found.or(of(child));
    }
    if (expression instanceof PlanExpression<?> subquery) {
      found = found.or(subquery.plan() instanceof LogicalPlan plan ? of(plan) : Volatility.CHANCE);
    }
    if (expression instanceof RuntimeReplaceable replaceable) {
      found = found.or(of(replaceable.replacement()));
    }
    return found;
  }

  private static Volatility ofItself(Expression expression) {
    if (expression instanceof CurrentDate) {
      return Volatility.DATE;
    }
    if (expression instanceof CurrentTimestampLike || expression instanceof LocalTimestamp) {
      return Volatility.INSTANT;
    }
    return isChance(expression) ? Volatility.CHANCE : Volatility.NONE;
  }

  private static boolean isChance(Expression expression) {
    if (expression instanceof ExpressionWithRandomSeed || expression instanceof Nondeterministic) {
      return true;
    }
    if (expression instanceof Literal literal) {
      return literal.value() != null && SPECIAL_TIMES.matcher("'" + literal.value()).find();
    }
    if (expression instanceof LeafExpression) {
      return !isConstant(expression);
    }
    return !(expression instanceof AggregateFunction || expression instanceof PlanExpression)
        && !expression.deterministic()
        && Scala.list(expression.children()).stream().allMatch(Expression::deterministic);
  }

  private static boolean isConstant(Expression leaf) {
    return leaf instanceof Attribute
        || leaf instanceof OuterReference
        || leaf instanceof NamedLambdaVariable
        || leaf instanceof SpecialFrameBoundary
        || leaf instanceof CommonExpressionRef // to what stands beside it
        || leaf instanceof CurrentTimeZone
        || leaf.foldable() && leaf.nodeName().matches("Pi|EulerNumber");
  }
}
