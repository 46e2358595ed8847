package dev.perigon.pipelines;

import static dev.perigon.pipelines.Shop.dataset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.lakehouse.Commit;
import dev.perigon.lakehouse.Removal;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A materialized view is left as it is exactly when its query would give the same rows. */
class TestUnchanged {
  private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");
  private static final String ORDERS =
      """
      create streaming table orders as
      select * from stream read_files('in', format => 'csv', header => true,
        schema => 'id int, customer string, amount int')
      """;

  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = new Shop(folder);
    file("in/1.csv", "id,customer,amount\n1,ann,10\n2,bob,-5\n", LONG_AGO);
    file("rates.csv", "customer,rate\nann,2\nbob,3\n", LONG_AGO);
    shop.sql("sources/orders.sql", ORDERS)
        .sql("facts/big.sql", "create view big as select * from orders where amount > 1")
        .sql("facts/totals.sql", "create materialized view totals as select sum(id) s from orders");
  }

  @AfterEach
  void closeShop() {
    shop.close();
  }

  private void file(String name, String text, Instant modified) {
    shop.data(name, text);
    try {
      Files.setLastModifiedTime(folder.resolve("data").resolve(name), FileTime.from(modified));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void view(String query) {
    shop.sql("facts/totals.sql", "create materialized view totals as " + query);
  }

  private String state(UpdateResult result) {
    result
        .error()
        .ifPresent(
            e -> {
              throw e;
            });
    return dataset(result, "totals").state().name();
  }

  /** What becomes of the view in an update in which nothing is new. */
  private String again() {
    return state(shop.refresh());
  }

  private UpdateRequest at(Instant asOf) {
    return new UpdateRequest(shop.request().data(), asOf, List.of(), List.of(), false, false, 2);
  }

  private Snapshot newest(String table) {
    return shop.warehouse.table(Shop.table(table)).snapshot().orElseThrow();
  }

  @Test
  void leavesAViewAloneWhenNothingItReadsIsNew() {
    assertThat(state(shop.refresh())).isEqualTo("COMPLETED");

    UpdateResult second = shop.refresh();

    assertThat(state(second)).isEqualTo("UNCHANGED");
    assertThat(dataset(second, "totals").version()).isEmpty();
    assertThat(dataset(second, "totals").rows()).isZero();
    assertThat(dataset(second, "totals").versionsRead())
        .isEqualTo(Map.of(Shop.table("orders"), 0L));
    assertThat(newest("totals").version()).isZero();
    assertThat(again()).isEqualTo("UNCHANGED");
  }

  @Test
  void filesThatStayAreLookedIntoOnce() {
    view("select count(*) as s from read_files('rates.csv', format => 'csv', header => true)");
    List<String> looked = new ArrayList<>();
    try (Updates updates = looking(looked)) {
      assertThat(state(shop.run(updates, shop.request()))).isEqualTo("COMPLETED");
      assertThat(state(shop.run(updates, shop.request()))).isEqualTo("UNCHANGED");
      assertThat(looked).hasSize(1);

      file("rates.csv", "customer,rate,since\nann,2,2024\n", LONG_AGO.plusSeconds(1));
      view("select max(since) as s from read_files('rates.csv', format => 'csv', header => true)");
      assertThat(state(shop.run(updates, shop.request()))).isEqualTo("COMPLETED");
      assertThat(looked).hasSize(2).doesNotHaveDuplicates();
    }
  }

  @Test
  void filesJustWrittenAreLookedIntoAgain() {
    view("select count(*) as s from read_files('rates.csv', format => 'csv', header => true)");
    List<String> looked = new ArrayList<>();
    file("rates.csv", "customer,rate\nann,2\n", Instant.now());
    try (Updates updates = looking(looked)) {
      shop.run(updates, shop.request());
      int before = looked.size();
      shop.run(updates, shop.request());
      assertThat(looked).hasSizeGreaterThan(before);
    }
  }

  /** Updates that note into which files their engine looks for columns. */
  private Updates looking(List<String> looked) {
    return shop.updates(
        shop.warehouse,
        engine ->
            new WatchedEngine(
                engine, w -> {}, files -> looked.add(files.files().toString()), () -> {}));
  }

  @Test
  void anotherProcessKnowsToo() {
    shop.refresh();
    shop.close();
    shop = new Shop(folder);
    assertThat(again()).isEqualTo("UNCHANGED");
  }

  @Test
  void computesItAnewForNewRowsAlsoThroughViewsAndOtherTables() {
    shop.sql("facts/mid.sql", "create materialized view mid as select * from big");
    view("select sum(amount) s from mid");
    shop.refresh();
    assertThat(again()).isEqualTo("UNCHANGED");

    file("in/2.csv", "id,customer,amount\n3,cy,7\n", LONG_AGO);

    assertThat(again()).isEqualTo("COMPLETED");
    assertThat(shop.rows("select * from totals")).containsExactly(List.of(17L));
    assertThat(again()).isEqualTo("UNCHANGED");
  }

  @Test
  void computesItAnewForAnotherQueryViewParameterOrDeclaration() {
    view("select sum(amount) s, :factor as factor from big");
    shop.project.with("perigon.yml", yml("UTC", 1));
    shop.refresh();
    assertThat(again()).isEqualTo("UNCHANGED");

    shop.sql("facts/big.sql", "create view big as select * from orders where amount > 0");
    assertThat(again()).as("a view").isEqualTo("COMPLETED");
    shop.project.with("perigon.yml", yml("UTC", 2));
    assertThat(again()).as("a parameter").isEqualTo("COMPLETED");
    assertThat(shop.rows("select factor from totals")).containsExactly(List.of(2));
    view("select sum(amount) s, :factor as factor from big where true");
    assertThat(again()).as("the query").isEqualTo("COMPLETED");
    String query = "as select sum(amount) s, :factor as factor from big where true";
    shop.sql("facts/totals.sql", "create materialized view totals comment 'Sum' " + query);
    assertThat(again()).as("the comment").isEqualTo("COMPLETED");
    shop.sql(
        "facts/totals.sql",
        "create materialized view totals (constraint c expect (s > 0)) comment 'Sum' " + query);
    assertThat(again()).as("an expectation").isEqualTo("COMPLETED");
    shop.project.with("perigon.yml", yml("Asia/Tokyo", 2));
    assertThat(again()).as("the time zone").isEqualTo("COMPLETED");
    assertThat(again()).isEqualTo("UNCHANGED");
  }

  private static String yml(String zone, int factor) {
    return "name: shop\nlayers: [sources, facts]\ntime-zone: %s\nparameters:\n  factor: %d\n"
        .formatted(zone, factor);
  }

  @Test
  void theClockCountsOnlyWhereTheQueryAsksForIt() {
    Instant noon = Shop.AS_OF.plus(Duration.ofHours(12));
    Instant tomorrow = Shop.AS_OF.plus(Duration.ofDays(1));
    shop.run(at(Shop.AS_OF));
    assertThat(state(shop.run(at(tomorrow)))).isEqualTo("UNCHANGED");

    view("select current_date() as d, count(*) as n from orders");
    shop.run(at(Shop.AS_OF));
    assertThat(state(shop.run(at(noon)))).isEqualTo("UNCHANGED");
    assertThat(state(shop.run(at(tomorrow)))).isEqualTo("COMPLETED");

    shop.sql("facts/big.sql", "create view big as select *, now() as seen from orders");
    view("select max(seen) as d from big");
    shop.run(at(Shop.AS_OF));
    assertThat(state(shop.run(at(Shop.AS_OF)))).isEqualTo("UNCHANGED");
    assertThat(state(shop.run(at(noon)))).isEqualTo("COMPLETED");
  }

  @Test
  void rulesThatAskForTheClockCountToo() {
    shop.sql(
        "facts/totals.sql",
        "create materialized view totals (constraint c expect (d <= current_date()))"
            + " as select date '2025-10-10' as d from orders");
    assertThat(shop.run(at(Shop.AS_OF)).error()).isEmpty();
    assertThat(again()).isEqualTo("UNCHANGED");
    assertThat(state(shop.run(at(Shop.AS_OF.plus(Duration.ofDays(1)))))).isEqualTo("COMPLETED");
  }

  @Test
  void whatChanceDecidesIsComputedEachTime() {
    view("select 'now' as word, count(*) as n from orders"); // might be a time
    shop.refresh();
    assertThat(again()).isEqualTo("COMPLETED");
    view("select sum(id) s from orders");
    assertThat(again()).isEqualTo("COMPLETED");
    assertThat(again()).isEqualTo("UNCHANGED");
  }

  @Test
  void computesItAnewWhenFilesCameWentOrChanged() {
    view(
        "select sum(rate) s from read_files('rates*.csv', format => 'csv', header => true,"
            + " schema => 'customer string, rate int')");
    shop.refresh();
    assertThat(again()).isEqualTo("UNCHANGED");

    file("rates.csv", "customer,rate\nann,2\nbob,4\n", LONG_AGO.plusSeconds(1));
    assertThat(again()).as("same size, newer").isEqualTo("COMPLETED");
    assertThat(shop.rows("select * from totals")).containsExactly(List.of(6L));
    assertThat(again()).isEqualTo("UNCHANGED");
    file("rates2.csv", "customer,rate\ncy,10\n", LONG_AGO);
    assertThat(again()).as("one more").isEqualTo("COMPLETED");
    assertThat(folder.resolve("data/rates2.csv").toFile().delete()).isTrue();
    assertThat(again()).as("one less").isEqualTo("COMPLETED");
    assertThat(shop.rows("select * from totals")).containsExactly(List.of(6L));
  }

  /** In the same tick of the file system's clock it could be written again. */
  @Test
  void doesNotTrustAFileThatWasJustWritten() {
    view("select sum(rate) s from read_files('rates.csv', format => 'csv', header => true)");
    file("rates.csv", "customer,rate\nann,2\n", Instant.now().plusSeconds(60));
    shop.refresh();
    assertThat(again()).isEqualTo("COMPLETED");
  }

  @Test
  void computesItAnewWhenItsTableOrAForeignInputWasChangedByOthers() {
    shop.refresh();
    Snapshot view = newest("totals");
    commit("totals", Removal.EVERYTHING, view.properties());
    assertThat(again()).as("somebody emptied it").isEqualTo("COMPLETED");
    assertThat(shop.rows("select * from totals")).containsExactly(List.of(3L));

    commit("totals", Removal.NOTHING, Map.of("perigon.kind", "materialized view", "x", "y"));
    assertThat(again()).as("a property of others").isEqualTo("UNCHANGED");

    commit("orders", Removal.of(newest("orders").files()), newest("orders").properties());
    assertThat(again()).as("input emptied").isEqualTo("COMPLETED");
  }

  private void commit(String table, Removal removal, Map<String, String> properties) {
    Snapshot now = newest(table);
    shop.delete(table, now, removal, properties);
  }

  @Test
  void oldVersionsOfATableAreWhatTheyWere() {
    shop.refresh();
    view("select count(*) n from orders version as of 0");
    shop.refresh();
    file("in/2.csv", "id,customer,amount\n3,cy,7\n", LONG_AGO);
    assertThat(again()).isEqualTo("UNCHANGED");
    view("select count(*) n from orders version as of 1");
    assertThat(again()).isEqualTo("COMPLETED");
    assertThat(shop.rows("select * from totals")).containsExactly(List.of(3L));
  }

  @Test
  void anInputThatIsLaidOutAnewHasTheSameRows() {
    shop.refresh();
    file("in/2.csv", "id,customer,amount\n3,cy,7\n", LONG_AGO);
    shop.refresh();
    Snapshot orders = newest("orders");
    shop.warehouse
        .table(Shop.table("orders"))
        .commit(
            new Commit(
                Optional.of(orders.version()),
                orders.schema(),
                List.of(),
                orders.comment(),
                orders.properties(),
                Removal.rewritten(orders.files().subList(0, 1)),
                List.of(),
                Map.of(),
                "OPTIMIZE",
                Map.of()));
    assertThat(again()).isEqualTo("UNCHANGED");
  }

  @Test
  void namingAViewComputesIt() {
    shop.refresh();
    UpdateRequest plain = shop.request();
    for (boolean full : new boolean[] {false, true}) {
      List<String> name = List.of("totals");
      UpdateRequest named =
          new UpdateRequest(
              plain.data(),
              plain.asOf(),
              full ? List.of() : name,
              full ? name : List.of(),
              false,
              false,
              2);
      assertThat(state(shop.run(named))).isEqualTo("COMPLETED");
      assertThat(again()).isEqualTo("UNCHANGED");
    }
  }

  @Test
  void tellsHowItsRowsDidAndCountsThemOnceInTheEventLog() {
    shop.sql(
        "facts/totals.sql",
        """
        create materialized view totals (
          constraint positive expect (amount > 0) on violation quarantine row,
          constraint known expect (customer <> 'ann')
        ) as select * from orders
        """);
    UpdateResult first = shop.refresh();
    assertThat(dataset(first, "totals").expectations())
        .containsExactly(
            new ExpectationResult("positive", "QUARANTINE ROW", 2, 1, 1),
            new ExpectationResult("known", "WARN", 2, 1, 1));

    UpdateResult second = shop.refresh();

    assertThat(state(second)).isEqualTo("UNCHANGED");
    assertThat(dataset(second, "totals").expectations())
        .isEqualTo(dataset(first, "totals").expectations());
    assertThat(shop.rows("select count(*), sum(failed) from system.pipelines.expectations"))
        .containsExactly(List.of(2L, 2L));
    assertThat(shop.rows("select id from totals_quarantine")).containsExactly(List.of(2));
    assertThat(
            shop.rows(
                "select state from system.pipelines.flow_progress where dataset like '%totals'"
                    + " order by state"))
        .containsExactly(List.of("COMPLETED"), List.of("UNCHANGED"));

    Snapshot held = newest("totals_quarantine");
    commit("totals_quarantine", Removal.of(held.files()), held.properties());
    assertThat(again()).as("quarantine emptied").isEqualTo("COMPLETED");
    assertThat(shop.rows("select id from totals_quarantine")).containsExactly(List.of(2));
  }

  @Test
  void aRunThatFailsLeavesNothingThatLooksDone() {
    shop.refresh();
    String failing =
        "create materialized view totals (constraint few expect (s < 5) on violation fail update)"
            + " as select sum(id) s from orders";
    shop.sql("facts/totals.sql", failing);
    shop.refresh();
    file("in/2.csv", "id,customer,amount\n3,cy,7\n", LONG_AGO);
    for (int i = 0; i < 2; i++) {
      assertThat(shop.run().error().map(PerigonException::problem).orElse("")).contains("few");
    }
  }
}
