package dev.perigon.sql.statement;

import dev.perigon.sql.catalyst.SqlToken;
import dev.perigon.sql.catalyst.SqlToken.Kind;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.statement.DatasetDefinition.ColumnDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the pipeline statements of a project file. */
public final class StatementParser {
  private static final String FORMS =
      "A statement is CREATE STREAMING TABLE, CREATE MATERIALIZED VIEW, CREATE VIEW or CREATE FLOW";
  private static final String VIEW_FORM = "Write CREATE VIEW name [COMMENT '…'] AS SELECT …";

  private final TokenReader reader;

  private StatementParser(TokenReader reader) {
    this.reader = reader;
  }

  /**
   * Parses all statements of one file, in order.
   *
   * @param file the name that errors and origins give, relative to the project
   * @throws dev.perigon.sql.error.PerigonException SYNTAX with file:line:column; UNSUPPORTED for
   *     AUTO CDC FROM SNAPSHOT
   */
  public static List<Statement> parse(String file, String text) {
    TokenReader reader = new TokenReader(file, text);
    StatementParser parser = new StatementParser(reader);
    List<Statement> statements = new ArrayList<>();
    while (reader.peek().kind() != Kind.END) {
      if (!reader.accept(";")) {
        statements.add(parser.statement());
      }
    }
    return List.copyOf(statements);
  }

  private Statement statement() {
    Origin origin = reader.origin();
    if (!reader.at("CREATE")) {
      throw StatementErrors.expected(reader, "CREATE", List.of("CREATE"), remedyWithoutCreate());
    }
    reader.next();
    SqlToken or = reader.peek();
    boolean refresh = reader.accept("OR", "REFRESH");
    boolean replace = !refresh && reader.accept("OR", "REPLACE");
    if (!refresh && !replace && reader.accept("OR")) {
      String remedy = "Write OR REFRESH for tables and materialized views, OR REPLACE for views";
      throw StatementErrors.expected(
          reader, "REFRESH or REPLACE", List.of("REFRESH", "REPLACE"), remedy);
    }
    SqlToken modifier = reader.peek();
    boolean temporary = reader.accept("TEMPORARY") || reader.accept("TEMP");
    boolean isPrivate = !temporary && reader.accept("PRIVATE");
    if (reader.at("STREAMING") || reader.at("MATERIALIZED")) {
      return dataset(origin, replace ? or : null, temporary ? modifier : null, isPrivate);
    }
    if (reader.accept("VIEW")) {
      return view(origin, refresh ? or : null, temporary || isPrivate);
    }
    if (reader.at("FLOW") && !refresh && !replace && !temporary && !isPrivate) {
      reader.next();
      return new FlowParser(reader).flow(origin);
    }
    List<String> words = List.of("STREAMING", "MATERIALIZED", "VIEW", "FLOW", "PRIVATE");
    String expected = "STREAMING TABLE, MATERIALIZED VIEW, VIEW or FLOW";
    throw StatementErrors.expected(reader, expected, words, remedyAfterCreate());
  }

  private Statement dataset(
      Origin origin, SqlToken orReplace, SqlToken temporary, boolean isPrivate) {
    if (orReplace != null) {
      throw StatementErrors.refused(
          reader, "OR REFRESH", orReplace, "Write CREATE OR REFRESH; OR REPLACE is for views");
    }
    if (temporary != null) {
      String remedy = "A table that is used only inside the project is PRIVATE, not TEMPORARY";
      throw StatementErrors.refused(reader, "PRIVATE", temporary, remedy);
    }
    boolean streaming = reader.next().is("STREAMING");
    String kind = streaming ? "TABLE" : "VIEW";
    if (reader.at("LIVE")) {
      throw StatementErrors.expected(
          reader, kind, List.of(), "LIVE is the old spelling: leave the word out");
    }
    reader.expect(FORMS, kind);
    return new DatasetParser(reader).dataset(origin, streaming, isPrivate);
  }

  private Statement view(Origin origin, SqlToken orRefresh, boolean isPrivate) {
    if (orRefresh != null) {
      throw StatementErrors.refused(
          reader, "OR REPLACE", orRefresh, "Write CREATE OR REPLACE VIEW; a view stores no rows");
    }
    List<String> name = reader.qualifiedName("a view name", VIEW_FORM);
    List<String> columns = List.of();
    Optional<String> comment = Optional.empty();
    if (reader.at("(")) {
      columns = viewColumns();
    }
    if (reader.accept("COMMENT")) {
      comment = Optional.of(reader.string("a comment in quotes", "Write COMMENT 'one row per …'"));
    }
    reader.expect(VIEW_FORM, "AS");
    return new Statement.View(
        name, isPrivate, columns, comment, new QueryReader(reader).query(), origin);
  }

  private List<String> viewColumns() {
    SqlToken open = reader.peek();
    ColumnsReader list = new ColumnsReader(reader);
    list.read();
    if (!list.expectations().isEmpty()) {
      String remedy = "Expectations need rows to keep: put them on a MATERIALIZED VIEW";
      throw StatementErrors.refused(reader, "column names only", open, remedy);
    }
    for (ColumnDefinition column : list.columns()) {
      if (column.type().isPresent() || column.comment().isPresent() || !column.nullable()) {
        String remedy = "A view's columns have names only: VIEW name (a, b) AS SELECT …";
        throw StatementErrors.refused(reader, "column names only", open, remedy);
      }
    }
    return list.columns().stream().map(ColumnDefinition::name).toList();
  }

  private String remedyWithoutCreate() {
    return switch (reader.peek().text().toUpperCase(Locale.ROOT)) {
      case "SELECT", "WITH", "FROM", "VALUES", "(" ->
          "A project file holds pipeline statements: write CREATE MATERIALIZED VIEW name AS before"
              + " this query. To ask a question once, use perigon query \"SELECT …\"";
      case "AUTO", "APPLY" -> "Write CREATE FLOW name AS before AUTO CDC INTO";
      case "INSERT" -> "Write CREATE FLOW name AS before INSERT INTO target BY NAME SELECT …";
      case "SET", "USE" -> "Catalog, schema and settings belong in perigon.yml";
      case "DROP", "ALTER", "DELETE", "UPDATE", "MERGE", "TRUNCATE" ->
          "A project says what its datasets hold and never changes them by hand. " + FORMS;
      default -> FORMS;
    };
  }

  private String remedyAfterCreate() {
    return switch (reader.peek().text().toUpperCase(Locale.ROOT)) {
      case "TABLE", "EXTERNAL" ->
          "Write CREATE MATERIALIZED VIEW name AS SELECT … for a table that equals its query, or"
              + " CREATE STREAMING TABLE name AS SELECT … FROM STREAM(source) for one that only"
              + " takes in new rows";
      case "LIVE", "INCREMENTAL" ->
          "LIVE TABLE is the old spelling: write MATERIALIZED VIEW or STREAMING TABLE";
      case "FUNCTION", "SCHEMA", "DATABASE", "CATALOG", "INDEX" ->
          "A project creates datasets only. " + FORMS;
      case "FLOW" -> "Write CREATE FLOW name AS …, without words before FLOW";
      default -> FORMS;
    };
  }
}
