package dev.perigon.sql.catalyst;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.Expression;

/** Finds the entry for an expression by its class. */
final class Entries {
  private final Map<Class<?>, Entry<?>> byClass = new HashMap<>();

  Entries() {
    for (EntryGroup group : EntryGroups.all()) {
      for (Entry<?> entry : group.entries()) {
        if (byClass.put(entry.expression(), entry) != null) {
          throw new IllegalStateException("Two entries for " + entry.expression());
        }
      }
    }
  }

  /** The text, or null when there is no entry. */
  String render(Expression expression, ExpressionWriter writer) {
    Entry<?> entry = byClass.get(expression.getClass());
    return entry == null ? null : render(entry, expression, writer);
  }

  private static <E extends Expression> String render(
      Entry<E> entry, Expression expression, ExpressionWriter writer) {
    return entry.renderer().render(entry.expression().cast(expression), writer);
  }
}
