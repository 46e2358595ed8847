package dev.perigon.sql.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.error.Origin;
import dev.perigon.sql.statement.Statement.CdcFlow;
import dev.perigon.sql.statement.Statement.ColumnSelection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TestCdcFlow {
  private static final String START = "CREATE FLOW f AS AUTO CDC INTO t FROM STREAM(s) ";

  @Test
  void readsAFlowWithEverything() {
    CdcFlow flow =
        parse(
            """
            CREATE FLOW crm.customers_flow AS AUTO CDC INTO dim.customers
            FROM STREAM(raw.customer_changes)
            KEYS (customer_id, `tenant id`)
            IGNORE NULL UPDATES
            APPLY AS DELETE WHEN operation IN ('DELETE', 'KEYS (') AND columns > 1
            SEQUENCE BY STRUCT(changed_at, `sequence`)
            COLUMNS * EXCEPT (operation, `sequence`)
            STORED AS SCD TYPE 2
            TRACK HISTORY ON city, segment;
            """);
    assertThat(flow)
        .isEqualTo(
            new CdcFlow(
                List.of("crm", "customers_flow"),
                List.of("dim", "customers"),
                new SqlText("STREAM(raw.customer_changes)", at(2, 6)),
                List.of("customer_id", "tenant id"),
                true,
                Optional.of(
                    new SqlText("operation IN ('DELETE', 'KEYS (') AND columns > 1", at(5, 22))),
                Optional.empty(),
                Optional.of(new SqlText("STRUCT(changed_at, `sequence`)", at(6, 13))),
                new ColumnSelection(true, List.of("operation", "sequence")),
                2,
                new ColumnSelection(false, List.of("city", "segment")),
                at(1, 1)));
  }

  @Test
  void hasDefaultsForWhatIsLeftOut() {
    CdcFlow flow =
        parse("CREATE FLOW f AS APPLY CHANGES INTO t FROM STREAM s KEYS (id) SEQUENCE BY ts");
    assertThat(flow.source().text()).isEqualTo("STREAM s");
    assertThat(flow.ignoreNullUpdates()).isFalse();
    assertThat(flow.applyAsDeleteWhen()).isEmpty();
    assertThat(flow.applyAsTruncateWhen()).isEmpty();
    assertThat(flow.columns()).isEqualTo(ColumnSelection.all());
    assertThat(flow.scdType()).isEqualTo(1);
    assertThat(flow.trackHistoryOn()).isEqualTo(ColumnSelection.all());
  }

  @Test
  void takesClausesInAnyOrder() {
    CdcFlow flow =
        parse(
            START
                + "STORED AS SCD TYPE 1 COLUMNS (a, b) SEQUENCE BY a.ts "
                + "APPLY AS TRUNCATE WHEN op = 't' APPLY AS DELETE WHEN op = 'd' KEYS (id)");
    assertThat(flow.columns()).isEqualTo(new ColumnSelection(false, List.of("a", "b")));
    assertThat(flow.sequenceBy().orElseThrow().text()).isEqualTo("a.ts");
    assertThat(flow.applyAsTruncateWhen().orElseThrow().text()).isEqualTo("op = 't'");
    assertThat(flow.applyAsDeleteWhen().orElseThrow().text()).isEqualTo("op = 'd'");
    assertThat(flow.keys()).containsExactly("id");
  }

  @Test
  void tracksHistoryOnAllButSomeColumns() {
    CdcFlow flow =
        parse(
            START + "KEYS (id) SEQUENCE BY ts TRACK HISTORY ON * EXCEPT (x) STORED AS SCD TYPE 2");
    assertThat(flow.trackHistoryOn()).isEqualTo(new ColumnSelection(true, List.of("x")));
  }

  @Test
  void readsDumps() {
    CdcFlow flow =
        parse(
            "CREATE FLOW f AS AUTO CDC FROM SNAPSHOT INTO t FROM read_files('x', format => 'csv')"
                + " KEYS (id) COLUMNS * EXCEPT (x) STORED AS SCD TYPE 2 TRACK HISTORY ON a");
    assertThat(flow.fromSnapshot()).isTrue();
    assertThat(flow.source().text()).isEqualTo("read_files('x', format => 'csv')");
    assertThat(flow.sequenceBy()).isEmpty();
    assertThat(flow.keys()).containsExactly("id");
    assertThat(flow.columns()).isEqualTo(new ColumnSelection(true, List.of("x")));
    assertThat(flow.scdType()).isEqualTo(2);
    assertThat(flow.trackHistoryOn()).isEqualTo(new ColumnSelection(false, List.of("a")));
    assertThat(
            parse("CREATE FLOW f AS APPLY CHANGES INTO t FROM SNAPSHOT s KEYS (id)").fromSnapshot())
        .isTrue();
  }

  private static CdcFlow parse(String sql) {
    List<Statement> statements = StatementParser.parse("f.sql", sql);
    assertThat(statements).hasSize(1);
    return (CdcFlow) statements.get(0);
  }

  private static Origin at(int line, int column) {
    return new Origin("f.sql", line, column);
  }
}
