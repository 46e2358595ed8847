package dev.perigon.sql.catalyst;

import dev.perigon.sql.catalyst.Subqueries.PlanText;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.CommonExpressionDef;
import org.apache.spark.sql.catalyst.expressions.CommonExpressionId;
import org.apache.spark.sql.catalyst.expressions.CommonExpressionRef;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InSubquery;
import org.apache.spark.sql.catalyst.expressions.LambdaFunction;
import org.apache.spark.sql.catalyst.expressions.NamedLambdaVariable;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.OuterReference;
import org.apache.spark.sql.catalyst.expressions.PipeExpression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.expressions.With;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.objects.InvokeLike;
import org.apache.spark.sql.types.DataType;

/** Says expressions in DuckDB's SQL by the entries, and what needs the plan around them itself. */
final class ExpressionRenderer implements ExpressionWriter {
  private final Names names;
  private final ZoneId timeZone;
  private final Entries entries;
  private final Subqueries subqueries;

  /** Text by canonical expression, for grouping keys that already are columns. */
  private final Map<Expression, String> known = new HashMap<>();

  private final Map<CommonExpressionId, String> common = new HashMap<>();

  private Expression current;

  ExpressionRenderer(Names names, ZoneId timeZone, Entries entries, PlanText plans) {
    this.names = names;
    this.timeZone = timeZone;
    this.entries = entries;
    this.subqueries = new Subqueries(this, plans);
  }

  @Override
  public String write(Expression expression) {
    return Operand.of(text(expression));
  }

  /** The text of {@code expression}, not to be put into a larger expression. */
  String text(Expression expression) {
    Expression outer = current;
    current = expression;
    try {
      String column = known.isEmpty() ? null : known.get(expression.canonicalized());
      if (column == null && expression instanceof AggregateExpression && !known.isEmpty()) {
        return unknowing(() -> say(expression));
      }
      return column == null ? say(expression) : column;
    } catch (UnsupportedRendering e) {
      throw e.within(expression.origin());
    } finally {
      current = outer;
    }
  }

  private String say(Expression expression) {
    if (expression instanceof Attribute attribute) {
      return names.column(attribute.exprId());
    }
    if (expression instanceof OuterReference outer) {
      return write(outer.e() instanceof Expression e ? e : null);
    }
    if (expression instanceof NamedLambdaVariable variable) {
      return names.column(variable.exprId());
    }
    if (expression instanceof Alias alias) {
      return text(alias.child());
    }
    if (expression instanceof PipeExpression pipe) {
      return text(pipe.child());
    }
    if (expression instanceof With with) {
      return with(with);
    }
    if (expression instanceof CommonExpressionRef reference) {
      return common.get(reference.id());
    }
    if (expression instanceof LambdaFunction lambda) {
      return lambda(lambda);
    }
    if (expression instanceof InSubquery || expression instanceof Not) {
      return subqueries.predicate(expression);
    }
    if (expression instanceof PlanExpression<?> plan) {
      return subqueries.text(plan);
    }
    return sayByEntry(expression);
  }

  private String sayByEntry(Expression expression) {
    String text = entries.render(expression, this);
    if (text != null) {
      return text;
    }
    Optional<Object> constant = constant(expression);
    if (constant.isPresent()) {
      return literal(constant.get(), expression.dataType());
    }
    if (expression instanceof RuntimeReplaceable replaceable
        && !(replaceable.replacement() instanceof InvokeLike)) {
      return text(replaceable.replacement());
    }
    throw unsupported(expression, "");
  }

  /** What Spark works out before the query runs, such as {@code schema_of_json('…')}. */
  private static Optional<Object> constant(Expression expression) {
    return expression.foldable()
            && expression.deterministic()
            && CatalystTypes.duckDb(expression.dataType()).isPresent()
        ? Folded.value(SparkFunction.evaluable(expression))
        : Optional.empty();
  }

  private String with(With with) {
    for (CommonExpressionDef definition : Scala.list(with.defs())) {
      common.put(definition.id(), write(definition.child()));
    }
    return text(with.child());
  }

  private String lambda(LambdaFunction lambda) {
    String arguments =
        Scala.list(lambda.arguments()).stream()
            .map(a -> names.column(a.exprId()))
            .collect(Collectors.joining(", "));
    return "lambda " + arguments + ": " + write(lambda.function());
  }

  /** A condition of which only TRUE counts. */
  String filter(Expression condition) {
    return subqueries.filter(condition);
  }

  /** Runs {@code work} while the given grouping keys are said by their column. */
  <T> T knowing(Map<Expression, String> columns, java.util.function.Supplier<T> work) {
    Map<Expression, String> before = new HashMap<>(known);
    known.putAll(columns);
    try {
      return work.get();
    } finally {
      known.clear();
      known.putAll(before);
    }
  }

  /** Aggregate functions see the rows as they are: a key of -0.0 becomes 0.0, its rows do not. */
  private String unknowing(java.util.function.Supplier<String> work) {
    Map<Expression, String> before = new HashMap<>(known);
    known.clear();
    try {
      return work.get();
    } finally {
      known.putAll(before);
    }
  }

  @Override
  public String type(DataType type) {
    return CatalystTypes.duckDb(type)
        .orElseThrow(() -> unsupported(current, "the type " + type.sql()));
  }

  @Override
  public String literal(Object value, DataType type) {
    return new LiteralText(this).of(value, type);
  }

  @Override
  public ZoneId timeZone() {
    return timeZone;
  }

  @Override
  public RuntimeException unsupported(Expression expression, String why) {
    String name = expression.prettyName();
    return new UnsupportedRendering(
        why.isEmpty() ? name : name + " (" + why + ")", expression.origin());
  }
}
