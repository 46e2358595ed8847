package dev.perigon.engine.duckdb;

import java.sql.SQLException;

/**
 * Two databases, because DuckDB's driver either says why a query failed (for writing) or streams
 * its result (for reading). Each opens on first use; together they keep within the memory limit:
 * the first gets three quarters of it, for whoever opens an engine does mostly one of the two.
 */
final class Databases implements AutoCloseable {
  private final DuckDbOptions options;
  private Database writing;
  private Database reading;
  private boolean closed;

  Databases(DuckDbOptions options) {
    this.options = options;
  }

  synchronized Database writing() {
    if (writing == null) {
      writing = open(reading == null, false);
    }
    return writing;
  }

  synchronized Database reading() {
    if (reading == null) {
      reading = open(writing == null, true);
    }
    return reading;
  }

  private Database open(boolean first, boolean streaming) {
    if (closed) {
      throw new IllegalStateException("The engine is closed");
    }
    long quarter = Math.max(1, options.memoryBytes() / 4);
    long share = first ? options.memoryBytes() - quarter : quarter;
    try {
      return Database.open(options.withMemoryBytes(share), streaming);
    } catch (SQLException e) {
      throw DuckDbErrors.failed(e);
    }
  }

  @Override
  public synchronized void close() throws SQLException {
    closed = true;
    if (writing != null) {
      writing.close();
    }
    if (reading != null) {
      reading.close();
    }
  }
}
