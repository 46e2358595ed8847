package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.sql.type.Column;

/** Casts a query's column to a table's, as Spark's ANSI store assignment does. */
final class StoreCast {
  private StoreCast() {}

  static String expression(String value, Column from, Column to) {
    return "CAST(%s AS %s) AS %s"
        .formatted(value, DuckDbTypes.name(to.type()), quoteForDuckDb(to.name()));
  }
}
