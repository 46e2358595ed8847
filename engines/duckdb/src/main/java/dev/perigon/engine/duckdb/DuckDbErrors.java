package dev.perigon.engine.duckdb;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
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

  static PerigonException failed(SQLException cause) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot run the query: " + cause.getMessage(),
        "Look at the input data",
        Optional.empty(),
        cause);
  }
}
