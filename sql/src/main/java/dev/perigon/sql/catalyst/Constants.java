package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.analysis.NamedParameter;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAlias;
import org.apache.spark.sql.catalyst.expressions.Cast$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.DataType;
import scala.Option;

/** Evaluates constant expressions in the places where a query needs their value to be planned. */
final class Constants {
  private final FrontEnd spark;
  private final ParsedQuery query;

  Constants(FrontEnd spark, ParsedQuery query) {
    this.spark = spark;
    this.query = query;
  }

  /** Spark's internal value, or null when it is NULL. */
  Object value(Expression expression) {
    return expression instanceof Literal literal ? literal.value() : evaluate(expression);
  }

  /** The value as {@code type}. */
  Object value(Expression expression, DataType type, Option<String> zone) {
    return evaluate(Cast$.MODULE$.apply(expression, type, zone, true));
  }

  /** The value as text: numbers and booleans as SQL writes them. */
  String text(Expression expression) {
    Object value = value(expression);
    return value == null ? null : value.toString();
  }

  private Object evaluate(Expression expression) {
    Scala.optional(expression.find(e -> e instanceof NamedParameter))
        .ifPresent(
            parameter -> {
              throw CatalystErrors.unknownParameter(
                  ((NamedParameter) parameter).name(), query.origin(parameter));
            });
    NamedExpression column = new UnresolvedAlias(expression, Option.empty());
    LogicalPlan plan = new Project(Scala.seq(List.of(column)), new OneRowRelation());
    LogicalPlan analyzed = spark.analyze(query.text(), plan);
    Expression resolved = analyzed.expressions().head().children().head();
    return spark.checked(
        query.text(), () -> resolved.foldable() ? resolved.eval(null) : notConstant());
  }

  private static Object notConstant() {
    throw new IllegalArgumentException("not a constant");
  }
}
