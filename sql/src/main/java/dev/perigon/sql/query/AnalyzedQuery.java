package dev.perigon.sql.query;

import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.util.List;

/**
 * A query whose names and types are known. Plain data, so that it can be cached: it holds no plan.
 *
 * @param schema the exact Spark types of its columns
 * @param inputs every leaf it reads, views expanded, in the order in which {@code duckdb} numbers
 *     them
 * @param columnInputs for each output column, in order, the input columns it is computed from
 * @param duckdb the query in DuckDB's SQL
 * @param spark the query in Spark's SQL
 * @param volatility what its answer depends on besides its inputs
 * @param keys the columns that are known to split its answer, in order
 */
public record AnalyzedQuery(
    SqlText text,
    Schema schema,
    List<Input> inputs,
    List<List<ColumnReference>> columnInputs,
    Rendering duckdb,
    SparkQuery spark,
    Volatility volatility,
    List<RefreshKey> keys) {
  public AnalyzedQuery {
    inputs = List.copyOf(inputs);
    columnInputs = List.copyOf(columnInputs);
    keys = List.copyOf(keys);
  }

  /** A query of which nobody says whether its answer stays the same, or what splits it. */
  public AnalyzedQuery(
      SqlText text,
      Schema schema,
      List<Input> inputs,
      List<List<ColumnReference>> columnInputs,
      Rendering duckdb,
      SparkQuery spark) {
    this(text, schema, inputs, columnInputs, duckdb, spark, Volatility.CHANCE, List.of());
  }

  /**
   * A relation and the schema it had at analysis.
   *
   * @param tellsFiles whether its rows must also have {@link FileMetadata#COLUMN}, after the others
   */
  public record Input(Relation relation, Schema schema, boolean tellsFiles) {
    public Input(Relation relation, Schema schema) {
      this(relation, schema, false);
    }
  }

  /** Column {@code column} of {@code inputs.get(input)}. */
  public record ColumnReference(int input, String column) {}

  /** The query for DuckDB, or why there is none. */
  public sealed interface Rendering {
    /**
     * DuckDB text that reads input {@code i} from a relation named {@code input_i}, whose columns
     * have the names and order of the input's schema, {@code _metadata} last. The session must have
     * run {@link DuckDbSession#prelude()} and set the variable {@code as_of} (TIMESTAMPTZ).
     */
    record Sql(String text) implements Rendering {}

    /** Something in the query has no rendering; the Spark engine would run it. */
    record Unsupported(String what, dev.perigon.sql.error.Origin origin) implements Rendering {}
  }
}
