package dev.perigon.pipelines;

import static java.util.stream.Collectors.joining;

import dev.perigon.sql.TableName;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import java.util.List;

/**
 * A whole dump as changes: what differs from the rows that the changes so far come to.
 *
 * @param data the target's columns without those of its history
 * @param kept the columns of the changes so far, which may be fewer
 */
record DumpQueries(Flow flow, TableName log, List<String> keys, Schema data, Schema kept) {
  private static final String HERE = Identifiers.quote(ChangeLog.OWN + "here");
  private static final String NUMBER = Identifiers.quote(ChangeLog.OWN + "number");

  /** All rows of the source, as they are. */
  SqlText rows() {
    return PlacedText.after("FROM", source(), " SELECT " + names());
  }

  /** How many keys the source holds more than once. */
  SqlText doubled() {
    return PlacedText.after(
        "SELECT count(*) FROM (FROM",
        source(),
        " SELECT %1$s GROUP BY %1$s HAVING count(*) > 1)".formatted(quotedKeys()));
  }

  /** For the first dump: every row of {@code rows} is new. */
  SqlText first(SqlText rows) {
    return PlacedText.after(
        "FROM (", rows, ") AS s SELECT %s, %s".formatted(names(), change(UPSERT)));
  }

  private static final String UPSERT = "'" + ChangeLog.UPSERT + "'";

  /**
   * @param rows {@link #rows} with the target's types
   */
  SqlText differences(SqlText rows) {
    String operation =
        "CASE WHEN s.%s THEN %s ELSE '%s' END".formatted(HERE, UPSERT, ChangeLog.DELETE);
    String columns = data.columns().stream().map(this::ofBoth).collect(joining(", "));
    String after =
        """
        )) AS s FULL OUTER JOIN (SELECT *, TRUE AS %s FROM (%s)) AS c ON %s
        SELECT %s, %s
        WHERE s.%s IS NULL OR c.%s IS NULL%s"""
            .formatted(
                HERE, present(), sameKey(), columns, change(operation), HERE, HERE, differs());
    return PlacedText.after("FROM (SELECT *, TRUE AS %s FROM (".formatted(HERE), rows, after);
  }

  /** The rows that the changes so far come to. */
  private String present() {
    return "SELECT %s FROM (SELECT *, row_number() OVER (PARTITION BY %s ORDER BY `%s` DESC, `%s`) AS %s FROM %s) WHERE %s = 1 AND `%s` = %s"
        .formatted(
            data.columns().stream().map(this::ofKept).collect(joining(", ")),
            quotedKeys(),
            ChangeLog.SEQUENCE,
            ChangeLog.OPERATION,
            NUMBER,
            ChangeQueries.name(log),
            NUMBER,
            ChangeLog.OPERATION,
            UPSERT);
  }

  private String ofKept(Column column) {
    String name = Identifiers.quote(column.name());
    return kept.find(column.name()).isPresent()
        ? name
        : "CAST(NULL AS %s) AS %s".formatted(column.type().ddl(), name);
  }

  /** A deleted row has its key, and nothing else. */
  private String ofBoth(Column column) {
    String name = Identifiers.quote(column.name());
    return isKey(column)
        ? "coalesce(s.%1$s, c.%1$s) AS %1$s".formatted(name)
        : "s.%s".formatted(name);
  }

  private boolean isKey(Column column) {
    return keys.stream().anyMatch(column.name()::equalsIgnoreCase);
  }

  private String differs() {
    return data.columns().stream()
        .filter(column -> !isKey(column))
        .map(
            column -> {
              String name = Identifiers.quote(column.name());
              return " OR NOT (%s <=> %s)"
                  .formatted(
                      ColumnOrder.comparable("s." + name, column.type()),
                      ColumnOrder.comparable("c." + name, column.type()));
            })
        .collect(joining());
  }

  private String change(String operation) {
    return "current_timestamp() AS `%s`, %s AS `%s`, %s AS `%s`"
        .formatted(
            ChangeLog.SEQUENCE,
            operation,
            ChangeLog.OPERATION,
            Identifiers.literal(flow.name()),
            ChangeLog.FLOW);
  }

  private SqlText source() {
    return flow.changes().orElseThrow().source();
  }

  private String names() {
    return data.names().stream().map(Identifiers::quote).collect(joining(", "));
  }

  private String quotedKeys() {
    return keys.stream().map(Identifiers::quote).collect(joining(", "));
  }

  private String sameKey() {
    return keys.stream()
        .map(Identifiers::quote)
        .map(key -> "s.%1$s = c.%1$s".formatted(key))
        .collect(joining(" AND "));
  }
}
