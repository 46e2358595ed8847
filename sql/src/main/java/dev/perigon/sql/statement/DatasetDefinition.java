package dev.perigon.sql.statement;

import dev.perigon.sql.error.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What CREATE STREAMING TABLE and CREATE MATERIALIZED VIEW share.
 *
 * @param name one to three parts, as written
 * @param columns declared columns; empty when the query decides
 * @param isPrivate declared PRIVATE: not published outside the project
 */
public record DatasetDefinition(
    List<String> name,
    boolean isPrivate,
    List<ColumnDefinition> columns,
    List<Expectation> expectations,
    List<String> partitionBy,
    List<String> clusterBy,
    Optional<String> comment,
    Map<String, String> properties,
    Origin origin) {
  public DatasetDefinition {
    name = List.copyOf(name);
    columns = List.copyOf(columns);
    expectations = List.copyOf(expectations);
    partitionBy = List.copyOf(partitionBy);
    clusterBy = List.copyOf(clusterBy);
    properties = Map.copyOf(properties);
  }

  /**
   * A declared column.
   *
   * @param type as written (Spark DDL); empty when only the name is declared
   */
  public record ColumnDefinition(
      String name, Optional<SqlText> type, boolean nullable, Optional<String> comment) {}
}
