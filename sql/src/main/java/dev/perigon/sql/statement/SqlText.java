package dev.perigon.sql.statement;

import static java.util.Objects.requireNonNull;

import dev.perigon.sql.error.Origin;

/** A piece of SQL (a query, a predicate, an expression) and where its first character stands. */
public record SqlText(String text, Origin origin) {
  public SqlText {
    requireNonNull(text, "text is null");
    requireNonNull(origin, "origin is null");
  }

  /** SQL that comes from no project file, such as a command-line argument. */
  public static SqlText of(String source, String text) {
    return new SqlText(text, Origin.startOf(source));
  }
}
