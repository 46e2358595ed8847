package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceableAggregate;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;

/** All aggregate functions, found by their class. */
final class Aggregates {
  private static final List<Aggregate<?>> ALL =
      Stream.of(
              BasicAggregates.all(),
              PivotAggregates.all(),
              CollectingAggregates.all(),
              SketchAggregates.all(),
              StatisticalAggregates.all(),
              RegressionAggregates.all())
          .flatMap(List::stream)
          .toList();
  private static final Map<Class<?>, Aggregate<?>> BY_CLASS =
      ALL.stream().collect(Collectors.toMap(Aggregate::function, Function.identity()));

  private Aggregates() {}

  static List<Aggregate<?>> all() {
    return ALL;
  }

  /** {@code func(DISTINCT arguments) FILTER (WHERE …) window}. */
  static String render(AggregateExpression expression, String window, ExpressionWriter writer) {
    List<String> filters =
        Scala.optional(expression.filter()).map(writer::write).map(List::of).orElse(List.of());
    AggregateCall call = new AggregateCall(expression.isDistinct(), filters, window);
    return render(expression.aggregateFunction(), call, writer);
  }

  private static String render(Expression function, AggregateCall call, ExpressionWriter writer) {
    Optional<Aggregate<?>> found = Optional.ofNullable(BY_CLASS.get(function.getClass()));
    if (found.isPresent()) {
      return found.get().render(function, call, writer);
    }
    if (function instanceof RuntimeReplaceableAggregate replaceable) {
      return render(replaceable.replacement(), call, writer);
    }
    throw writer.unsupported(function, "no such aggregate function");
  }
}
