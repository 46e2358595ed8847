package dev.perigon.sql.catalyst;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;

/** Says aggregation. Grouping keys that are more than a column become one first. */
final class Aggregations {
  private final PlanRenderer plans;
  private final Names names;
  private final ExpressionRenderer expressions;

  Aggregations(PlanRenderer plans, Names names, ExpressionRenderer expressions) {
    this.plans = plans;
    this.names = names;
    this.expressions = expressions;
  }

  Select aggregate(Aggregate aggregate) {
    Select child = plans.render(aggregate.child());
    Map<Expression, String> computed = new HashMap<>();
    Map<String, String> columns = new LinkedHashMap<>();
    List<String> keys = new ArrayList<>();
    for (Expression key : Scala.list(aggregate.groupingExpressions())) {
      if (key instanceof Attribute attribute && !GroupingKeys.isFloating(key)) {
        keys.add(names.column(attribute.exprId()));
      } else {
        String name = computed.computeIfAbsent(key.canonicalized(), missing -> names.fresh());
        columns.put(name, GroupingKeys.text(key, expressions.text(key)));
        keys.add(name);
      }
    }
    if (!computed.isEmpty()) {
      columns.putAll(plans.same(Scala.list(aggregate.child().output())));
      child = plans.over((child.takesColumns() ? child : plans.over(child)).columns(columns));
    }
    Select select = child.takesFilter() ? child : plans.over(child);
    String groups = keys.isEmpty() ? "()" : String.join(", ", keys);
    return expressions.knowing(
        computed,
        () ->
            select
                .columns(plans.list(Scala.list(aggregate.aggregateExpressions())))
                .groupBy(groups));
  }
}
