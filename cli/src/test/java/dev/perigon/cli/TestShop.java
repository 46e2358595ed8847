package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small project through every verb, whole answers compared. */
final class TestShop {
  @TempDir private Path temp;
  private Cli cli;

  @BeforeEach
  void makeShop() throws IOException {
    Shop.in(temp.resolve("shop"));
    cli = Cli.in(temp);
  }

  @Test
  void aRunPrintsItsDatasetsInOrderThenTheReport() {
    Cli.Result result = cli.run("run", "shop", "--as-of", "2025-10-09");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out().replaceAll("\\d+\\.\\d\\d s", "0.00 s"))
        .isEqualTo(
            """
            ok      main.orders          3 rows    0.00 s  0 of 1 expectations met
                amount_positive: 1 of 4 rows violate it (DROP ROW)
            ok      main.totals          2 rows    0.00 s
            2 datasets refreshed in 0.00 s (as of 2025-10-09T00:00:00Z)
            2 customers spent 15.00
            """);
  }

  @Test
  void onATerminalALiveLineNamesWhatRuns() {
    Cli.Result result = cli.withTerminal(60).run("run", "shop");
    assertThat(result.out())
        .contains("\r\u001b[K")
        .contains("\u001b[32mok     \u001b[0m main.orders");
    assertThat(result.out().lines().reduce((a, b) -> b)).contains("2 customers spent 15.00");
  }

  @Test
  void aRunAsJsonIsOneDocument() throws IOException {
    Cli.Result result = cli.run("run", "shop", "--json");
    JsonNode update = new ObjectMapper().readTree(result.out());
    assertThat(update.at("/project").asText()).isEqualTo("shop");
    assertThat(update.at("/state").asText()).isEqualTo("completed");
    assertThat(update.at("/datasets").findValuesAsText("state"))
        .containsExactly("completed", "completed");
    assertThat(update.at("/datasets/0/rows").asLong()).isEqualTo(3);
    assertThat(update.at("/datasets/0/version").asLong()).isZero();
    assertThat(update.at("/datasets/0/expectations/0").toString())
        .isEqualTo(
            """
            {"name":"amount_positive","action":"DROP ROW","evaluated":4,"passed":3,"failed":1}""");
    assertThat(update.at("/datasets/1/versions_read").toString())
        .isEqualTo("{\"shop.main.orders\":0}");
    assertThat(update.at("/report/0/title").asText()).isEqualTo("Totals");
    assertThat(result.out()).contains("\"customers\" : 2,").contains("\"total\" : 15.00");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void aDryRunTellsTypesAndWritesNothing() {
    Cli.Result result = cli.run("run", "shop", "--dry-run");
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("    customer_id  STRING\n    total        DECIMAL(20,2)\n")
        .contains("Dry run: nothing was read or written");
    assertThat(cli.run("tables").out()).isEmpty();
  }

  @Test
  void queriesAnswerInEveryFormat() throws IOException {
    cli.run("run", "shop");
    String sql = "select customer_id, total from shop.main.totals order by customer_id";
    assertThat(cli.run("query", sql).out())
        .isEqualTo(
            """
            customer_id  total
            -----------  -----
            anna         10.75
            bob           4.25
            """);
    assertThat(cli.run("query", sql, "--format", "csv").out())
        .isEqualTo("customer_id,total\nanna,10.75\nbob,4.25\n");
    assertThat(cli.run("query", sql, "--format", "json").out())
        .isEqualTo(
            """
            [
            {"customer_id":"anna","total":10.75},
            {"customer_id":"bob","total":4.25}
            ]
            """);
    Files.writeString(temp.resolve("q.sql"), sql);
    assertThat(cli.run("query", "@q.sql", "--format", "csv", "--output", "a.csv").out()).isEmpty();
    assertThat(temp.resolve("a.csv")).hasContent("customer_id,total\nanna,10.75\nbob,4.25\n");
    assertThat(cli.run("query", "@" + temp.resolve("q.sql"), "--format", "csv").out())
        .isEqualTo("customer_id,total\nanna,10.75\nbob,4.25\n");
  }

  @Test
  void aProjectsNamesAreShortInItsQueries() {
    cli.run("run", "shop");
    assertThat(
            cli.run("query", "select total from totals where total > 5", "--project", "shop").out())
        .isEqualTo("total\n-----\n10.75\n");
  }

  @Test
  void parquetIsReadBackAsItWas() {
    cli.run("run", "shop");
    Cli.Result export =
        cli.run("export", "totals", "--format", "parquet", "--output", "totals.parquet");
    assertThat(export).isEqualTo(new Cli.Result(0, "", ""));
    String sql = "select * from read_files('totals.parquet', format => 'parquet') order by total";
    assertThat(cli.run("query", sql, "--format", "csv").out())
        .isEqualTo("customer_id,total\nbob,4.25\nanna,10.75\n");
  }

  @Test
  void anExportIsTheWholeTable() {
    cli.run("run", "shop");
    cli.run("export", "orders", "--format", "csv", "--output", "orders.csv");
    assertThat(temp.resolve("orders.csv"))
        .content()
        .startsWith("order_id,customer_id,amount\n")
        .contains("1,anna,10.50\n")
        .contains("3,anna,0.25\n")
        .hasLineCount(4);
  }

  @Test
  void tablesAreListedDescribedAndTheirHistoryTold() {
    cli.run("run", "shop");
    cli.run("run", "shop");
    assertThat(cli.run("tables").out().lines()).contains("shop.main.orders", "shop.main.totals");
    assertThat(cli.run("describe", "totals").out())
        .startsWith(
            """
            shop.main.totals
            One row per customer

            column       type           nulls  comment
            -----------  -------------  -----  -------
            customer_id  STRING         yes
            total        DECIMAL(20,2)  yes
            """)
        .doesNotContain("expectation")
        .contains("version         1, committed ")
        .contains("rows            2\n");
    assertThat(cli.run("history", "totals").out().lines().skip(2))
        .hasSize(2)
        .satisfiesExactly(
            newest -> assertThat(newest).startsWith("      1  "),
            first -> assertThat(first).startsWith("      0  "));
  }

  @Test
  void aTableTellsItsExpectationsAndHowItsNewestRowsDid() {
    cli.run("run", "shop");
    assertThat(cli.run("describe", "orders").out())
        .contains(
            """

            expectation      predicate   on violation  violated by newest rows
            ---------------  ----------  ------------  -----------------------
            amount_positive  amount > 0  DROP ROW      1 of 4 rows

            version\
            """)
        .doesNotContain("perigon.expectations");
  }

  @Test
  void anAnswerWithoutRowsIsAParquetFileWithItsColumns() {
    cli.run("run", "shop");
    String nobody = "select customer_id, total from shop.main.totals where total < 0";
    assertThat(cli.run("query", nobody, "--format", "parquet", "--output", "none.parquet"))
        .isEqualTo(new Cli.Result(0, "", ""));
    String back = "select * from read_files('none.parquet', format => 'parquet')";
    assertThat(cli.run("query", back, "--format", "csv").out()).isEqualTo("customer_id,total\n");
    String type = "select count(*) as n, typeof(max(total)) as t from (%s)".formatted(back);
    assertThat(cli.run("query", type, "--format", "csv").out())
        .isEqualTo("n,t\n0,\"decimal(20,2)\"\n");
  }

  @Test
  void whatThisReleaseDoesNotDoIsNoted() throws IOException {
    Shop shop = new Shop(temp.resolve("shop"));
    shop.write(
        "views/grouped.sql",
        "create private materialized view grouped cluster by (customer_id) as select * from orders");
    List<String> notes =
        List.of(
            "note: views/grouped.sql:1:1: PRIVATE 'grouped' is stored like any other table; this"
                + " release does not hide it");
    assertThat(cli.run("validate", "shop").out().lines()).containsAll(notes);
    assertThat(cli.run("run", "shop").out().lines()).containsAll(notes);
    assertThat(cli.run("describe", "grouped").out()).contains("perigon.cluster-by customer_id\n");
  }

  @Test
  void aMistypedTableIsSuggested() {
    cli.run("run", "shop");
    assertThat(cli.run("describe", "total"))
        .isEqualTo(
            new Cli.Result(
                3,
                "",
                """
                error: Cannot find the table 'total': the warehouse has none of that name
                  try: Did you mean totals? Run 'perigon tables' to list what exists
                """));
  }

  @Test
  void theGraphIsDrawnByLayer() {
    assertThat(cli.run("graph", "shop").out())
        .isEqualTo(
            """
            shop

            sources
              ■ orders ◀─ orders.csv

            views
              ■ totals ◀─ orders

            ■ materialized view  □ view  ≈ streaming table
            """);
    assertThat(cli.run("graph", "shop", "--format", "mermaid").out())
        .isEqualTo(
            """
            flowchart LR
              subgraph layer_sources["sources"]
                orders["orders"]
              end
              subgraph layer_views["views"]
                totals["totals"]
              end
              file_orders_csv[/"orders.csv"/] --> orders
              orders --> totals
            """);
  }

  @Test
  void validateIsContent() {
    assertThat(cli.run("validate", "shop"))
        .isEqualTo(new Cli.Result(0, "shop: 2 datasets, 1 report query, no complaints\n", ""));
    assertThat(cli.run("validate", "shop", "--types").out())
        .isEqualTo(
            """
            shop.main.orders (materialized view)
              order_id     STRING
              customer_id  STRING
              amount       DECIMAL(10,2)

            shop.main.totals (materialized view)
              customer_id  STRING
              total        DECIMAL(20,2)

            shop: 2 datasets, 1 report query, no complaints
            """);
    assertThat(cli.run("graph", "shop", "--types").out())
        .contains("■ totals ◀─ orders\n      customer_id  STRING\n");
  }

  @Test
  void aSelectedDatasetRunsAlone() {
    cli.run("run", "shop");
    Cli.Result result = cli.run("run", "shop", "--refresh", "totals");
    assertThat(result.out()).contains("left    main.orders").contains("ok      main.totals");
    assertThat(cli.run("history", "orders").out().lines()).hasSize(3);
  }

  @Test
  void historyTellsWhatWasAdded() throws IOException {
    Shop shop = new Shop(temp.resolve("shop"));
    shop.write(
        "sources/orders.sql",
        """
        create or refresh streaming table orders
        as select * from stream(read_files('orders*.csv', format => 'csv', header => true,
          schema => 'order_id string, customer_id string, amount decimal(10,2)'))
        """);
    shop.write(
        "views/totals.sql",
        """
        create or refresh materialized view totals
        tblproperties ('pipelines.refresh.policy' = 'incremental')
        as select customer_id, sum(amount) as total from orders group by customer_id
        """);
    cli.run("run", "shop");
    shop.write("data/orders2.csv", "order_id,customer_id,amount\n5,anna,1.00\n");
    assertThat(cli.run("run", "shop").out()).contains("2 customers spent 15.00");
    assertThat(cli.run("history", "totals").out())
        .containsPattern(" REFRESH \\(added\\) ")
        .containsPattern(" REFRESH  ");
  }
}
