package dev.perigon.engine.duckdb;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
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

  static PerigonException unknownFormat(String format) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot read files of format '%s': the embedded engine does not know it".formatted(format),
        "Use csv, json, parquet or text");
  }

  static PerigonException cancelled() {
    return new PerigonException(
        ErrorCode.RESOURCES,
        "Cannot finish the query: it was cancelled",
        "Run it again when nothing stops it");
  }

  static PerigonException unknownCompression(URI location) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot read %s: the embedded engine does not know its compression"
            .formatted(display(location)),
        "Use gzip (.gz) or Zstandard (.zst), or '--engine spark'");
  }

  static PerigonException notInCsv(Column column) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot read column '%s' from CSV files: they cannot hold a %s"
            .formatted(column.name(), column.type().ddl()),
        "Read it as STRING and convert it in the query");
  }

  static PerigonException unreadable(String file, IOException cause) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read or write %s: %s".formatted(file, cause.getMessage()),
        "Check that the file is complete and that its folder can be read and written",
        Optional.empty(),
        cause);
  }

  /** A location as people write it. */
  static String display(URI location) {
    return "file".equals(location.getScheme()) ? location.getPath() : location.toString();
  }

  /** Why {@code session}'s query failed. */
  static RuntimeException failed(SQLException cause, Session session) {
    return session.failure().orElseGet(() -> failed(cause));
  }

  /** True for the error that stands for any other when results stream. */
  static boolean hidden(SQLException error) {
    return String.valueOf(error.getMessage()).contains("Invalid result set");
  }

  static PerigonException failed(SQLException cause) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot run the query: " + cause.getMessage(),
        "Look at the input data",
        Optional.empty(),
        cause);
  }
}
