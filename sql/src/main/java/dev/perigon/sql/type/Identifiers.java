package dev.perigon.sql.type;

/** Quotes names, so that no name is ever read as SQL. */
public final class Identifiers {
  private Identifiers() {}

  /** {@code a`b} becomes {@code `a``b`}, for Spark SQL. */
  public static String quote(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** As {@link #quote}, but plain words stay as they are. */
  public static String quoteIfNeeded(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : quote(name);
  }

  /** {@code a"b} becomes {@code "a""b"}, for DuckDB. */
  public static String quoteForDuckDb(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** A string literal for Spark SQL. */
  public static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** A string literal for DuckDB. */
  public static String literalForDuckDb(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
