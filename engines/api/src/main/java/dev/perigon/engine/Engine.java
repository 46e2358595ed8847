package dev.perigon.engine;

import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.type.Schema;

/** Runs bound queries. Safe for use by several threads. */
public interface Engine extends AutoCloseable {
  /**
   * Runs {@code query} and writes its rows as Parquet files with row counts and column statistics.
   *
   * @throws dev.perigon.sql.error.PerigonException DATA for input that does not fit, UNSUPPORTED,
   *     RESOURCES; files already written are deleted
   */
  WrittenFiles write(BoundQuery query, Destination where);

  /**
   * Complains about a query that this engine cannot run; costs next to nothing.
   *
   * @throws dev.perigon.sql.error.PerigonException UNSUPPORTED, with the place and what to do
   */
  void check(AnalyzedQuery query);

  /** Runs {@code query} for people: reports, ad-hoc queries, tests. */
  Rows read(BoundQuery query);

  /** What an engine will be asked to do first. */
  enum Work {
    WRITE,
    READ
  }

  /** Does ahead of time what would delay the first {@code work}; it is a help and never needed. */
  default void prepare(Work work) {}

  /** The schema of source files that declare none: from headers, footers or samples. */
  Schema infer(SourceFiles files);

  @Override
  void close();
}
