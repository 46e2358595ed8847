package dev.perigon.sql.statement;

import dev.perigon.sql.catalyst.SqlToken;
import dev.perigon.sql.catalyst.SqlToken.Kind;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.statement.DatasetDefinition.ColumnDefinition;
import dev.perigon.sql.statement.Expectation.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code (column type …, CONSTRAINT n EXPECT (…) …)}. */
final class ColumnsReader {
  private static final String COLUMN = "Write name TYPE [NOT NULL] [COMMENT '…']";
  private static final String CONSTRAINT =
      "Write CONSTRAINT name EXPECT (predicate) [ON VIOLATION DROP ROW | FAIL UPDATE | QUARANTINE"
          + " ROW]";

  private final TokenReader reader;
  private final List<ColumnDefinition> columns = new ArrayList<>();
  private final List<Expectation> expectations = new ArrayList<>();
  private int angles;

  ColumnsReader(TokenReader reader) {
    this.reader = reader;
  }

  List<ColumnDefinition> columns() {
    return columns;
  }

  List<Expectation> expectations() {
    return expectations;
  }

  void read() {
    SqlToken open = reader.next();
    if (reader.at(")")) {
      throw StatementErrors.emptyList(reader, "column or constraint", COLUMN);
    }
    do {
      if (reader.at("CONSTRAINT")) {
        expectation();
      } else {
        column();
      }
    } while (reader.accept(","));
    if (reader.atEndOfStatement()) {
      throw StatementErrors.unclosedParenthesis(reader, open);
    }
    if (!reader.accept(")")) {
      throw StatementErrors.expected(
          reader, ", or )", List.of("ON", "NOT", "COMMENT"), remedyInsideList());
    }
  }

  private String remedyInsideList() {
    return switch (reader.peek().text().toUpperCase(Locale.ROOT)) {
      case "CONSTRAINT" -> "Put a comma before CONSTRAINT";
      case "GENERATED", "DEFAULT", "MASK", "PRIMARY" ->
          "Remove it: a column has a name, a type, NOT NULL and COMMENT; the query computes the rest";
      default -> COLUMN + ", and a comma between columns";
    };
  }

  private void column() {
    SqlToken start = reader.peek();
    String name = reader.name("a column name", COLUMN);
    if (columns.stream().anyMatch(c -> c.name().equalsIgnoreCase(name))) {
      throw StatementErrors.duplicate(reader, start, "column", name);
    }
    reader.accept(":");
    Optional<SqlText> type =
        reader.atAnyOf(",", ")", "NOT", "COMMENT") || reader.atEndOfStatement()
            ? Optional.empty()
            : Optional.of(type());
    boolean nullable = true;
    Optional<String> comment = Optional.empty();
    while (reader.atAnyOf("NOT", "COMMENT")) {
      SqlToken clause = reader.peek();
      if (reader.accept("COMMENT")) {
        if (comment.isPresent()) {
          throw StatementErrors.duplicateClause(reader, clause, "COMMENT");
        }
        comment = Optional.of(reader.string("a comment in quotes", COLUMN));
      } else {
        reader.expect(COLUMN, "NOT", "NULL");
        if (!nullable) {
          throw StatementErrors.duplicateClause(reader, clause, "NOT NULL");
        }
        nullable = false;
      }
    }
    columns.add(new ColumnDefinition(name, type, nullable, comment));
  }

  private SqlText type() {
    SqlToken start = reader.peek();
    if (start.kind() != Kind.WORD) {
      throw StatementErrors.expected(reader, "a type", List.of(), COLUMN);
    }
    angles = 0;
    SqlText type = reader.textUntil("a type", COLUMN, () -> atEndOfType(start));
    if (angles > 0) {
      String remedy = "Close each < of the type that starts here with >";
      throw StatementErrors.refused(reader, "a complete type", start, remedy);
    }
    return type;
  }

  /** Called once for each token outside parentheses, so it can count angle brackets. */
  private boolean atEndOfType(SqlToken start) {
    angles += reader.at("<") ? 1 : reader.at(">") ? -1 : 0;
    SqlToken next = reader.peek();
    boolean severalWords =
        start.is("INTERVAL") || next.is("COLLATE") || reader.peek(-1).is("COLLATE");
    boolean word = next.kind() == Kind.WORD || next.kind() == Kind.QUOTED_NAME;
    return reader.at(")")
        || angles <= 0 && reader.atAnyOf(",", "NOT", "COMMENT")
        || angles <= 0 && word && next != start && !severalWords;
  }

  private void expectation() {
    Origin origin = reader.origin();
    reader.next();
    SqlToken start = reader.peek();
    String name = reader.name("a constraint name", CONSTRAINT);
    if (expectations.stream().anyMatch(e -> e.name().equalsIgnoreCase(name))) {
      throw StatementErrors.duplicate(reader, start, "constraint", name);
    }
    if (reader.atAnyOf("PRIMARY", "FOREIGN", "UNIQUE", "CHECK")) {
      String remedy =
          "Constraints are expectations: CONSTRAINT %s EXPECT (predicate) ON VIOLATION FAIL UPDATE";
      throw StatementErrors.expected(reader, "EXPECT", List.of(), remedy.formatted(name));
    }
    reader.expect(CONSTRAINT, "EXPECT");
    SqlText predicate = reader.parenthesised("a predicate", CONSTRAINT);
    expectations.add(new Expectation(name, predicate, action(), origin));
  }

  private Action action() {
    if (!reader.accept("ON")) {
      return Action.WARN;
    }
    reader.expect(CONSTRAINT, "VIOLATION");
    if (reader.accept("DROP", "ROW")) {
      return Action.DROP_ROW;
    }
    if (reader.accept("FAIL", "UPDATE")) {
      return Action.FAIL_UPDATE;
    }
    if (reader.accept("QUARANTINE", "ROW")) {
      return Action.QUARANTINE_ROW;
    }
    throw StatementErrors.expected(
        reader,
        "DROP ROW, FAIL UPDATE or QUARANTINE ROW",
        List.of("DROP", "FAIL", "QUARANTINE"),
        remedyForAction());
  }

  private String remedyForAction() {
    return switch (reader.peek().text().toUpperCase(Locale.ROOT)) {
      case "DROP", "DELETE", "REMOVE", "DISCARD" -> "Write ON VIOLATION DROP ROW";
      case "FAIL", "ABORT", "STOP", "ERROR" -> "Write ON VIOLATION FAIL UPDATE";
      case "QUARANTINE" -> "Write ON VIOLATION QUARANTINE ROW";
      case "WARN", "KEEP", "IGNORE", "ALLOW" ->
          "To keep the row and count it, leave ON VIOLATION out";
      default -> CONSTRAINT;
    };
  }
}
