package dev.perigon.sql.catalyst;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.ExprId;

/** Short names in a rendered query: the same query always gets the same ones. */
final class Names {
  private final String prefix;
  private final Map<ExprId, String> columns = new HashMap<>();
  private int tables;

  /**
   * @param prefix begins all names; no column that the user sees may begin so
   */
  Names(String prefix) {
    this.prefix = prefix;
  }

  String column(ExprId id) {
    return columns.computeIfAbsent(id, missing -> prefix + "c" + (columns.size() + 1));
  }

  /** A new name for a relation or a column that only the rendering needs. */
  String fresh() {
    return prefix + "t" + ++tables;
  }

  String cte(long id) {
    return columns.computeIfAbsent(
        new ExprId(id, CTE), missing -> prefix + "w" + (columns.size() + 1));
  }

  private static final java.util.UUID CTE = new java.util.UUID(0, 1);
}
