package dev.perigon.sql.query;

import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.util.List;

/** Parses and analyses queries with Spark's Catalyst and renders them for DuckDB. */
public final class Analyzer {
  private final SqlSettings settings;

  public Analyzer(SqlSettings settings) {
    this.settings = settings;
  }

  /**
   * What {@code query} reads, by parsing alone (no schema is needed), in order of appearance.
   *
   * @throws dev.perigon.sql.error.PerigonException SYNTAX
   */
  public List<Relation> references(SqlText query) {
    throw new UnsupportedOperationException();
  }

  /**
   * Resolves names and types.
   *
   * @throws dev.perigon.sql.error.PerigonException SYNTAX, UNKNOWN_NAME or ANALYSIS, with the place
   *     and, for names, what may have been meant
   */
  public AnalyzedQuery analyze(SqlText query, Resolver resolver) {
    throw new UnsupportedOperationException(settings.toString());
  }

  /** Reads column definitions in Spark DDL: {@code id STRING NOT NULL, amount DECIMAL(12,2)}. */
  public static Schema schema(SqlText ddl) {
    throw new UnsupportedOperationException(ddl.toString());
  }
}
