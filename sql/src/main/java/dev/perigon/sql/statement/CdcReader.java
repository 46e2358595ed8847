package dev.perigon.sql.statement;

import dev.perigon.sql.catalyst.SqlToken;
import dev.perigon.sql.catalyst.SqlToken.Kind;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.statement.Statement.ColumnSelection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads AUTO CDC from its source on. The clauses may come in any order, each once. */
final class CdcReader {
  private static final List<String> CHANGE_CLAUSES =
      List.of("SEQUENCE BY", "IGNORE NULL UPDATES", "APPLY AS DELETE", "APPLY AS TRUNCATE");

  private final TokenReader reader;
  private final String form;
  private final Map<String, SqlToken> seen = new HashMap<>();
  private List<String> keys = List.of();
  private boolean ignoreNullUpdates;
  private Optional<SqlText> delete = Optional.empty();
  private Optional<SqlText> truncate = Optional.empty();
  private Optional<SqlText> sequence = Optional.empty();
  private ColumnSelection columns = ColumnSelection.all();
  private ColumnSelection history = ColumnSelection.all();
  private int scdType = 1;

  CdcReader(TokenReader reader, String form) {
    this.reader = reader;
    this.form = form;
  }

  Statement.CdcFlow changes(Origin origin, List<String> name, List<String> target) {
    if (!reader.at("STREAM")) {
      String remedy = "A change feed is read as a stream: write FROM STREAM(source)";
      throw StatementErrors.expected(reader, "STREAM(source)", List.of("STREAM"), remedy);
    }
    SqlText source = source("STREAM(source)");
    require("SEQUENCE BY", "SEQUENCE BY", "Say which change is later: SEQUENCE BY changed_at");
    return flow(origin, name, target, source);
  }

  /** The source is a whole dump each time. */
  Statement.CdcFlow snapshot(Origin origin, List<String> name, List<String> target) {
    if (reader.at("STREAM")) {
      String remedy = "A dump is read whole each time: write FROM source without STREAM";
      throw StatementErrors.expected(reader, "a table, a view or read_files", List.of(), remedy);
    }
    SqlText source = source("a source");
    for (String clause : CHANGE_CLAUSES) {
      if (seen.containsKey(clause)) {
        String remedy =
            "Leave %s out: changes are found by comparing dumps, in the order of the updates"
                .formatted(clause);
        throw StatementErrors.refused(
            reader, "no %s with FROM SNAPSHOT".formatted(clause), seen.get(clause), remedy);
      }
    }
    return flow(origin, name, target, source);
  }

  private SqlText source(String what) {
    SqlText source = reader.textUntil(what, form, () -> reader.at("KEYS") || atClause());
    while (!reader.atEndOfStatement()) {
      clause();
    }
    require("KEYS", "KEYS (…)", "Name the columns that identify a row: KEYS (customer_id)");
    return source;
  }

  private Statement.CdcFlow flow(
      Origin origin, List<String> name, List<String> target, SqlText source) {
    if (scdType == 1 && seen.containsKey("TRACK HISTORY ON")) {
      String remedy = "History is kept by SCD TYPE 2 only: write STORED AS SCD TYPE 2";
      throw StatementErrors.refused(
          reader, "STORED AS SCD TYPE 2 with it", seen.get("TRACK HISTORY ON"), remedy);
    }
    if (scdType == 2 && truncate.isPresent()) {
      String remedy = "History cannot be truncated: use SCD TYPE 1 or APPLY AS DELETE WHEN";
      throw StatementErrors.refused(
          reader, "no APPLY AS TRUNCATE with SCD TYPE 2", seen.get("APPLY AS TRUNCATE"), remedy);
    }
    return new Statement.CdcFlow(
        name,
        target,
        source,
        keys,
        ignoreNullUpdates,
        delete,
        truncate,
        sequence,
        columns,
        scdType,
        history,
        origin);
  }

  private void require(String clause, String expected, String remedy) {
    if (!seen.containsKey(clause)) {
      throw StatementErrors.expected(reader, expected, List.of(), remedy);
    }
  }

  private boolean atClause() {
    return reader.at("KEYS", "(")
        || reader.at("IGNORE", "NULL")
        || reader.at("APPLY", "AS")
        || reader.at("SEQUENCE", "BY")
        || reader.at("STORED", "AS")
        || reader.at("TRACK", "HISTORY")
        || atColumns();
  }

