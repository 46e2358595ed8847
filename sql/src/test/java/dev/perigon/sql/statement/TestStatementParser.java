package dev.perigon.sql.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.error.Origin;
import dev.perigon.sql.statement.DatasetDefinition.ColumnDefinition;
import dev.perigon.sql.statement.Expectation.Action;
import dev.perigon.sql.statement.Statement.MaterializedView;
import dev.perigon.sql.statement.Statement.StreamingTable;
import dev.perigon.sql.statement.Statement.View;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TestStatementParser {
  private static final String FILE = "sources/a.sql";

  @Test
  void readsAStreamingTableWithEverything() {
    String sql =
        """
        -- Customers as they come in.
        CREATE OR REFRESH PRIVATE STREAMING TABLE retail.`c 360`.src_customers (
          customer_id STRING NOT NULL COMMENT 'The key; never null',
          amount DECIMAL(12, 2),
          address STRUCT<street: STRING, geo: STRUCT<lat: DOUBLE, lon: DOUBLE>> COMMENT "Where",
          tags ARRAY<MAP<STRING, ARRAY<INT>>> NOT NULL,
          note,
          CONSTRAINT id_present EXPECT (customer_id IS NOT NULL) ON VIOLATION DROP ROW,
          CONSTRAINT amount_positive EXPECT (amount > 0 AND (note <> ')' OR note IS NULL))
            ON VIOLATION QUARANTINE ROW,
          CONSTRAINT `old enough` EXPECT ( age >= 18 ) ON VIOLATION FAIL UPDATE,
          CONSTRAINT watched EXPECT (true)
        )
        TBLPROPERTIES ('quality' = 'silver', delta.appendOnly = true, 'n' 3)
        COMMENT 'One row per customer; it\\'s "raw"'
        CLUSTER BY (customer_id)
        PARTITIONED BY (country, `sign up`)
        AS SELECT * FROM STREAM(read_files('customer/customers', format => 'csv')) -- the end
        ;
        """;

    StreamingTable table = (StreamingTable) one(sql);

    DatasetDefinition definition = table.definition();
    assertThat(definition.name()).containsExactly("retail", "c 360", "src_customers");
    assertThat(definition.isPrivate()).isTrue();
    assertThat(definition.columns())
        .containsExactly(
            column("customer_id", "STRING", at(3, 15), false, "The key; never null"),
            column("amount", "DECIMAL(12, 2)", at(4, 10), true, null),
            column(
                "address",
                "STRUCT<street: STRING, geo: STRUCT<lat: DOUBLE, lon: DOUBLE>>",
                at(5, 11),
                true,
                "Where"),
            column("tags", "ARRAY<MAP<STRING, ARRAY<INT>>>", at(6, 8), false, null),
            new ColumnDefinition("note", Optional.empty(), true, Optional.empty()));
    assertThat(definition.expectations())
        .containsExactly(
            new Expectation(
                "id_present",
                new SqlText("customer_id IS NOT NULL", at(8, 33)),
                Action.DROP_ROW,
                at(8, 3)),
            new Expectation(
                "amount_positive",
                new SqlText("amount > 0 AND (note <> ')' OR note IS NULL)", at(9, 38)),
                Action.QUARANTINE_ROW,
                at(9, 3)),
            new Expectation(
                "old enough", new SqlText("age >= 18", at(11, 36)), Action.FAIL_UPDATE, at(11, 3)),
            new Expectation("watched", new SqlText("true", at(12, 30)), Action.WARN, at(12, 3)));
    assertThat(definition.properties())
        .isEqualTo(Map.of("quality", "silver", "delta.appendOnly", "true", "n", "3"));
    assertThat(definition.comment()).contains("One row per customer; it's \"raw\"");
    assertThat(definition.clusterBy()).containsExactly("customer_id");
    assertThat(definition.partitionBy()).containsExactly("country", "sign up");
    assertThat(table.origin()).isEqualTo(at(2, 1));
    assertThat(table.query())
        .contains(
            new SqlText(
                "SELECT * FROM STREAM(read_files('customer/customers', format => 'csv'))",
                at(18, 4)));
  }

  @Test
  void readsAStreamingTableThatFlowsFill() {
    StreamingTable table = (StreamingTable) one("CREATE STREAMING TABLE t");
    assertThat(table.query()).isEmpty();
    assertThat(table.definition().isPrivate()).isFalse();
    assertThat(table.definition().columns()).isEmpty();
  }

  @Test
  void readsMaterializedViewsInAnyCase() {
    MaterializedView view =
        (MaterializedView)
            one(
                "create or refresh materialized view v comment 'x' as with a as (select 1) select * from a");
    assertThat(view.definition().name()).containsExactly("v");
    assertThat(view.definition().comment()).contains("x");
    assertThat(view.query())
        .isEqualTo(new SqlText("with a as (select 1) select * from a", at(1, 54)));
    assertThat(
            ((MaterializedView) one("CREATE PRIVATE MATERIALIZED VIEW v AS VALUES (1)"))
                .definition()
                .isPrivate())
        .isTrue();
  }

  @Test
  void readsViews() {
    assertThat(one("CREATE VIEW v AS SELECT 1"))
        .isEqualTo(view(false, List.of(), null, "SELECT 1", 18));
    assertThat(one("CREATE OR REPLACE TEMPORARY VIEW v COMMENT 'c' AS SELECT 1"))
        .isEqualTo(view(true, List.of(), "c", "SELECT 1", 51));
    assertThat(one("CREATE PRIVATE VIEW v (a, `b c`) AS FROM t |> SELECT 1, 2"))
        .isEqualTo(view(true, List.of("a", "b c"), null, "FROM t |> SELECT 1, 2", 37));
    assertThat(one("CREATE TEMP VIEW v AS (SELECT 1)"))
        .isEqualTo(view(true, List.of(), null, "(SELECT 1)", 23));
  }

  @Test
  void readsInsertFlows() {
    assertThat(one("CREATE FLOW f AS INSERT INTO a.t BY NAME SELECT * FROM STREAM s"))
        .isEqualTo(
            new Statement.InsertFlow(
                List.of("f"),
                List.of("a", "t"),
                false,
                new SqlText("SELECT * FROM STREAM s", at(1, 42)),
                at(1, 1)));
    assertThat(one("CREATE FLOW f AS INSERT INTO ONCE t BY NAME SELECT 1"))
        .isEqualTo(
            new Statement.InsertFlow(
                List.of("f"), List.of("t"), true, new SqlText("SELECT 1", at(1, 45)), at(1, 1)));
  }

  @Test
  void readsSeveralStatementsAndEmptyOnes() {
    assertThat(StatementParser.parse(FILE, "")).isEmpty();
    assertThat(StatementParser.parse(FILE, " ;; -- nothing\n/* at /* all */ */")).isEmpty();
    assertThat(
            StatementParser.parse(
                FILE, "\uFEFFCREATE VIEW v AS SELECT ';';\n CREATE VIEW w AS SELECT 2"))
        .extracting(Statement::origin)
        .containsExactly(at(1, 1), at(2, 2));
  }

  @Test
  void keepsTheExactTextOfAQueryWithCommentsHintsAndEmoji() {
    String query = "SELECT /*+ BROADCAST(t) */ '😀; ' -- not ; here\n , /* ; */ `a;b`\r\nFROM t";
    View view = (View) one("-- 😀\nCREATE VIEW `😀` AS\n" + query + " ; -- after");
    assertThat(view.name()).containsExactly("😀");
    assertThat(view.query()).isEqualTo(new SqlText(query, at(3, 1)));
  }

  @Test
  void takesKeywordsAsNames() {
    assertThat(((View) one("CREATE VIEW comment AS SELECT 1")).name()).containsExactly("comment");
    MaterializedView view =
        (MaterializedView)
            one("CREATE MATERIALIZED VIEW table (comment STRING, date DATE) AS TABLE t");
    assertThat(view.definition().columns())
        .extracting(ColumnDefinition::name)
        .containsExactly("comment", "date");
  }

  private static View view(
      boolean isPrivate, List<String> columns, String comment, String query, int column) {
    return new View(
        List.of("v"),
        isPrivate,
        columns,
        Optional.ofNullable(comment),
        new SqlText(query, at(1, column)),
        at(1, 1));
  }

  private static ColumnDefinition column(
      String name, String type, Origin origin, boolean nullable, String comment) {
    return new ColumnDefinition(
        name, Optional.of(new SqlText(type, origin)), nullable, Optional.ofNullable(comment));
  }

  private static Statement one(String sql) {
    List<Statement> statements = StatementParser.parse(FILE, sql);
    assertThat(statements).hasSize(1);
    return statements.get(0);
  }

  private static Origin at(int line, int column) {
    return new Origin(FILE, line, column);
  }
}
