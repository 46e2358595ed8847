package dev.perigon.sql.catalyst;

import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Expression;

/** Constants whose value is known before the query runs. */
final class Folded {
  private Folded() {}

  /**
   * Spark's internal value; empty for NULL, for what is no constant, and for the update's clock.
   */
  static Optional<Object> value(Expression expression) {
    if (!expression.foldable()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(expression.eval(null));
    } catch (RuntimeException e) {
      // The clock has no value yet, and an error is for the query to raise where it is evaluated.
      return Optional.empty();
    }
  }
}
