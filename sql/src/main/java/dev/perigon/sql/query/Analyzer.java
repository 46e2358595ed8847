package dev.perigon.sql.query;

import dev.perigon.sql.catalyst.QueryAnalyzer;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.util.List;

/** Parses and analyses queries with Spark's Catalyst and renders them for DuckDB. Thread-safe. */
public final class Analyzer {
  private final QueryAnalyzer catalyst;

  public Analyzer(SqlSettings settings) {
    this.catalyst = new QueryAnalyzer(settings);
  }

  /**
   * What {@code query} reads, by parsing alone (no schema is needed), in order of appearance.
   *
   * @throws dev.perigon.sql.error.PerigonException SYNTAX
   */
  public List<Relation> references(SqlText query) {
    return catalyst.references(query);
  }

  /**
   * Resolves names and types.
   *
   * @throws dev.perigon.sql.error.PerigonException SYNTAX, UNKNOWN_NAME or ANALYSIS, with the place
   *     and, for names, what may have been meant
   */
  public AnalyzedQuery analyze(SqlText query, Resolver resolver) {
    return catalyst.analyze(query, resolver);
  }

  /** Reads column definitions in Spark DDL: {@code id STRING NOT NULL, amount DECIMAL(12,2)}. */
  public static Schema schema(SqlText ddl) {
    return QueryAnalyzer.schema(ddl);
  }
}
