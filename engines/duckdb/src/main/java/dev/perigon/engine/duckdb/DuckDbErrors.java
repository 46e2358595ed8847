package dev.perigon.engine.duckdb;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;

/** What can go wrong in this engine, in words for the person who must act. */
final class DuckDbErrors {
  private DuckDbErrors() {}

  static PerigonException unsupported(String what, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot run the query at %s on the embedded engine: it does not know %s"
            .formatted(origin, what),
        "Run it with '--engine spark', or say it another way",
        origin);
  }

  /** DuckDB has to look into the folder above when a folder's name means a pattern to it. */
  static boolean isPattern(String refusal) {
    return refusal.contains("[*]") || refusal.contains("[?]") || refusal.contains("[[]");
  }

  static PerigonException folderIsPattern(Throwable cause) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read files below a folder with *, ? or [ in its name: the embedded engine takes it"
            + " for a pattern",
        "Rename the folder of the home or of the data, or run it with '--engine spark'",
        Optional.empty(),
        cause);
  }

  static PerigonException outsideFolders(Throwable cause) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot run the query: it touches a file outside the declared folders",
        "Keep data, warehouse and project in the folders that Perigon was started with",
        Optional.empty(),
        cause);
  }

  static PerigonException heapTooSmall(Throwable cause) {
    return new PerigonException(
        ErrorCode.RESOURCES,
        "Cannot run the query: a value is too large for the JVM's memory (%d MB)"
            .formatted(Runtime.getRuntime().maxMemory() >> 20),
        "Ask for smaller values, or give the JVM more, such as PERIGON_JAVA_OPTS=-Xmx2g",
        Optional.empty(),
        cause);
  }

  static PerigonException tooManyValues(String function, Throwable cause) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot run the query on the embedded engine: %s has more values of one group than fit into memory"
            .formatted(function),
        "Run it with '--engine spark', or use a function that is exact, such as percentile",
        Optional.empty(),
        cause);
  }

  static PerigonException unknownCompression(String file) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot read %s: the embedded engine does not know its compression".formatted(file),
        "Use gzip (.gz) or Zstandard (.zst), or '--engine spark'");
  }

  static PerigonException notStorable(Column column) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot write column '%s': a table cannot store a %s"
            .formatted(column.name(), column.type().ddl()),
        "Cast it to a type that Delta has, e.g. STRING or BIGINT");
  }

  static PerigonException notPartition(Column column) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot partition by column '%s' of type %s".formatted(column.name(), column.type().ddl()),
        "Partition by a number, text, date or time");
  }

  static PerigonException notAssignable(Column from, Column to) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot write column '%s': the query gives a %s and the table has a %s"
            .formatted(to.name(), from.type().ddl(), to.type().ddl()),
        "Cast it in the query, or give the table another type with a full refresh");
  }

  static PerigonException columnCount(int query, int table) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot write the query's %d columns: the table has %d".formatted(query, table),
        "Select as many columns as the table has");
  }

  static PerigonException overflow(String column, Throwable cause) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot write column '%s': a value does not fit the column's type".formatted(column),
        "Correct the value, or give the column a wider type",
        Optional.empty(),
        cause);
  }

  static PerigonException nullValue(String column, Throwable cause) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot write column '%s': a value is null and the column is NOT NULL".formatted(column),
        "Filter or fill the nulls in the query",
        Optional.empty(),
        cause);
  }

  static PerigonException cancelled() {
    return new PerigonException(
        ErrorCode.RESOURCES,
        "Cannot finish the query: it was cancelled",
        "Run it again when nothing stops it");
  }

  static PerigonException unreadable(String file, IOException cause) {
    return new PerigonException(
        isDiskFull(cause.getMessage()) ? ErrorCode.RESOURCES : ErrorCode.FILE,
        "Cannot read or write %s: %s".formatted(file, reason(cause)),
        "Check that the file is complete, its folder can be read and written, and the disk has"
            + " room",
        Optional.empty(),
        cause);
  }

  /** Without the path, which is told anyway. */
  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    return cause instanceof FileSystemException known && known.getReason() != null
        ? known.getReason().toLowerCase(Locale.ROOT)
        : cause.getMessage();
  }

  static PerigonException wrongJsonType(String column, Throwable cause) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot read column '%s' of JSON files: a value is not of the column's type"
            .formatted(column),
        "Correct the files, or read the column as STRING and convert it in the query",
        Optional.empty(),
        cause);
  }

  static PerigonException legacyCalendar(String column) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot read column '%s' of Parquet files on the embedded engine: days before 1582-10-15 or instants before 1900, which Spark 2 counted in another calendar"
            .formatted(column),
        "Run it with '--engine spark', or write the files anew with a Spark of today");
  }

  static PerigonException malformedJson(String file, String place, Throwable cause) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot read %s of %s: it is not valid JSON".formatted(place, file),
        "Correct the file",
        Optional.empty(),
        cause);
  }

  static PerigonException noParquet(String file, Throwable cause) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read %s: it is no complete Parquet file, or cannot be read".formatted(file),
        "Check that the file is complete and can be read",
        Optional.empty(),
        cause);
  }

  static PerigonException damaged(Optional<String> file, Throwable cause) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read %s: it is damaged".formatted(file.orElse("a Parquet file")),
        "Put an undamaged copy in its place: files of tables never change once written",
        Optional.empty(),
        cause);
  }

  static boolean isDiskFull(String message) {
    return message != null && message.contains("No space left");
  }

  /** Why {@code session}'s query failed. */
  static RuntimeException failed(SQLException cause, Session session) {
    return session
        .failure()
        .or(() -> FailureText.isJson(cause) ? session.judged() : Optional.empty())
        .orElseGet(() -> FailureText.explain(cause));
  }

  static RuntimeException failed(SQLException cause) {
    return FailureText.explain(cause);
  }

  /** True for the error that stands for any other when results stream. */
  static boolean hidden(SQLException error) {
    return String.valueOf(error.getMessage()).contains("Invalid result set");
  }
}
