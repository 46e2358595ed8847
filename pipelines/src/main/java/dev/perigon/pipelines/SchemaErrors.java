package dev.perigon.pipelines;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import java.util.Collection;

/** When a query's columns do not fit the table they go into. */
final class SchemaErrors {
  private SchemaErrors() {}

  static PerigonException sameColumnTwice(String dataset, String column, Origin origin) {
    return error(
        "Cannot store '%s': its query has two columns named '%s'".formatted(dataset, column),
        "Give one of them another name with AS",
        origin);
  }

  static PerigonException columnName(String dataset, String column, Origin origin) {
    return error(
        "Cannot store '%s': column name '%s' is empty, or holds a blank or one of ,;{}()="
            .formatted(dataset, column),
        "Give the column a name with AS",
        origin);
  }

  static PerigonException notStorable(String dataset, Column column, Origin origin) {
    return error(
        "Cannot store '%s': column '%s' is of type %s, which tables do not have"
            .formatted(dataset, column.name(), column.type().ddl()),
        "CAST it to a type such as STRING or BIGINT",
        origin);
  }

  static PerigonException extraColumn(
      String dataset, String column, Collection<String> table, Origin origin) {
    return error(
        "Cannot write to '%s': its query has column '%s', the table has not"
            .formatted(dataset, column),
        Suggestions.ask(
            column,
            table,
            "Leave the column out, declare it, or rebuild a streaming table with --full-refresh "
                + dataset),
        origin);
  }

  static PerigonException missingColumn(
      String dataset, String column, Collection<String> query, Origin origin) {
    return error(
        "Cannot write to '%s': its query has no column '%s'".formatted(dataset, column),
        Suggestions.ask(
            column,
            query,
            "Add the column to the query, or rebuild a streaming table with --full-refresh "
                + dataset),
        origin);
  }

  static PerigonException wrongType(String dataset, Column from, Column to, Origin origin) {
    return error(
        "Cannot write to '%s': column '%s' is %s in the query and %s in the table"
            .formatted(dataset, to.name(), from.type().ddl(), to.type().ddl()),
        "CAST the column in the query, or rebuild a streaming table with --full-refresh " + dataset,
        origin);
  }

  static PerigonException widened(String dataset, Column declared, Column query, Origin origin) {
    return error(
        "Cannot write to '%s': column '%s' is declared as %s, and its source has become %s"
            .formatted(dataset, declared.name(), declared.type().ddl(), query.type().ddl()),
        "CAST it in the query to keep the type; or declare the new one and rebuild the table with"
            + " --full-refresh "
            + dataset,
        origin);
  }

  static PerigonException nullInColumn(Dataset dataset, String column, long nulls) {
    return error(
        "Cannot write to '%s': column '%s' is NOT NULL and is null in %d %s"
            .formatted(dataset.name().table(), column, nulls, nulls == 1 ? "row" : "rows"),
        "Filter those rows or drop them with an expectation, or take away NOT NULL",
        dataset.origin());
  }

  static PerigonException declarationChanged(Dataset dataset, String column) {
    return error(
        "Cannot change column '%s' of streaming table '%s': a table keeps its schema"
            .formatted(column, dataset.name().table()),
        "Rebuild it with --full-refresh " + dataset.name().table(),
        dataset.origin());
  }

  static PerigonException unknownPartition(
      Dataset dataset, String column, Collection<String> columns) {
    return error(
        "Cannot partition '%s' by '%s': there is no such column"
            .formatted(dataset.name().table(), column),
        Suggestions.ask(column, columns, "Columns are: " + String.join(", ", columns)),
        dataset.origin());
  }

  static PerigonException unknownCluster(
      Dataset dataset, String column, Collection<String> columns) {
    return error(
        "Cannot cluster '%s' by '%s': there is no such column"
            .formatted(dataset.name().table(), column),
        Suggestions.ask(column, columns, "Columns are: " + String.join(", ", columns)),
        dataset.origin());
  }

  private static PerigonException error(String problem, String remedy, Origin origin) {
    return new PerigonException(ErrorCode.SCHEMA, problem, remedy, origin);
  }
}
