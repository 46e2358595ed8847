package dev.perigon.sql.catalyst;

import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.unsafe.types.UTF8String;

/** Constant arguments, which let a renderer choose a faster text. */
final class Literals {
  private Literals() {}

  /** The whole number that is written out, if it is one and not NULL. */
  static Optional<Integer> integer(Expression expression) {
    return expression instanceof Literal literal && literal.value() instanceof Integer value
        ? Optional.of(value)
        : Optional.empty();
  }

  /** The text that is written out, if it is one and not NULL. */
  static Optional<String> text(Expression expression) {
    return expression instanceof Literal literal && literal.value() instanceof UTF8String value
        ? Optional.of(value.toString())
        : Optional.empty();
  }
}
