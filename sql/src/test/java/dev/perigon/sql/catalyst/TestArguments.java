package dev.perigon.sql.catalyst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.statement.SqlText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Between;
import org.apache.spark.sql.catalyst.expressions.BindReferences;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.InheritAnalysisRules;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.LambdaFunction;
import org.apache.spark.sql.catalyst.expressions.NTile;
import org.apache.spark.sql.catalyst.expressions.NamedLambdaVariable;
import org.apache.spark.sql.catalyst.expressions.RaiseError;
import org.apache.spark.sql.catalyst.expressions.Rand;
import org.apache.spark.sql.catalyst.expressions.Randn;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.PivotFirst;
import org.apache.spark.sql.catalyst.expressions.package$;
import org.apache.spark.sql.catalyst.optimizer.ReplaceExpressions;
import org.apache.spark.sql.catalyst.optimizer.RewriteWithExpression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.BooleanType;
import org.junit.jupiter.api.Test;

/**
 * Every entry is tested with enough different arguments, NULL among them, some of which have an
 * answer that is not NULL: comparing failures proves little.
 */
class TestArguments {
  private static final int ENOUGH = 8;

  /** What only wraps others, or has no arguments that vary. */
  private static final Set<Class<?>> WRAPPERS =
      Set.of(
          AggregateExpression.class,
          Between.class,
          NTile.class,
          PivotFirst.class,
          RaiseError.class,
          Rand.class,
          Randn.class,
          WindowExpression.class);

  private final FrontEnd spark = new FrontEnd(TestTable.SETTINGS);
  private final Map<Class<?>, Set<List<String>>> arguments = new HashMap<>();
  private final Set<Class<?>> withoutArguments = new HashSet<>();
  private final Map<Class<?>, Integer> possible = new HashMap<>();
  private String visited = "";
  private final Set<Class<?>> answered = new HashSet<>();
  private final Map<Class<?>, Set<String>> queries = new HashMap<>();

  @Test
  void everyEntryIsTestedWithEnoughOfThem() {
    LocalRelation rows = FunctionLines.arguments().rows();
    for (String group : TestFunctions.GROUPS) {
      for (String line : FunctionLines.of(group)) {
        visit(FunctionLines.isQuery(line) ? line : "select " + line + " from args", rows);
      }
      LocalRelation block = null;
      for (String line : FunctionLines.of("rows/" + group)) {
        if (line.startsWith("from values")) {
          block = new TestTable("t", "select * " + line).rows();
        } else {
          visit("select " + line + " from t", block);
        }
      }
    }
    assertThat(tooFew()).as("Entries with too few arguments").isEmpty();
    SparkOracle.register(List.of(FunctionLines.arguments()));
    assertThat(neverAnswered()).as("Entries whose every argument fails or gives NULL").isEmpty();
  }

  private Set<String> neverAnswered() {
    Set<String> never = new TreeSet<>();
    for (EntryGroup group : EntryGroups.all()) {
      for (Entry<?> entry : group.entries()) {
        Class<?> type = entry.expression();
        if (type != RaiseError.class
            && !answered.contains(type)
            && queries.getOrDefault(type, Set.of()).stream().noneMatch(TestArguments::isAnswered)) {
          never.add(type.getSimpleName());
        }
      }
    }
    return never;
  }

  /** Aggregates and windows are answered by whole queries. */
  private static boolean isAnswered(String sql) {
    return SparkOracle.run(sql) instanceof Answer.Rows rows
        && rows.rows().stream().flatMap(List::stream).anyMatch(Objects::nonNull);
  }

  private Map<String, String> tooFew() {
    Map<String, String> few = new TreeMap<>();
    for (EntryGroup group : EntryGroups.all()) {
      for (Entry<?> entry : group.entries()) {
        Class<?> type = entry.expression();
        Set<List<String>> seen = arguments.getOrDefault(type, Set.of());
        boolean hasNull = seen.stream().anyMatch(row -> row.contains("null"));
        if (!WRAPPERS.contains(type)
            && !withoutArguments.contains(type)
            && (!hasNull || seen.size() < possible.getOrDefault(type, ENOUGH))) {
          few.put(type.getSimpleName(), seen.size() + (hasNull ? "" : ", no NULL"));
        }
      }
    }
    return few;
  }

