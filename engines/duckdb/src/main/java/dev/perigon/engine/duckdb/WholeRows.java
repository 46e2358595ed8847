package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.sql.type.Schema;
import java.util.stream.Collectors;

/** Makes DuckDB look at every field of every row that it reads, used or not, as Spark does. */
final class WholeRows {
  private WholeRows() {}

  /**
   * {@code select} with a condition that is always true, names every column, and that the optimizer
   * can neither work out nor move below the casts.
   */
  static String of(String select, Schema schema) {
    String columns =
        schema.columns().stream()
            .map(column -> quoteForDuckDb(column.name()) + " IS NULL")
            .collect(Collectors.joining(" OR "));
    return "SELECT * FROM (%s) WHERE random() >= 0 OR %s".formatted(select, columns);
  }
}
