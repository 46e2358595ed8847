package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;

/**
 * One Catalyst aggregate function and how DuckDB says it, with or without FILTER, OVER and so on.
 */
record Aggregate<F extends Expression>(
    Class<F> function, Renderer<F> renderer, List<String> names, String note) {
  Aggregate {
    names = List.copyOf(names);
  }

  static <F extends Expression> Aggregate<F> of(
      Class<F> function, Renderer<F> renderer, String... names) {
    return new Aggregate<>(function, renderer, List.of(names), "");
  }

  Aggregate<F> withNote(String text) {
    return new Aggregate<>(function, renderer, names, text);
  }

  String render(Expression expression, AggregateCall call, ExpressionWriter writer) {
    return renderer.render(function.cast(expression), call, writer);
  }

  Entry<F> entry() {
    Entry.Renderer<F> plain = (f, writer) -> renderer.render(f, AggregateCall.plain(), writer);
    return new Entry<>(function, plain, names, note);
  }

  @FunctionalInterface
  interface Renderer<F extends Expression> {
    String render(F function, AggregateCall call, ExpressionWriter writer);
  }
}
