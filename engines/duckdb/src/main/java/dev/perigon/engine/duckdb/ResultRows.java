package dev.perigon.engine.duckdb;

import dev.perigon.engine.Rows;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;

/** A streaming result; it holds a connection until it is closed. */
final class ResultRows implements Rows {
  private static final int CHECK_EVERY = 1024;

  private final Session session;
  private final ResultSet result;
  private final Schema schema;
  private final boolean first;
  private long count;

  ResultRows(Session session, Session.Streamed streamed, Schema schema) {
    this.session = session;
    this.result = streamed.result();
    this.first = streamed.first();
    this.schema = schema;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public boolean next() {
    if (++count == 1) {
      return first;
    }
    if (count % CHECK_EVERY == 0 && Thread.currentThread().isInterrupted()) {
      throw DuckDbErrors.cancelled();
    }
    try {
      return session.next(result);
    } catch (SQLException e) {
      throw DuckDbErrors.failed(e, session);
    }
  }

  @Override
  public Object value(int index) {
    try {
      SqlType type = schema.columns().get(index).type();
      if (type == SqlType.Scalar.TIMESTAMP_NTZ) {
        // By way of java.sql.Timestamp ten days of 1582 would come out wrong.
        return result.getObject(index + 1, LocalDateTime.class);
      }
      return JavaValues.of(result.getObject(index + 1), type);
    } catch (SQLException e) {
      throw DuckDbErrors.failed(e, session);
    }
  }

  @Override
  public void close() {
    try {
      result.close();
    } catch (SQLException e) {
      throw DuckDbErrors.failed(e, session);
    } finally {
      session.close();
    }
  }
}
