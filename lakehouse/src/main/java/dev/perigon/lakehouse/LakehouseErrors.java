package dev.perigon.lakehouse;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import java.util.Optional;

/** What this room tells users. */
final class LakehouseErrors {
  private LakehouseErrors() {}

  static PerigonException tableExists(URI table) {
    return new PerigonException(
        ErrorCode.CONFLICT,
        "Cannot create %s: another writer created it in the meantime".formatted(table),
        "Run again: what the other writer did is then taken into account");
  }

  static PerigonException tableGone(URI table) {
    return new PerigonException(
        ErrorCode.CONFLICT,
        "Cannot commit to %s: the table was removed since it was read".formatted(table),
        "Run again");
  }

  static PerigonException lost(URI table, long readVersion, Optional<HistoryEntry> winner) {
    return new PerigonException(
        ErrorCode.CONFLICT,
        "Cannot commit to %s: it was planned on version %d, but %s"
            .formatted(
                table,
                readVersion,
                winner
                    .map(
                        w ->
                            "%s committed version %d (%s) first"
                                .formatted(
                                    w.engine().orElse("another writer"),
                                    w.version(),
                                    w.operation()))
                    .orElse("another writer committed first")),
        "Nothing of this run was kept. Run again, with one update at a time");
  }

  static PerigonException unknownVersion(URI table, long version, String available) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot read version %d of %s: %s".formatted(version, table, available),
        "Choose a version that 'perigon history' lists");
  }

  static PerigonException notRestorable(URI table, long version, long oldest) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot restore version %d of %s: files of it were deleted, as vacuum does"
            .formatted(version, table),
        "The oldest version that can be restored is %d".formatted(oldest));
  }

  static PerigonException unknownInstant(URI table, String instant, String available) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot read %s as of %s: %s".formatted(table, instant, available),
        "Choose a time within what 'perigon history' lists");
  }

  static PerigonException changesNotKept(URI table, long version) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot read the changes of %s: its version %d changed rows while the table kept no changes"
            .formatted(table, version),
        "Begin after that version; set the table property delta.enableChangeDataFeed to true to"
            + " keep changes from now on");
  }

  static PerigonException changesGone(URI table, long version) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot read the changes of %s: the log of version %d was cleaned up"
            .formatted(table, version),
        "Run with --full-refresh to read the whole table once, and more often after that");
  }

  static PerigonException madeAnew(URI table, long cursor, long newest) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot read the changes of %s: they were read up to version %d, but its newest is %d"
            .formatted(table, cursor, newest),
        "The table was removed and made anew. Run with --full-refresh to read it from its start");
  }

  static PerigonException noFile(URI location) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read %s: it is a pipe, a socket or a device".formatted(location.getPath()),
        "Put a file there, or name a path that leaves it out");
  }

  static PerigonException noTable(URI table) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot read %s: there is no Delta table".formatted(table),
        "A Delta table is a folder with _delta_log in it. Check the path, or name the format of"
            + " the files");
  }

  static PerigonException corruptLog(URI table, String damage, Throwable cause) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read %s: its log is damaged (%s)".formatted(table, damage),
        "Restore its _delta_log from a backup, or remove the table's folder and run with"
            + " --full-refresh",
        Optional.empty(),
        cause);
  }

  static PerigonException unsupportedTable(URI table, String why) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot use %s: %s".formatted(table, why),
        "Use the engine that made the table, or copy it without that feature");
  }

  static PerigonException unsupportedType(String column, String type) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot use column %s: no support for its type %s".formatted(column, type),
        "Cast the column to a type that Delta tables and Spark SQL share");
  }

  static PerigonException schemaDiffers(URI table, String column, String why) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot append to %s: column %s %s".formatted(table, column, why),
        "Cast the column in the query, or rebuild the table with --full-refresh");
  }

  static PerigonException badProperty(URI table, String why) {
    return new PerigonException(
        ErrorCode.ANALYSIS, "Cannot write %s: %s".formatted(table, why), "Correct TBLPROPERTIES");
  }

  static PerigonException badColumns(URI table, String why) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot write %s: %s".formatted(table, why),
        "Give the column another name or type in the query");
  }

  static PerigonException liveFileMissing(URI table, String file) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot vacuum %s: %s of its newest version is not there".formatted(table, file),
        "Nothing was deleted. Restore the file from a backup, or rebuild the table with"
            + " --full-refresh");
  }

  static PerigonException stagedFileChanged(URI file) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot commit %s: the file is not there or has another size".formatted(file),
        "Run again; something removed or changed it while the update ran");
  }

  static PerigonException unknownScheme(URI location, Exception cause) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot reach %s: no file system for '%s'".formatted(location, location.getScheme()),
        "Put its Hadoop jars (e.g. hadoop-aws for s3a) on the class path: PERIGON_CLASSPATH",
        Optional.empty(),
        cause);
  }

  /** {@code action}: what could not be done to {@code location}, e.g. {@code write}. */
  static PerigonException io(String action, URI location, Throwable cause) {
    String why = reason(cause);
    boolean full = why.contains("no space") || why.contains("quota");
    return new PerigonException(
        full ? ErrorCode.RESOURCES : ErrorCode.FILE,
        "Cannot %s %s: %s".formatted(action, location, why),
        full
            ? "Free disk space, then run again; the table is as it was"
            : "Check that the path is right and that you may read and write there",
        Optional.empty(),
        cause);
  }

  private static String reason(Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof AccessDeniedException || t instanceof ReadOnlyFileSystemException) {
        return "permission denied";
      }
      if (t instanceof NoSuchFileException || t instanceof FileNotFoundException) {
        return "no such file or folder";
      }
      if (t instanceof FileSystemException known && known.getReason() != null) {
        return known.getReason().toLowerCase(Locale.ROOT);
      }
      if (t instanceof IOException && t.getMessage() != null && t.getCause() == null) {
        return t.getMessage().toLowerCase(Locale.ROOT);
      }
    }
    return "an input or output error (%s)".formatted(cause.getClass().getSimpleName());
  }
}
