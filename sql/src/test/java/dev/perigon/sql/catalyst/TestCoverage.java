package dev.perigon.sql.catalyst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.query.Relation;
import dev.perigon.sql.statement.SqlText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.junit.jupiter.api.Test;

class TestCoverage {
  private final FrontEnd spark = new FrontEnd(TestTable.SETTINGS);
  private final Set<Class<?>> exercised = new HashSet<>();

  @Test
  void everyEntryIsExercisedByATest() {
    TestTable arguments = FunctionLines.arguments();
    InputLeaf leaf = InputLeaf.of(0, arguments.schema());
    for (String group : TestFunctions.GROUPS) {
      for (String line : FunctionLines.of(group)) {
        visit(FunctionLines.isQuery(line) ? line : "select " + line + " from args", leaf);
      }
      for (String sql : rows("rows/" + group)) {
        visit(sql, leaf);
      }
    }
    Set<String> missing = new TreeSet<>();
    for (EntryGroup group : EntryGroups.all()) {
      group.entries().stream()
          .map(Entry::expression)
          .filter(expression -> !exercised.contains(expression))
          .forEach(expression -> missing.add(expression.getSimpleName()));
    }
    assertThat(missing).as("Entries that no line of functions/*.sql exercises").isEmpty();
  }

  /** The lines of files whose blocks begin with rows of their own. */
  private static List<String> rows(String name) {
    List<String> queries = new ArrayList<>();
    String from = "";
    for (String line : FunctionLines.of(name)) {
      if (line.startsWith("from values")) {
        from = line;
      } else {
        queries.add("select " + line + " " + from);
      }
    }
    return queries;
  }

  private void visit(String sql, InputLeaf leaf) {
    SqlText text = SqlText.of("coverage", sql);
    ParsedQuery query = ParsedQuery.of(spark, text, 0);
    LogicalPlan bound =
        spark.checked(
            text,
            () ->
                new RelationBinder(
                        spark, TestTable.SETTINGS, query, (Relation r, LogicalPlan p) -> leaf)
                    .bind());
    try {
      visit(spark.analyze(text, bound));
    } catch (dev.perigon.sql.error.PerigonException e) {
      assertThat(e.origin()).as("A line may be there to fail, with a place: " + sql).isPresent();
    }
  }

  private void visit(LogicalPlan plan) {
    Scala.list(plan.expressions()).forEach(this::visit);
    Scala.list(plan.children()).forEach(this::visit);
    Scala.list(plan.innerChildren()).stream()
        .filter(LogicalPlan.class::isInstance)
        .forEach(child -> visit((LogicalPlan) child));
  }

  private void visit(Expression expression) {
    exercised.add(expression.getClass());
    Scala.list(expression.children()).forEach(this::visit);
    if (expression instanceof RuntimeReplaceable replaceable) {
      visit(replaceable.replacement());
    }
    if (expression instanceof PlanExpression<?> subquery
        && subquery.plan() instanceof LogicalPlan plan) {
      visit(plan);
    }
  }
}
