package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees who makes mistakes: what, where, and what to do; nothing half-written. */
final class TestBadInput {
  @TempDir private Path temp;
  private Shop shop;
  private Cli cli;

  @BeforeEach
  void makeShop() throws IOException {
    shop = Shop.in(temp.resolve("shop"));
    cli = Cli.in(temp);
  }

  @Test
  void brokenSqlIsShownAtItsLine() throws IOException {
    shop.write("views/totals.sql", "create materialized view totals\nas selec 1 from orders\n");
    complains("validate", "views/totals.sql:2:");
    complains("run", "views/totals.sql:2:");
  }

  @Test
  void everyComplaintIsToldAtOnce() throws IOException {
    shop.write("views/totals.sql", "create materialized view totals as select nme from orders");
    shop.write("views/other.sql", "create materialized view other as select x(1) from orders");
    assertThat(complains("validate", "2 problems").err())
        .contains("views/totals.sql:1:")
        .contains("views/other.sql:1:");
  }

  @Test
  void anUnknownColumnSuggestsWhatExists() throws IOException {
    shop.write("views/totals.sql", "create materialized view totals as select amont from orders");
    assertThat(complains("validate", "amont").err()).contains("amount");
  }

  @Test
  void anUnknownFunctionIsNamed() throws IOException {
    shop.write(
        "views/totals.sql", "create materialized view totals as select upperr('a') from orders");
    complains("validate", "upperr");
  }

  @Test
  void anUnknownDatasetSuggestsWhatExists() throws IOException {
    shop.write("views/totals.sql", "create materialized view totals as select 1 as a from ordrs");
    assertThat(complains("validate", "ordrs").err()).contains("orders");
  }

  @Test
  void aCircleIsSpelledOut() throws IOException {
    shop.write("views/a.sql", "create materialized view a as select * from b");
    shop.write("views/b.sql", "create materialized view b as select * from a");
    complains("validate", "in a circle: a → b");
  }

  @Test
  void aCorruptProjectFileIsShownAtItsLine() throws IOException {
    shop.write("perigon.yml", "name: shop\nlayers: [sources\n");
    complains("run", "perigon.yml:");
    shop.write("perigon.yml", "name: shop\nlayer: [sources]\n");
    assertThat(complains("run", "layer").err()).contains("layers");
  }

  @Test
  void aMissingDataFileIsNamed() throws IOException {
    Files.delete(shop.folder().resolve("data/orders.csv"));
    complains("run", "orders.csv");
    noTableWasMade();
  }

  @Test
  void aMissingColumnIsNamed() throws IOException {
    shop.write("data/orders.csv", "order_id,customer\n1,anna\n");
    complains("run", "customer_id");
    noTableWasMade();
  }

  @Test
  void aValueOfTheWrongTypeNamesColumnAndLineButNotTheValue() throws IOException {
    shop.write("data/orders.csv", "order_id,customer_id,amount\n1,anna,10\n2,bob,secret-99\n");
    Cli.Result result = complains("run", "amount");
    assertThat(result.err()).doesNotContain("secret-99").contains("orders.csv");
    noTableWasMade();
  }

  @Test
  void aMalformedLineIsNamed() throws IOException {
    shop.write("data/orders.csv", "order_id,customer_id,amount\n1,anna,10,extra,more\n");
    complains("run", "orders.csv");
    noTableWasMade();
  }

