package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Slice;
import dev.perigon.sql.query.AnalyzedQuery.ColumnReference;
import dev.perigon.sql.query.AnalyzedQuery.Encoded;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import java.sql.SQLException;
import java.util.List;

/** Looks up whether columns have few values, and lets the query use that. */
final class Dictionaries {
  private final Session session;
  private final BoundQuery query;

  /**
   * @param session in which the query's inputs are bound
   */
  Dictionaries(Session session, BoundQuery query) {
    this.session = session;
    this.query = query;
  }

  /** The text to run: the encoded one if all of its dictionaries are small. */
  String choose(Rendering.Sql sql) throws SQLException {
    if (sql.encoded().isEmpty()) {
      return sql.text();
    }
    List<ColumnReference> columns = sql.encoded().get().dictionaries();
    for (int i = 0; i < columns.size(); i++) {
      if (!make("dictionary_" + i, columns.get(i))) {
        return sql.text();
      }
    }
    return sql.encoded().get().text();
  }

  /** False when there are too many values, or to find out would mean to read source files twice. */
  private boolean make(String name, ColumnReference origin) throws SQLException {
    if (!(query.slices().get(origin.input()) instanceof Slice.Delta)) {
      return false;
    }
    String column = quoteForDuckDb(origin.column());
    String input = "input_" + origin.input();
    // The estimate needs next to no memory, however many values there are.
    String about = "SELECT approx_count_distinct(%s) FROM %s".formatted(column, input);
    if (number(about) > 2 * Encoded.MOST_VALUES) {
      return false;
    }
    session.execute(
        """
        SET VARIABLE %1$s = (
          SELECT list(value ORDER BY value)
          FROM (SELECT DISTINCT %2$s AS value FROM %3$s WHERE %2$s IS NOT NULL)
        )"""
            .formatted(name, column, input));
    return number("SELECT coalesce(len(getvariable('%s')), 0)".formatted(name))
        <= Encoded.MOST_VALUES;
  }

  private long number(String sql) throws SQLException {
    return session.rows(sql, row -> row.getLong(1)).get(0);
  }
}
