package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.util.List;
import java.util.Optional;

/** What maintenance tells users. */
final class MaintenanceErrors {
  private MaintenanceErrors() {}

  static PerigonException shortRetention(TableName table) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot vacuum %s: with less than 7 days, running queries, updates and streams may lose"
                .formatted(table)
            + " files that they still read",
        "Keep 7 days, or add --force when nothing else uses the table; its older versions are"
            + " gone then");
  }

  static PerigonException updateFirst(TableName table) {
    return new PerigonException(
        ErrorCode.CONFLICT,
        "Cannot optimize %s: an update is running, and would lose its work".formatted(table),
        "The table is as it was. Wait until the update has finished, then run again");
  }

  /** Not an error: the rows are committed. */
  static String notCompacted(TableName table, RuntimeException cause) {
    String why =
        cause instanceof PerigonException known
            ? RunErrors.withoutKeys(known.getMessage())
            : "%s at %s".formatted(cause.getClass().getName(), cause.getStackTrace()[0]);
    return "%s keeps its small files until the next update: %s".formatted(table, why);
  }

  static PerigonException unknownColumn(TableName table, String column, List<String> columns) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot order %s by '%s': it has no such column".formatted(table, column),
        Suggestions.ask(column, columns, "Its columns are: " + String.join(", ", columns)));
  }

  static PerigonException badOrder(TableName table, String column, String why) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot order %s by '%s': %s".formatted(table, column, why),
        "Name up to four columns of numbers, texts, dates or times that queries often ask for");
  }

  static PerigonException notPartitioned(TableName table) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot optimize a part of %s: it is not partitioned".formatted(table),
        "Leave out --where");
  }

  static PerigonException badPredicate(
      TableName table, List<String> partitions, PerigonException cause) {
    return new PerigonException(
        cause.code(),
        "Cannot optimize a part of %s: %s".formatted(table, cause.problem()),
        "Give --where a predicate over %s, by which the table is partitioned"
            .formatted(String.join(", ", partitions)),
        Optional.empty(),
        cause);
  }

  static PerigonException restoreLater(TableName table) {
    return new PerigonException(
        ErrorCode.CONFLICT,
        "Cannot restore %s: an update is running".formatted(table),
        "The table is as it was. Wait until the update has finished, then run again");
  }

  static PerigonException notAlone(TableName table, TableName whole) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot restore %s alone: it belongs to %s".formatted(table, whole),
        "Restore %s: its quarantine and its changes come back with it".formatted(whole));
  }

  static PerigonException otherKindThen(TableName table, long version) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot restore version %d of %s: AUTO CDC keeps the table now or kept it then, not both"
            .formatted(version, table),
        "Rebuild it with --full-refresh, or choose a version since its definition changed");
  }

  static PerigonException changesLost(TableName table, long version, TableName log) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot restore version %d of %s: %s is gone or was made anew, and the rows follow from it"
            .formatted(version, table, log),
        "Choose a newer version, or rebuild the table with --full-refresh");
  }

  static PerigonException heldRowsUnknown(TableName table, long version, TableName quarantine) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot restore version %d of %s: the logs no longer tell which rows of %s belong to it"
            .formatted(version, table, quarantine),
        "Choose a newer version, or rebuild the table with --full-refresh");
  }

  static PerigonException listGone(TableName table, long version) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot restore version %d of %s: a list of the files that it had read was deleted, as vacuum does"
            .formatted(version, table),
        "Choose a newer version, or rebuild the table with --full-refresh");
  }

  static PerigonException updateRuns(TableName table) {
    return new PerigonException(
        ErrorCode.CONFLICT,
        "Cannot vacuum %s with less than 7 days: an update is running".formatted(table),
        "Wait until it has finished, or keep 7 days");
  }
}
