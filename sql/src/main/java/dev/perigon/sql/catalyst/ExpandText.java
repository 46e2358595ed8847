package dev.perigon.sql.catalyst;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.Expand;

/** Says Expand (grouping sets, UNPIVOT): every row once for each projection. */
final class ExpandText {
  private final PlanRenderer plans;
  private final Names names;
  private final ExpressionRenderer expressions;

  ExpandText(PlanRenderer plans, Names names, ExpressionRenderer expressions) {
    this.plans = plans;
    this.names = names;
    this.expressions = expressions;
  }

  Select expand(Expand expand) {
    List<scala.collection.immutable.Seq<Expression>> projections = Scala.list(expand.projections());
    String number = names.fresh();
    Map<String, String> columns = new LinkedHashMap<>();
    List<Attribute> output = Scala.list(expand.output());
    for (int i = 0; i < output.size(); i++) {
      int column = i;
      List<String> texts =
          projections.stream().map(p -> expressions.write(p.apply(column))).toList();
      if (plans.uses(output.get(i))) {
        columns.put(names.column(output.get(i).exprId()), choose(number, texts));
      }
    }
    return Select.from(
            "%s CROSS JOIN range(%d) AS %s(%s)"
                .formatted(
                    plans.relation(plans.render(expand.child())),
                    projections.size(),
                    names.fresh(),
                    number))
        .columns(columns);
  }

  private static String choose(String number, List<String> texts) {
    if (texts.stream().distinct().count() == 1) {
      return texts.get(0);
    }
    StringBuilder choice = new StringBuilder("CASE ").append(number);
    IntStream.range(0, texts.size())
        .forEach(i -> choice.append(" WHEN ").append(i).append(" THEN ").append(texts.get(i)));
    return choice.append(" END").toString();
  }
}
