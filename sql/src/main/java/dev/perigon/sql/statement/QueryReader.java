package dev.perigon.sql.statement;

import dev.perigon.sql.error.PerigonException;
import java.util.List;

/** Takes the text of a query, up to the end of its statement; Catalyst reads it later. */
final class QueryReader {
  private static final String[] FIRST = {"SELECT", "WITH", "FROM", "VALUES", "TABLE", "("};

  private final TokenReader reader;

  QueryReader(TokenReader reader) {
    this.reader = reader;
  }

  boolean atQuery() {
    return reader.atAnyOf(FIRST);
  }

  SqlText query() {
    if (!atQuery()) {
      throw StatementErrors.expected(
          reader,
          "a query",
          List.of("SELECT", "WITH", "VALUES"),
          "A query starts with SELECT or WITH");
    }
    return reader.textUntil("a query", "Write SELECT …", this::checkNoStatementStarts);
  }

  private boolean checkNoStatementStarts() {
    if (reader.at("CREATE", "OR", "REFRESH")
        || reader.at("CREATE", "OR", "REPLACE")
        || reader.at("CREATE", "STREAMING", "TABLE")
        || reader.at("CREATE", "MATERIALIZED", "VIEW")
        || reader.at("CREATE", "PRIVATE")
        || reader.at("CREATE", "TEMPORARY", "VIEW")
        || reader.at("CREATE", "VIEW")
        || reader.at("CREATE", "FLOW")) {
      throw missingSemicolon();
    }
    return false;
  }

  private PerigonException missingSemicolon() {
    return StatementErrors.expected(
        reader, "; before the next statement", List.of(), "End the statement above with ;");
  }
}
