package dev.perigon.sql.query;

import dev.perigon.sql.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A query for Spark: the user's own text, and what the names in it stand for.
 *
 * @param text Spark SQL; STREAM is blanked out
 * @param parameters values of {@code :name} markers, as SQL literals
 * @param readings every relation that {@code text} names outside its own CTEs
 */
public record SparkQuery(String text, Map<String, String> parameters, List<Reading> readings) {
  public SparkQuery {
    parameters = Map.copyOf(parameters);
    readings = List.copyOf(readings);
  }

  /** A query that reads nothing. */
  public static SparkQuery of(String text) {
    return new SparkQuery(text, Map.of(), List.of());
  }

  /**
   * One relation of the text.
   *
   * @param offset where it stands, in code points
   * @param table the name that qualifies its columns; none for {@code read_files}
   */
  public record Reading(int offset, Optional<TableName> table, Source source) {}

  /** What a relation stands for. */
  public sealed interface Source {
    /** The analysed query's input of this number. */
    record Input(int index) implements Source {}

    /** A view; {@code columns} renames its query's columns when not empty. */
    record View(SparkQuery query, List<String> columns) implements Source {
      public View {
        columns = List.copyOf(columns);
      }
    }
  }
}
