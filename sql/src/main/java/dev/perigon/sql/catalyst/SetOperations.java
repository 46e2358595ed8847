package dev.perigon.sql.catalyst;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.Except;
import org.apache.spark.sql.catalyst.plans.logical.Intersect;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Union;

/** Says UNION, INTERSECT and EXCEPT: columns meet by position. */
final class SetOperations {
  private final PlanRenderer plans;
  private final Names names;

  SetOperations(PlanRenderer plans, Names names) {
    this.plans = plans;
    this.names = names;
  }

  Select union(Union union) {
    return combine(union, "UNION ALL");
  }

  Select intersect(Intersect intersect) {
    return combine(intersect, intersect.isAll() ? "INTERSECT ALL" : "INTERSECT");
  }

  Select except(Except except) {
    return combine(except, except.isAll() ? "EXCEPT ALL" : "EXCEPT");
  }

  private Select combine(LogicalPlan plan, String operator) {
    String text =
        Scala.list(plan.children()).stream()
            .map(child -> "(" + plans.exactly(child) + ")")
            .collect(Collectors.joining("\n" + operator + "\n"));
    Map<String, String> columns = new LinkedHashMap<>();
    List<Attribute> output = Scala.list(plan.output());
    List<String> positions = output.stream().map(column -> names.fresh()).toList();
    for (int i = 0; i < positions.size(); i++) {
      String value =
          plan instanceof Union
              ? positions.get(i)
              : GroupingKeys.text(output.get(i), positions.get(i));
      columns.putIfAbsent(names.column(output.get(i).exprId()), value);
    }
    String header = positions.isEmpty() ? "" : "(" + String.join(", ", positions) + ")";
    return Select.from("(%s) AS %s%s".formatted(text, names.fresh(), header)).columns(columns);
  }
}
