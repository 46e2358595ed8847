package dev.perigon.pipelines;

import dev.perigon.lakehouse.AddedFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.util.List;
import java.util.Optional;

/** What came to a table of which nothing went. */
final class Appends {
  private Appends() {}

  /**
   * The files that versions {@code after + 1} to {@code until} added; empty when one of them took
   * rows off or changed some, or the log no longer tells. That rows were laid out in other files
   * does not count.
   */
  static Optional<List<DataFile>> between(DeltaTable table, long after, long until) {
    try {
      AddedFiles added = table.added(after, until);
      return added.rewrittenAt().isEmpty() ? Optional.of(added.files()) : Optional.empty();
    } catch (PerigonException e) {
      if (e.code() == ErrorCode.UNKNOWN_NAME) { // its log was cleaned up
        return Optional.empty();
      }
      throw e;
    }
  }
}