  private void visit(String sql, LocalRelation rows) {
    SqlText text = SqlText.of("arguments", sql);
    ParsedQuery query = ParsedQuery.of(spark, text, 0);
    LogicalPlan bound =
        spark.checked(
            text,
            () ->
                new RelationBinder(
                        spark, TestTable.SETTINGS, query, (Relation r, LogicalPlan p) -> rows)
                    .bind());
    visited = sql;
    try {
      visit(spark.analyze(text, bound));
    } catch (PerigonException e) {
      // A line may be there to fail.
      assertThat(e.origin()).as(sql).isPresent();
    }
  }

  private void visit(LogicalPlan plan) {
    List<LocalRelation> leaves =
        Scala.list(plan.collectLeaves()).stream()
            .filter(LocalRelation.class::isInstance)
            .map(LocalRelation.class::cast)
            .toList();
    Scala.list(plan.expressions()).forEach(e -> visit(e, leaves));
    Scala.list(plan.children()).forEach(this::visit);
  }

  private void visit(Expression expression, List<LocalRelation> leaves) {
    count(expression, leaves);
    Scala.list(expression.children()).forEach(child -> visit(child, leaves));
    if (expression instanceof RuntimeReplaceable replaceable) {
      visit(replaceable.replacement(), leaves);
    }
  }

  private void count(Expression expression, List<LocalRelation> leaves) {
    queries.computeIfAbsent(expression.getClass(), c -> new LinkedHashSet<>()).add(visited);
    List<Expression> children = arguments(expression);
    if (children.isEmpty()) {
      withoutArguments.add(expression.getClass());
      return;
    }
    if (children.stream().allMatch(TestArguments::isBoolean)) {
      int all = (int) Math.min(ENOUGH, Math.pow(3, children.size()) - 2);
      possible.merge(expression.getClass(), all, Math::min);
    }
    for (LocalRelation leaf : leaves) {
      for (InternalRow row : Scala.list(leaf.data())) {
        if (!answered.contains(expression.getClass()) && isAnswered(expression, leaf, row)) {
          answered.add(expression.getClass());
        }
        List<String> values =
            children.stream().map(child -> value(child, leaf, row)).collect(Collectors.toList());
        if (!values.contains("?")) {
          arguments.computeIfAbsent(expression.getClass(), c -> new HashSet<>()).add(values);
        }
      }
    }
  }

  private boolean isAnswered(Expression expression, LocalRelation leaf, InternalRow row) {
    LogicalPlan plan = new Filter(new IsNotNull(expression), leaf);
    LogicalPlan plain =
        spark.configured(() -> RewriteWithExpression.apply(ReplaceExpressions.apply(plan)));
    Filter filter =
        (Filter) (plain instanceof Filter ? plain : plain.children().head()); // its WITH is below
    InternalRow input = row;
    if (filter.child() instanceof Project shared) {
      Object[] values =
          Scala.list(shared.projectList()).stream()
              .map(e -> bound((Expression) e, leaf).eval(row))
              .toArray();
      input = new GenericInternalRow(values);
    }
    return "true".equals(value(filter.condition(), filter.child(), input));
  }

  private static List<Expression> arguments(Expression expression) {
    if (expression instanceof InheritAnalysisRules outer
        && expression.getClass().getSimpleName().startsWith("Try")) {
      Expression inner = outer.child() instanceof TryEval tried ? tried.child() : outer.child();
      return Scala.list(inner.children());
    }
    return Scala.list(expression.children());
  }

  private static boolean isBoolean(Expression e) {
    try {
      return e.dataType() instanceof BooleanType;
    } catch (Exception noType) {
      return false;
    }
  }

  /** A question mark where it has none. */
  private String value(Expression child, LogicalPlan leaf, InternalRow row) {
    if (child instanceof LambdaFunction) {
      return child.toString();
    }
    if (child.exists(NamedLambdaVariable.class::isInstance)
        && !child.exists(LambdaFunction.class::isInstance)) {
      return "variable";
    }
    try {
      Expression bound = bound(SparkFunction.evaluable(child), leaf);
      return String.valueOf(spark.configured(() -> bound.eval(row)));
    } catch (Exception | AssertionError e) {
      return "?";
    }
  }

  private static Expression bound(Expression e, LogicalPlan leaf) {
    return BindReferences.bindReference(e, package$.MODULE$.AttributeSeq(leaf.output()), false);
  }
}
