package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;

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

  static PerigonException updateRuns(TableName table) {
    return new PerigonException(
        ErrorCode.CONFLICT,
        "Cannot vacuum %s with less than 7 days: an update is running".formatted(table),
        "Wait until it has finished, or keep 7 days");
  }
}
