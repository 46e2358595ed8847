package dev.perigon.sql.statement;

import java.util.List;

/** Reads the pipeline statements of a project file. */
public final class StatementParser {
  private StatementParser() {}

  /**
   * Parses all statements of one file, in order.
   *
   * @param file the name that errors and origins give, relative to the project
   * @throws dev.perigon.sql.error.PerigonException SYNTAX with file:line:column
   */
  public static List<Statement> parse(String file, String text) {
    throw new UnsupportedOperationException();
  }
}
