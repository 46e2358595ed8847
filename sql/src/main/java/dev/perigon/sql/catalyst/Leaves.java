package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.Identifiers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.ResolvedInlineTable;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Range;
import org.apache.spark.sql.types.DataType;

/** Says the leaves of plans: inputs and rows written in the query. */
final class Leaves {
  private final PlanRenderer plans;
  private final Names names;
  private final ExpressionRenderer expressions;

  Leaves(PlanRenderer plans, Names names, ExpressionRenderer expressions) {
    this.plans = plans;
    this.names = names;
    this.expressions = expressions;
  }

  Select render(LogicalPlan plan) {
    if (plan instanceof InputLeaf input) {
      return input(input);
    }
    if (plan instanceof OneRowRelation) {
      return Select.from("");
    }
    if (plan instanceof LocalRelation rows) {
      return local(rows);
    }
    if (plan instanceof ResolvedInlineTable table) {
      return inline(table);
    }
    if (plan instanceof Range range) {
      String column = names.column(range.output().head().exprId());
      return Select.from("range(%d, %d, %d)".formatted(range.start(), range.end(), range.step()))
          .columns(Map.of(column, "range"));
    }
    String name = plan.nodeName().startsWith("UnionLoop") ? "WITH RECURSIVE" : plan.nodeName();
    throw new UnsupportedRendering(name, plan.origin());
  }

  private Select input(InputLeaf input) {
    Map<String, String> columns = new LinkedHashMap<>();
    Set<String> read = new HashSet<>();
    for (Attribute column : Scala.list(input.output())) {
      if (plans.uses(column)) {
        columns.put(names.column(column.exprId()), Identifiers.quoteForDuckDb(column.name()));
        read.add(column.name());
      }
    }
    plans.reads(input.input(), read);
    return Select.from("input_" + input.input()).columns(columns);
  }

  private Select local(LocalRelation relation) {
    List<Attribute> output = Scala.list(relation.output());
    List<String> rows = new ArrayList<>();
    for (InternalRow row : Scala.list(relation.data())) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < output.size(); i++) {
        DataType type = output.get(i).dataType();
        values.add(expressions.literal(row.isNullAt(i) ? null : row.get(i, type), type));
      }
      rows.add("(" + String.join(", ", values) + ")");
    }
    return values(rows, output);
  }

  private Select inline(ResolvedInlineTable table) {
    List<String> rows = new ArrayList<>();
    for (scala.collection.immutable.Seq<Expression> row : Scala.list(table.rows())) {
      rows.add(
          Scala.list(row).stream()
              .map(expressions::text)
              .collect(Collectors.joining(", ", "(", ")")));
    }
    return values(rows, Scala.list(table.output()));
  }

  private Select values(List<String> rows, List<Attribute> output) {
    if (rows.isEmpty()) {
      Map<String, String> columns = new LinkedHashMap<>();
      for (Attribute column : output) {
        columns.put(names.column(column.exprId()), expressions.literal(null, column.dataType()));
      }
      return plans.over(Select.from("").columns(columns).where("FALSE"));
    }
    String columns =
        output.stream().map(c -> names.column(c.exprId())).collect(Collectors.joining(", "));
    return Select.from(
        "(VALUES\n  %s) AS %s(%s)".formatted(String.join(",\n  ", rows), names.fresh(), columns));
  }
}
