package dev.perigon.engine.duckdb;

import dev.perigon.engine.BoundQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One connection that runs one query; interrupting the calling thread cancels it. */
final class Session implements AutoCloseable {
  private final Connection connection;
  private final Statement statement;
  private final ExecutorService executor;

  Session(Connection connection, ExecutorService executor) throws SQLException {
    this.connection = connection;
    this.executor = executor;
    this.statement = connection.createStatement();
  }

  /** Sets the clock and makes the views that {@code query}'s text reads. */
  void bind(BoundQuery query, Inputs inputs) throws SQLException {
    setClock(query.asOf());
    for (int i = 0; i < query.slices().size(); i++) {
      inputs.createView(this, "input_" + i, query.slices().get(i));
    }
  }

  private void setClock(Instant asOf) throws SQLException {
    try (PreparedStatement set = connection.prepareStatement("SET VARIABLE as_of = ?")) {
      set.setObject(1, OffsetDateTime.ofInstant(asOf, ZoneOffset.UTC));
      set.execute();
    }
  }

  Connection connection() {
    return connection;
  }

  void execute(String sql) throws SQLException {
    cancellable(() -> statement.execute(sql));
  }

  ResultSet query(String sql) throws SQLException {
    return cancellable(() -> statement.executeQuery(sql));
  }

  /** DuckDB does not notice interrupts, so it works on another thread while this one waits. */
  private <T> T cancellable(Callable<T> work) throws SQLException {
    Future<T> future = executor.submit(work);
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    } catch (InterruptedException e) {
      cancelAndWait(future);
      Thread.currentThread().interrupt();
      throw DuckDbErrors.cancelled();
    }
  }

  /** The connection may only be closed when its query has ended. */
  private void cancelAndWait(Future<?> future) throws SQLException {
    while (true) {
      statement.cancel();
      try {
        future.get(100, TimeUnit.MILLISECONDS);
        return;
      } catch (ExecutionException e) {
        return;
      } catch (TimeoutException | InterruptedException e) {
        // Cancelled too early or asked twice: once more.
      }
    }
  }

  private static SQLException rethrow(Throwable cause) {
    if (cause instanceof SQLException e) {
      return e;
    }
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    throw new IllegalStateException(cause);
  }

  @Override
  public void close() {
    try {
      statement.close();
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot close a DuckDB connection", e);
    }
  }
}