  /** COLUMNS is also a fine column name, so what follows decides. */
  private boolean atColumns() {
    Kind next = reader.peek(1).kind();
    return reader.at("COLUMNS", "(")
        || reader.at("COLUMNS", "*", "EXCEPT")
        || reader.at("COLUMNS") && (next == Kind.WORD || next == Kind.QUOTED_NAME);
  }

  private void clause() {
    if (reader.at("KEYS")) {
      once("KEYS", 1);
      keys = reader.names("key", "Write KEYS (customer_id), with at least one column");
    } else if (reader.at("IGNORE")) {
      once("IGNORE NULL UPDATES", 0);
      reader.expect("Write IGNORE NULL UPDATES", "IGNORE", "NULL", "UPDATES");
      ignoreNullUpdates = true;
    } else if (reader.at("APPLY", "AS", "DELETE")) {
      once("APPLY AS DELETE", 3);
      delete = Optional.of(condition("APPLY AS DELETE WHEN operation = 'DELETE'"));
    } else if (reader.at("APPLY", "AS", "TRUNCATE")) {
      once("APPLY AS TRUNCATE", 3);
      truncate = Optional.of(condition("APPLY AS TRUNCATE WHEN operation = 'TRUNCATE'"));
    } else if (reader.at("APPLY")) {
      reader.expect("Write APPLY AS DELETE WHEN … or APPLY AS TRUNCATE WHEN …", "APPLY", "AS");
      throw StatementErrors.expected(
          reader,
          "DELETE WHEN or TRUNCATE WHEN",
          List.of("DELETE", "TRUNCATE"),
          "Write APPLY AS DELETE WHEN … or APPLY AS TRUNCATE WHEN …");
    } else if (reader.at("SEQUENCE")) {
      once("SEQUENCE BY", 1);
      String remedy = "Write SEQUENCE BY changed_at";
      reader.expect(remedy, "BY");
      sequence = Optional.of(reader.textUntil("an expression", remedy, this::atClause));
    } else {
      selectionClause();
    }
  }

  private void selectionClause() {
    if (reader.at("COLUMNS")) {
      once("COLUMNS", 1);
      columns = selection("COLUMNS");
    } else if (reader.at("TRACK")) {
      once("TRACK HISTORY ON", 0);
      reader.expect("Write TRACK HISTORY ON …", "TRACK", "HISTORY", "ON");
      history = selection("TRACK HISTORY ON");
    } else if (reader.at("STORED")) {
      once("STORED AS", 0);
      scdType = scdType();
    } else {
      throw StatementErrors.expected(
          reader,
          "a clause of AUTO CDC or ;",
          List.of("KEYS", "IGNORE", "APPLY", "SEQUENCE", "COLUMNS", "STORED", "TRACK"),
          "Clauses: KEYS (…), IGNORE NULL UPDATES, APPLY AS DELETE WHEN …, APPLY AS TRUNCATE WHEN"
              + " …, SEQUENCE BY …, COLUMNS …, STORED AS SCD TYPE 1 | 2, TRACK HISTORY ON …");
    }
  }

  private SqlText condition(String example) {
    String remedy = "Write " + example;
    reader.expect(remedy, "WHEN");
    return reader.textUntil("a condition", remedy, this::atClause);
  }

  private ColumnSelection selection(String clause) {
    String remedy = "Write %s (a, b) or %s * EXCEPT (c)".formatted(clause, clause);
    if (reader.accept("*")) {
      return reader.accept("EXCEPT")
          ? new ColumnSelection(true, reader.names("column", remedy))
          : ColumnSelection.all();
    }
    return new ColumnSelection(
        false, reader.at("(") ? reader.names("column", remedy) : reader.nameList("column", remedy));
  }

  private int scdType() {
    String remedy = "Write STORED AS SCD TYPE 1 (only the newest row) or SCD TYPE 2 (with history)";
    reader.expect(remedy, "STORED", "AS", "SCD", "TYPE");
    SqlToken number = reader.peek();
    if (!number.text().equals("1") && !number.text().equals("2")) {
      throw StatementErrors.expected(reader, "1 or 2", List.of(), remedy);
    }
    return Integer.parseInt(reader.next().text());
  }

  /** Notes the clause that starts here and skips its first {@code words}. */
  private void once(String clause, int words) {
    if (seen.put(clause, reader.peek()) != null) {
      throw StatementErrors.duplicateClause(reader, reader.peek(), clause);
    }
    for (int i = 0; i < words; i++) {
      reader.next();
    }
  }
}
