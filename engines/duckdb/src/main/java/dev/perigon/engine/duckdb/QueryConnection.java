package dev.perigon.engine.duckdb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * A connection that runs one query at a time, and knows the texts that it ran last: they are
 * planned anew each time, but parsed once. Not thread-safe.
 */
final class QueryConnection implements AutoCloseable {
  /** Texts kept at most, those that were used last. */
  private static final int MOST = 160;

  /** Longer texts are lists of files more often than not, and others the next time. */
  private static final int LONGEST = 1 << 16;

  /** DuckDB plans anew whatever reads a variable; of the rest some could not even run again. */
  private static final String PLANNED_ANEW = "getvariable(";

  private final Connection connection;
  private final String id = UUID.randomUUID().toString();
  private final Map<String, PreparedStatement> known = new LinkedHashMap<>(16, 0.75f, true);
  private Statement passing;

  QueryConnection(Connection connection) throws SQLException {
    this.connection = connection;
    this.passing = connection.createStatement();
  }

  Connection connection() {
    return connection;
  }

  /** No other connection has it. */
  String id() {
    return id;
  }

  /**
   * Stays open, at least until the next is asked for; a statement that has failed cannot be used
   * again, nor should its connection.
   */
  PreparedStatement statement(String sql) throws SQLException {
    if (sql.length() <= LONGEST && sql.contains(PLANNED_ANEW)) {
      return kept(sql);
    }
    PreparedStatement statement = connection.prepareStatement(sql);
    passing.close();
    passing = statement;
    return statement;
  }

  /** Sets {@code variable} to its parameter. */
  PreparedStatement setter(String variable) throws SQLException {
    return kept("SET VARIABLE %s = ?".formatted(variable));
  }

  private PreparedStatement kept(String sql) throws SQLException {
    PreparedStatement statement = known.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      known.put(sql, statement);
      forgetOldest();
    }
    return statement;
  }

  private void forgetOldest() throws SQLException {
    if (known.size() > MOST) {
      Iterator<PreparedStatement> oldest = known.values().iterator();
      Statement surplus = oldest.next();
      oldest.remove();
      surplus.close();
    }
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      passing.close();
      for (Statement statement : known.values()) {
        statement.close();
      }
    }
  }
}
