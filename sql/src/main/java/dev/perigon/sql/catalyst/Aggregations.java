package dev.perigon.sql.catalyst;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;

/** Says aggregation. Grouping keys that are more than a column become one first. */
final class Aggregations {
  private final PlanRenderer plans;
  private final Names names;
  private final ExpressionRenderer expressions;
  private final Dictionaries dictionaries;

  Aggregations(
      PlanRenderer plans, Names names, ExpressionRenderer expressions, Dictionaries dictionaries) {
    this.plans = plans;
    this.names = names;
    this.expressions = expressions;
    this.dictionaries = dictionaries;
  }

  /** With the sessions of {@code session_window} merged, if it is a key. */
  private Select sessions(
      Aggregate aggregate, Select child, List<String> keys, Map<String, String> computed) {
    List<Expression> expressions = Scala.list(aggregate.groupingExpressions());
    for (int i = 0; i < keys.size(); i++) {
      if (SessionWindows.isSession(expressions.get(i))) {
        List<String> others = new ArrayList<>(keys);
        others.remove(i);
        Set<String> columns = new LinkedHashSet<>(computed.keySet());
        columns.addAll(plans.same(Scala.list(aggregate.child().output())).keySet());
        return new SessionWindows(plans, names)
            .merged(child, List.copyOf(columns), keys.get(i), others);
      }
    }
    return child;
  }

  Select aggregate(Aggregate aggregate) {
    Select child = plans.render(aggregate.child());
    Map<Expression, String> computed = new HashMap<>();
    Map<String, String> columns = new LinkedHashMap<>();
    List<String> keys = new ArrayList<>();
    boolean plain = GroupingKeys.groupsNothing(aggregate);
    for (Expression key : Scala.list(aggregate.groupingExpressions())) {
      boolean same = plain || !GroupingKeys.isFloating(key);
      if (key instanceof Attribute attribute && same) {
        keys.add(names.column(attribute.exprId()));
      } else {
        String name = computed.computeIfAbsent(key.canonicalized(), missing -> names.fresh());
        String text = expressions.text(key);
        columns.put(name, same ? text : GroupingKeys.text(key, text));
        keys.add(name);
      }
    }
    if (!computed.isEmpty()) {
      columns.putAll(plans.same(Scala.list(aggregate.child().output())));
      child = plans.over((child.takesColumns() ? child : plans.over(child)).columns(columns));
    }
    child = sessions(aggregate, child, keys, columns);
    computed.putAll(EncodedSets.of(aggregate, dictionaries, expressions));
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
