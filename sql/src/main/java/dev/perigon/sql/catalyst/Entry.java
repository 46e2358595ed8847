package dev.perigon.sql.catalyst;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;

/**
 * One Catalyst expression class and how DuckDB says it.
 *
 * @param functions the SQL names under which users know it ({@code substr}, {@code substring}), for
 *     the reference
 * @param note a limit that users must know; empty when DuckDB gives Spark's answer for everything
 */
record Entry<E extends Expression>(
    Class<E> expression, Renderer<E> renderer, List<String> functions, String note) {
  Entry {
    requireNonNull(expression, "expression is null");
    requireNonNull(renderer, "renderer is null");
    functions = List.copyOf(functions);
  }

  static <E extends Expression> Entry<E> of(
      Class<E> expression, Renderer<E> renderer, String... functions) {
    return new Entry<>(expression, renderer, List.of(functions), "");
  }

  Entry<E> withNote(String text) {
    return new Entry<>(expression, renderer, functions, text);
  }

  /** Says an expression in DuckDB's SQL, with exactly the type and value that Spark gives. */
  @FunctionalInterface
  interface Renderer<E extends Expression> {
    String render(E expression, ExpressionWriter writer);
  }
}
