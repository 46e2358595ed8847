package dev.perigon.sql.catalyst;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Offset;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sample;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.Window;

/** Says an analysed plan in DuckDB's SQL: each operator is a SELECT over its child. */
final class PlanRenderer {
  private final Names names;
  private final UsedColumns used;
  private final InputColumns read;
  private final ExpressionRenderer expressions;
  private final Operators operators;

  PlanRenderer(
      Names names,
      UsedColumns used,
      InputColumns read,
      ZoneId timeZone,
      Entries entries,
      Dictionaries dictionaries) {
    this.names = names;
    this.used = used;
    this.read = read;
    this.expressions = new ExpressionRenderer(names, timeZone, entries, this::exactly);
    this.operators = new Operators(this, names, expressions, dictionaries);
  }

  /** The plan's output columns, each once, under their short names. */
  Select render(LogicalPlan plan) {
    if (plan instanceof Project project) {
      return project(project);
    }
    if (plan instanceof Filter filter) {
      Select child = render(filter.child());
      String condition = expressions.filter(filter.condition());
      return (child.takesFilter() ? child : over(child)).where(condition);
    }
    if (plan instanceof Window window) {
      return window(window);
    }
    if (plan instanceof Sort sort) {
      Select child = render(sort.child());
      String keys = order(Scala.list(sort.order()));
      return (child.takesOrder() ? child : over(child)).orderBy(keys);
    }
    if (plan instanceof LocalLimit limit) {
      return render(limit.child());
    }
    if (plan instanceof GlobalLimit limit) {
      Select child = render(limit.child());
      return (child.takesLimit() ? child : over(child)).limit(count(limit.limitExpr()));
    }
    if (plan instanceof Offset offset) {
      Select child = render(offset.child());
      return (child.takesOffset() ? child : over(child)).offset(count(offset.offsetExpr()));
    }
    if (plan instanceof Distinct distinct) {
      Select child = Select.from(relation(render(distinct.child())));
      return child.columns(GroupingKeys.distinct(distinct, names)).distinct();
    }
    if (plan instanceof Sample sample) {
      return sample(sample);
    }
    return operators.render(plan);
  }

  private String order(List<SortOrder> keys) {
    return keys.stream()
        .map(key -> OrderKey.orderBy(key, expressions))
        .collect(Collectors.joining(", "));
  }

  private static String count(Expression rows) {
    return String.valueOf(rows.eval(null));
  }

  private Select project(Project project) {
    Select child = render(project.child());
    Map<String, String> columns = list(Scala.list(project.projectList()));
    if (child.takesOnly(columns)) {
      return child.only(columns.keySet());
    }
    return (child.takesColumns() ? child : over(child)).columns(columns);
  }

  /** The select list for those of {@code columns} that something names. */
  Map<String, String> list(List<? extends NamedExpression> columns) {
    Map<String, String> list = new LinkedHashMap<>();
    for (NamedExpression column : columns) {
      if (!used.contains(column.exprId())) {
        continue;
      }
      Expression value = column instanceof Alias alias ? alias.child() : (Expression) column;
      list.put(names.column(column.exprId()), expressions.text(value));
    }
    return list;
  }

  /** Whether anything names {@code column}. */
  boolean uses(Attribute column) {
    return used.contains(column.exprId());
  }

  /** Hears that the text names {@code columns} of an input. */
  void reads(int input, Set<String> columns) {
    read.add(input, columns);
  }

  Map<String, String> same(List<Attribute> columns) {
    return list(columns);
  }

  private Select window(Window window) {
    Select child = Select.from(relation(render(window.child())));
    Map<String, String> columns = same(Scala.list(window.child().output()));
    columns.putAll(list(Scala.list(window.windowExpressions())));
    return child.columns(columns);
  }

  private Select sample(Sample sample) {
    if (sample.withReplacement()) {
      throw new UnsupportedRendering("sampling with replacement", sample.origin());
    }
    double percent = (sample.upperBound() - sample.lowerBound()) * 100;
    return Select.from(
        "%s TABLESAMPLE bernoulli(%s%%) REPEATABLE (%d)"
            .formatted(
                relation(render(sample.child())),
                new java.math.BigDecimal(percent).toPlainString(),
                Math.floorMod(sample.seed(), Integer.MAX_VALUE)));
  }

  /** A SELECT over all of {@code child}. */
  Select over(Select child) {
    return Select.from(relation(child));
  }

  /** {@code child} as something that may stand in FROM. */
  String relation(Select child) {
    return "(" + child.text() + ") AS " + names.fresh();
  }

  /** The plan with one column for each of its output, in order and named apart. */
  String exactly(LogicalPlan plan) {
    List<String> columns = new ArrayList<>();
    for (Attribute column : Scala.list(plan.output())) {
      columns.add(names.column(column.exprId()));
    }
    Select child = render(plan);
    if (child.columns() != null && List.copyOf(child.columns().keySet()).equals(columns)) {
      return child.text();
    }
    String list =
        columns.stream().map(c -> c + " AS " + names.fresh()).collect(Collectors.joining(", "));
    return (child.takesColumns() ? child : over(child)).text(columns.isEmpty() ? "1" : list);
  }
}