  @Test
  void aFailedRunLeavesOldTablesAndSaysWhatWasNotRefreshed() throws IOException {
    cli.run("run", "shop");
    shop.write("data/orders.csv", "order_id,customer_id,amount\n1,anna,not-a-number\n");
    Cli.Result result = cli.run("run", "shop");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.out())
        .contains("failed  main.orders")
        .contains("skipped main.totals")
        .contains("0 datasets refreshed, 1 failed, 1 skipped");
    assertThat(cli.run("query", "select sum(total) as t from shop.main.totals").out())
        .isEqualTo("    t\n-----\n15.00\n");
    assertThat(cli.run("history", "orders").out().lines()).hasSize(3);
  }

  @Test
  void aBrokenExpectationFailsTheUpdateAndNamesRuleAndCounts() throws IOException {
    String sql = Files.readString(shop.folder().resolve("sources/orders.sql"));
    shop.write("sources/orders.sql", sql.replace("drop row", "fail update"));
    Cli.Result result = complains("run", "amount_positive");
    assertThat(result.err()).contains("1 of 4");
    noTableWasMade();
  }

  @Test
  void anUnwritableHomeIsNamed() throws IOException {
    shop.write("occupied", "a file, not a folder");
    Cli.Result result = cli.run("run", "shop", "--home", "shop/occupied");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err())
        .startsWith("error: Cannot use " + shop.folder().resolve("occupied") + " as home: ")
        .contains("  try: Give a folder that you may write to, with --home DIR or PERIGON_HOME\n");
  }

  @Test
  void aReadOnlyHomeIsNamed() throws IOException {
    Path home = Files.createDirectory(temp.resolve("locked"));
    assumeThat(home.toFile().setWritable(false)).isTrue();
    assumeThat(Files.isWritable(home)).as("root may write anywhere").isFalse();
    complains("run", "as home: access is denied", "--home", "locked");
  }

  @Test
  void aQuestionSpillsWhereThereIsNoHome() {
    String sql = "select count(distinct concat(id, '-a-long-text-that-takes-room')) as n";
    String[] question = {
      "query", sql + " from range(1000000)", "--home", "none/at/all", "--memory", "60MB"
    };
    assertThat(cli.run(question)).isEqualTo(new Cli.Result(0, "      n\n-------\n1000000\n", ""));
    assertThat(temp.resolve("none")).doesNotExist();
  }

  @Test
  void aBrokenReportQueryIsToldAfterTheDatasets() throws IOException {
    String yaml = Files.readString(shop.folder().resolve("perigon.yml"));
    shop.write("perigon.yml", yaml.replace("sum(total)", "sum(totl)"));
    Cli.Result result = complains("run", "totl");
    assertThat(result.out()).contains("ok      main.totals").contains("2 datasets refreshed");
  }

  @Test
  void validateLooksAtTheReportAndTheQuestionsToo() throws IOException {
    String yaml = Files.readString(shop.folder().resolve("perigon.yml"));
    shop.write("perigon.yml", yaml.replace("sum(total)", "sum(totl)"));
    shop.write("queries/deep/best.sql", "-- Who?\nselect nme from totals");
    shop.write("queries/fresh.sql", "select * from stream(orders)");
    assertThat(complains("validate", "3 problems").err())
        .contains("  perigon.yml:7:46: ")
        .contains("  queries/deep/best.sql:2:8: Cannot analyse the query: ")
        .contains("  queries/fresh.sql:1:22: Cannot answer a query with STREAM");
    shop.write("perigon.yml", yaml);
    shop.write("queries/deep/best.sql", "select customer_id from totals");
    shop.write("queries/fresh.sql", "select 1 as one;");
    assertThat(cli.run("validate", "shop").out())
        .isEqualTo("shop: 2 datasets, 1 report query, 2 queries in queries/, no complaints\n");
  }

  @Test
  void questionsOfABrokenDatasetAreNotBlamed() throws IOException {
    shop.write("views/totals.sql", "create materialized view totals as select nme from orders");
    assertThat(complains("validate", "views/totals.sql:1:").err()).doesNotContain("problems");
  }

  @Test
  void anUnknownPlaceholderOfATemplateIsNamed() throws IOException {
    String yaml = Files.readString(shop.folder().resolve("perigon.yml"));
    shop.write("perigon.yml", yaml.replace("spent {total}", "spent {totl}"));
    assertThat(complains("validate", "'{totl}'").err()).contains("Did you mean 'total'?");
  }

  @Test
  void aPlaceIsToldOnce() throws IOException {
    shop.write("views/totals.sql", "create materialized view totals as select nme from orders");
    assertThat(complains("validate", "nme").err().split("totals.sql:1:", -1)).hasSize(2);
    shop.write("views/other.sql", "create materialized view other as select nme from orders");
    assertThat(complains("run", "2 problems").err().split("totals.sql:1:", -1)).hasSize(2);
  }

  @Test
  void aRuleThatTheEngineCannotRunIsToldBeforeAnyWork() throws IOException {
    String sql = Files.readString(shop.folder().resolve("sources/orders.sql"));
    shop.write(
        "sources/orders.sql",
        sql.replace(
            "expect (amount > 0)", "expect (java_method('java.lang.Math', 'abs', 1) = '1')"));
    assertThat(complains("validate", "sources/orders.sql:2:").err())
        .contains("expectation 'amount_positive'");
  }

  @Test
  void anOutputThatCannotBeWrittenIsNamed() throws IOException {
    Files.createDirectories(temp.resolve("empty"));
    for (String format : new String[] {"csv", "parquet"}) {
      String[] args = {"query", "select 1 as a", "--format", format, "--output", ""};
      args[5] = "nowhere/a";
      assertThat(cli.run(args).err()).contains("nowhere/a: its folder does not exist\n");
      args[5] = "empty";
      assertThat(cli.run(args).err()).contains("empty: it is a folder\n");
      assertThat(temp.resolve("empty")).isEmptyDirectory();
    }
  }

  @Test
  void aDataFolderThatIsNotThereIsToldOnce() {
    assertThat(complains("run", "nowhere: there is no such folder", "--data", "nowhere").out())
        .isEmpty();
  }

  @Test
  void theEndOrMiddleOfATablesNameIsEnoughForASuggestion() {
    cli.run("run", "shop");
    assertThat(cli.run("describe", "flow_prog").err()).contains("Did you mean flow_progress?");
  }

  @Test
  void aDayThatIsNoneIsNamed() {
    assertThat(cli.run("generate", "retail", "--as-of", "2025-02-30"))
        .isEqualTo(
            new Cli.Result(
                2,
                "",
                """
                error: Cannot read --as-of '2025-02-30': it is no date
                  try: Write it as 2025-10-09
                """));
  }

  @Test
  void aMisspeltPropertyIsNotPassedOver() throws IOException {
    shop.write(
        "views/totals.sql",
        "create materialized view totals tblproperties ('perigon.malforme' = 'quarantine') as select * from orders");
    assertThat(complains("validate", "'perigon.malforme'").err())
        .contains("Did you mean 'perigon.malformed'?");
  }

  @Test
  void anUnknownClusterColumnIsNamed() throws IOException {
    shop.write(
        "views/totals.sql",
        "create materialized view totals cluster by (customr_id) as select * from orders");
    assertThat(complains("validate", "'customr_id'").err()).contains("Did you mean 'customer_id'?");
  }

  @Test
  void aMissingFlagValueIsAUsageError() {
    Cli.Result result = cli.run("run", "shop", "--as-of");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("error: ").contains("--as-of");
  }

  @Test
  void anUnknownParameterIsNamed() {
    Cli.Result result = cli.run("run", "shop", "--set", "nothing=1");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("'nothing'");
  }

  @Test
  void anUnknownDatasetToRefreshIsNamed() {
    assertThat(complains("run", "totls", "--refresh", "totls").err()).contains("totals");
  }

  private Cli.Result complains(String verb, String about, String... more) {
    String[] args = new String[more.length + 2];
    args[0] = verb;
    args[1] = "shop";
    System.arraycopy(more, 0, args, 2, more.length);
    Cli.Result result = cli.run(args);
    assertThat(result.err()).contains("error: ").contains(about).contains("  try: ");
    assertThat(result.err()).doesNotContain("Exception");
    assertThat(result.code()).isEqualTo(3);
    return result;
  }

  private void noTableWasMade() {
    assertThat(cli.run("tables").out().lines().filter(name -> name.startsWith("shop."))).isEmpty();
  }
}
