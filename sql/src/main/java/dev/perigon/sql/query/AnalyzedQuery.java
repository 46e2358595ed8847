package dev.perigon.sql.query;

import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
 * @param accumulations for each column how it adds up; empty when the answer is not known to. One
 *     that adds up can be had in parts: however the rows of all inputs are shared out, each row of
 *     each input to one part, the whole answer is the UNION ALL of the answers over the parts,
 *     grouped by the {@link Accumulation#KEY} columns, with the sum, least or greatest of the
 *     others, cast back to the column's type
 */
public record AnalyzedQuery(
    SqlText text,
    Schema schema,
    List<Input> inputs,
    List<List<ColumnReference>> columnInputs,
    Rendering duckdb,
    SparkQuery spark,
    Volatility volatility,
    List<RefreshKey> keys,
    List<Accumulation> accumulations) {
  public AnalyzedQuery {
    inputs = List.copyOf(inputs);
    columnInputs = List.copyOf(columnInputs);
    keys = List.copyOf(keys);
    accumulations = List.copyOf(accumulations);
  }

  /**
   * A query of which nobody says whether its answer stays the same, what splits it or how it adds
   * up.
   */
  public AnalyzedQuery(
      SqlText text,
      Schema schema,
      List<Input> inputs,
      List<List<ColumnReference>> columnInputs,
      Rendering duckdb,
      SparkQuery spark) {
    this(
        text, schema, inputs, columnInputs, duckdb, spark, Volatility.CHANCE, List.of(), List.of());
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

  /**
   * The query by dictionaries: sets of a column's values are the bits of a number. It may be run
   * when the session's variables {@code dictionary_0} and so on are set: for each of {@code
   * dictionaries} a list of all values that its input has in that column, but NULL, each once and
   * in their order, no more than {@link #MOST_VALUES}.
   */
  public record Encoded(String text, List<ColumnReference> dictionaries) {
    public static final int MOST_VALUES = 32;

    public Encoded {
      dictionaries = List.copyOf(dictionaries);
    }
  }

  /** The query for DuckDB, or why there is none. */
  public sealed interface Rendering {
    /**
     * DuckDB text that reads input {@code i} from a relation named {@code input_i}, whose columns
     * have the names and order of the input's schema, {@code _metadata} last. The session must have
     * run {@link DuckDbSession#prelude()} and set the variable {@code as_of} (TIMESTAMPTZ).
     *
     * @param encoded the same query, quicker where columns have few values
     * @param columns those that the texts name of each input, so that the relation need not have
     *     others; of an input that is not among them, all
     * @param constants of output columns, by position, that have the same value in all rows,
     *     whatever is read: a query of it, with one row and column
     */
    record Sql(
        String text,
        Optional<Encoded> encoded,
        Map<Integer, Set<String>> columns,
        Map<Integer, String> constants)
        implements Rendering {
      public Sql {
        columns = Map.copyOf(columns);
        constants = Map.copyOf(constants);
      }

      public Sql(String text) {
        this(text, Optional.empty(), Map.of(), Map.of());
      }
    }

    /** Something in the query has no rendering; the Spark engine would run it. */
    record Unsupported(String what, dev.perigon.sql.error.Origin origin) implements Rendering {}
  }
}
