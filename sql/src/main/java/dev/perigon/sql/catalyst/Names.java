package dev.perigon.sql.catalyst;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.ExprId;

/** Short names in a rendered query: the same query always gets the same ones. */
final class Names {
  private final String prefix;
  private final Map<ExprId, String> columns = new HashMap<>();
  private final Map<Long, String> definitions = new HashMap<>();
  private int fresh;

  /**
   * @param prefix begins all names; no column that the user sees may begin so
   */
  Names(String prefix) {
    this.prefix = prefix;
  }

  String column(ExprId id) {
    return columns.computeIfAbsent(id, missing -> prefix + "c" + (columns.size() + 1));
  }

  /** The name of the WITH query with this id. */
  String definition(long id) {
    return definitions.computeIfAbsent(id, missing -> prefix + "w" + (definitions.size() + 1));
  }

  /** A new name for a relation or a column that only the rendering needs. */
  String fresh() {
    return prefix + "t" + ++fresh;
  }
}
