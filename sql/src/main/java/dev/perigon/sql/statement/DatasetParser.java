package dev.perigon.sql.statement;

import dev.perigon.sql.catalyst.SqlToken;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a streaming table or materialized view from its name on. */
final class DatasetParser {
  private static final String FORM =
      "Write CREATE %s name [(columns, CONSTRAINT n EXPECT (…))] [PARTITIONED BY (…)] [CLUSTER BY"
          + " (…)] [COMMENT '…'] [TBLPROPERTIES (…)] AS SELECT …";

  private final TokenReader reader;
  private final ColumnsReader list;
  private final Set<String> seen = new HashSet<>();
  private List<String> partitionBy = List.of();
  private List<String> clusterBy = List.of();
  private Optional<String> comment = Optional.empty();
  private Map<String, String> properties = Map.of();

  DatasetParser(TokenReader reader) {
    this.reader = reader;
    this.list = new ColumnsReader(reader);
  }

  Statement dataset(Origin origin, boolean streaming, boolean isPrivate) {
    String form = FORM.formatted(streaming ? "STREAMING TABLE" : "MATERIALIZED VIEW");
    if (reader.at("IF", "NOT", "EXISTS")) {
      String remedy =
          "Leave IF NOT EXISTS out: an update creates what is missing and keeps the rest";
      throw StatementErrors.expected(reader, "a name", List.of(), remedy);
    }
    List<String> name = reader.qualifiedName("a name", form);
    while (clause()) {}
    DatasetDefinition definition =
        new DatasetDefinition(
            name,
            isPrivate,
            list.columns(),
            list.expectations(),
            partitionBy,
            clusterBy,
            comment,
            properties,
            origin);
    if (streaming && reader.atEndOfStatement()) {
      return new Statement.StreamingTable(definition, Optional.empty());
    }
    if (!reader.accept("AS")) {
      throw missingAs(form);
    }
    SqlText query = new QueryReader(reader).query();
    return streaming
        ? new Statement.StreamingTable(definition, Optional.of(query))
        : new Statement.MaterializedView(definition, query);
  }

  /** Reads one clause; false when none comes next. */
  private boolean clause() {
    SqlToken start = reader.peek();
    if (reader.at("(")) {
      once(start, "the column list");
      list.read();
    } else if (reader.accept("PARTITIONED")) {
      once(start, "PARTITIONED BY");
      partitionBy = columns("PARTITIONED BY (country, year)");
    } else if (reader.accept("CLUSTER")) {
      once(start, "CLUSTER BY");
      clusterBy = columns("CLUSTER BY (customer_id)");
    } else if (reader.accept("COMMENT")) {
      once(start, "COMMENT");
      comment =
          Optional.of(reader.string("a comment in quotes", "Write COMMENT 'One row per customer'"));
    } else if (reader.accept("TBLPROPERTIES")) {
      once(start, "TBLPROPERTIES");
      properties = new PropertiesReader(reader).read();
    } else {
      return false;
    }
    return true;
  }

  private void once(SqlToken start, String clause) {
    if (!seen.add(clause)) {
      throw StatementErrors.duplicateClause(reader, start, clause);
    }
  }

  private List<String> columns(String example) {
    String remedy = "Write " + example + ": names of columns, not expressions";
    reader.expect(remedy, "BY");
    return reader.names("column", remedy);
  }

  private PerigonException missingAs(String form) {
    String remedy =
        switch (reader.peek().text().toUpperCase(Locale.ROOT)) {
          case "SELECT", "WITH", "FROM", "VALUES" -> "Write AS before the query";
          case "CONSTRAINT" ->
              "Put constraints in parentheses after the name: name (CONSTRAINT n EXPECT (…))";
          case "LOCATION", "USING", "PATH" ->
              "Remove it: the warehouse decides where tables live, and they are Delta tables";
          case "SCHEDULE", "REFRESH", "TRIGGER" ->
              "Remove it: an update starts with 'perigon run', from any scheduler";
          default -> form;
        };
    List<String> words =
        List.of("AS", "PARTITIONED", "CLUSTER", "COMMENT", "TBLPROPERTIES", "SELECT");
    return StatementErrors.expected(reader, "AS", words, remedy);
  }
}
