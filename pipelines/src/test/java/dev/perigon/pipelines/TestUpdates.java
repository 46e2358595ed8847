package dev.perigon.pipelines;

import static dev.perigon.pipelines.Shop.dataset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perigon.pipelines.UpdateResult.DatasetResult;
import dev.perigon.pipelines.UpdateResult.State;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestUpdates {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = new Shop(folder);
  }

  @AfterEach
  void closeShop() {
    shop.close();
  }

  private Shop orders() {
    return shop.data("orders.csv", "id,customer,amount\n1,ann,10.50\n2,bob,4.25\n3,ann,1.00\n")
        .sql(
            "sources/orders.sql",
            """
            create materialized view orders comment 'One row per order' as
            select * from read_files('orders.csv', format => 'csv', header => true,
              schema => 'id int, customer string, amount decimal(12,2)')
            """)
        .sql("facts/big.sql", "create view big as select * from orders where amount > 2")
        .sql(
            "facts/totals.sql",
            """
            create materialized view totals as
            select customer, sum(amount) as total, count(*) as n from big group by customer
            """);
  }

  @Test
  void refreshesDatasetsInOrder() {
    UpdateResult result = orders().refresh();

    assertThat(shop.states(result))
        .isEqualTo(Map.of("orders", "COMPLETED", "big", "ANALYZED", "totals", "COMPLETED"));
    assertThat(dataset(result, "orders").rows()).isEqualTo(3);
    assertThat(dataset(result, "orders").version()).hasValue(0L);
    assertThat(dataset(result, "totals").versionsRead())
        .isEqualTo(Map.of(Shop.table("orders"), 0L));
    assertThat(dataset(result, "totals").schema().ddl())
        .isEqualTo("customer STRING, total DECIMAL(22,2), n BIGINT");
    assertThat(shop.rows("select * from totals order by customer"))
        .containsExactly(
            List.of("ann", new BigDecimal("10.50"), 1L),
            List.of("bob", new BigDecimal("4.25"), 1L));
  }

  @Test
  void replacesMaterializedViewsWithWhatTheQueryGivesNow() {
    orders().refresh();
    shop.data("orders.csv", "id,customer,amount\n9,cy,7.00\n");

    UpdateResult result = shop.refresh();

    assertThat(dataset(result, "totals").version()).hasValue(1L);
    assertThat(shop.rows("select * from totals"))
        .containsExactly(List.of("cy", new BigDecimal("7.00"), 1L));
    assertThat(shop.rows("select count(*) from totals version as of 0"))
        .containsExactly(List.of(2L));
  }

  @Test
  void aReplacedViewMayHaveOtherColumns() {
    orders().refresh();
    shop.sql("facts/totals.sql", "create materialized view totals as select 'x' as other");

    shop.refresh();

    assertThat(shop.rows("select * from totals")).containsExactly(List.of("x"));
  }

  @Test
  void fitsTheQueryToDeclaredColumnsByName() {
    shop.sql(
        "facts/t.sql",
        """
        create materialized view t (b bigint comment 'The number', a string not null)
        as select 'x' as a, 1 as B
        """);

    UpdateResult result = shop.refresh();

    assertThat(dataset(result, "t").schema().ddl()).isEqualTo("b BIGINT, a STRING NOT NULL");
    assertThat(shop.rows("select * from t")).containsExactly(List.of(1L, "x"));
    assertThat(shop.warehouse.table(Shop.table("t")).snapshot().orElseThrow().schema().columns())
        .extracting(c -> c.comment().orElse(""))
        .containsExactly("The number", "");
  }

  @Test
  void namesTheColumnThatDoesNotFit() {
    shop.sql("facts/t.sql", "create materialized view t (a string, b int) as select 'x' as a");
    assertThat(shop.run().error().orElseThrow())
        .hasMessage("Cannot write to 't': its query has no column 'b'");

    shop.sql("facts/t.sql", "create materialized view t (a int) as select 'x' as a");
    assertThat(shop.run().error().orElseThrow())
        .hasMessage("Cannot write to 't': column 'a' is STRING in the query and INT in the table");

    shop.sql("facts/t.sql", "create materialized view t (a string) as select 'x' as a, 2 as c");
    assertThat(shop.run().error().orElseThrow())
        .hasMessage("Cannot write to 't': its query has column 'c', the table has not");

    shop.sql("facts/t.sql", "create materialized view t as select 1 as a, 2 as A");
    assertThat(shop.run().error().orElseThrow())
        .hasMessage("Cannot store 't': its query has two columns named 'A'");

    shop.sql("facts/t.sql", "create materialized view t as select null as a");
    assertThat(shop.run().error().orElseThrow())
        .hasMessage("Cannot store 't': column 'a' is of type VOID, which tables do not have");
    assertThat(shop.warehouse.tables()).noneMatch(name -> name.table().equals("t"));
  }

  @Test
  void refusesNullsInColumnsDeclaredNotNull() {
    shop.sql(
        "facts/t.sql",
        "create materialized view t (a string not null) as select * from values ('x'), (null), (null) as v(a)");

    UpdateResult result = shop.run();

    assertThat(result.error().orElseThrow())
        .hasMessage("Cannot write to 't': column 'a' is NOT NULL and is null in 2 rows");
    assertThat(shop.warehouse.table(Shop.table("t")).snapshot()).isEmpty();
  }

  @Test
  void findsEveryMistakeBeforeAnyWork() {
    orders()
        .sql("facts/bad.sql", "create materialized view bad as select nme from orders")
        .sql("facts/worse.sql", "create materialized view worse as select frob(id) from orders")
        .sql("facts/after.sql", "create materialized view after as select * from bad");

    UpdateResult result = shop.run();

    assertThat(shop.states(result))
        .isEqualTo(
            Map.of(
                "orders", "SKIPPED",
                "bad", "FAILED",
                "big", "SKIPPED",
                "worse", "FAILED",
                "after", "SKIPPED",
                "totals", "SKIPPED"));
    assertThat(result.error().orElseThrow())
        .hasMessageStartingWith("Cannot run project 'shop': 2 problems\n  facts/bad.sql:1:40");
    assertThat(shop.warehouse.table(Shop.table("orders")).snapshot()).isEmpty();
  }

  @Test
  void stopsAtTheFirstErrorAndLeavesTheRestAsItWas() {
    orders().refresh();
    shop.data("orders.csv", "id,customer,amount\n9,cy,7.00\n")
        .sql(
            "facts/big.sql",
            """
            create materialized view big (constraint one expect (amount > 10) on violation fail update)
            as select * from orders where amount > 2
            """);

    UpdateResult result = shop.run();

    assertThat(shop.states(result))
        .isEqualTo(Map.of("orders", "COMPLETED", "big", "FAILED", "totals", "SKIPPED"));
    assertThat(result.error().map(PerigonException::code)).hasValue(ErrorCode.EXPECTATION);
    assertThat(shop.rows("select count(*) from totals")).containsExactly(List.of(2L));
  }

  @Test
  void missingFilesAreNamedBeforeAnyWork() {
    orders()
        .sql(
            "sources/none.sql",
            "create materialized view none as\nselect * from read_files('none.csv', format => 'csv', schema => 'a int')");

    UpdateResult result = shop.run();

    assertThat(result.error().orElseThrow())
        .hasMessage("Cannot read 'none.csv': there is nothing at %s/data/none.csv", folder);
    assertThat(result.error().orElseThrow().origin().orElseThrow().toString())
        .isEqualTo("sources/none.sql:2:15");
    assertThat(shop.warehouse.tables()).noneMatch(name -> name.catalog().equals("shop"));
  }

  @Test
  void aPatternMayMatchNothing() {
    shop.sql(
        "sources/none.sql",
        "create materialized view none as select * from read_files('*.csv', format => 'csv', schema => 'a int')");

    assertThat(dataset(shop.refresh(), "none").rows()).isZero();
    assertThat(shop.rows("select * from none")).isEmpty();
  }

  @Test
  void pathsMayHoldBlanksAndPatterns() {
    shop.data("in put/a b.csv", "x\n1\n")
        .data("in put/c.csv", "x\n2\n")
        .data("in put/d%20.csv", "x\n4\n")
        .sql(
            "sources/a.sql",
            "create materialized view a as select x from read_files('in put/{a b,c}.csv', format => 'csv', header => true, schema => 'x int')")
        .sql(
            "sources/b.sql",
            "create materialized view b as select x from read_files('%s/data/in put/d%%20.csv', format => 'csv', header => true, schema => 'x int')"
                .formatted(folder))
        .refresh();

    assertThat(shop.rows("select x from a order by x")).containsExactly(List.of(1), List.of(2));
    assertThat(shop.rows("select x from b")).containsExactly(List.of(4));
  }

  @Test
  void aDryRunGivesTypesAndTouchesNothing() {
    orders().project.with("perigon.yml", "name: shop\nlayers: [sources, facts]\n");
    UpdateRequest request =
        new UpdateRequest(
            folder.resolve("nowhere").toUri(), Shop.AS_OF, List.of(), List.of(), false, true, 2);

    UpdateResult result = shop.run(request);

    assertThat(result.error()).isEmpty();
    assertThat(result.datasets()).extracting(DatasetResult::state).containsOnly(State.ANALYZED);
    assertThat(dataset(result, "totals").schema().ddl())
        .isEqualTo(
            "customer STRING, total DECIMAL(22,2), n BIGINT NOT NULL".replace(" NOT NULL", ""));
    assertThat(folder.resolve("home")).doesNotExist();
  }

  @Test
  void aDryRunChecksTheReportToo() {
    orders()
        .project
        .with(
            "perigon.yml",
            """
            name: shop
            layers: [sources, facts]
            report:
              - query: select totl from totals
            """);
    UpdateRequest request =
        new UpdateRequest(
            folder.resolve("data").toUri(), Shop.AS_OF, List.of(), List.of(), false, true, 2);

    assertThat(shop.run(request).error().orElseThrow().origin().orElseThrow().toString())
        .isEqualTo("perigon.yml:4:19");
  }

  @Test
  void refreshesOnlyWhatIsAsked() {
    orders().refresh();
    shop.data("orders.csv", "id,customer,amount\n9,cy,7.00\n");

    UpdateResult result =
        shop.run(
            new UpdateRequest(
                folder.resolve("data").toUri(),
                Shop.AS_OF,
                List.of("Totals"),
                List.of(),
                false,
                false,
                2));

    assertThat(shop.states(result))
        .isEqualTo(Map.of("orders", "EXCLUDED", "big", "EXCLUDED", "totals", "COMPLETED"));
    assertThat(shop.rows("select count(*) from totals")).containsExactly(List.of(2L));
  }

  @Test
  void aNameWithoutSchemaMeansTheOnlyDatasetThatHasIt() {
    UpdateRequest days =
        new UpdateRequest(folder.toUri(), Shop.AS_OF, List.of("Days"), List.of(), false, false, 2);
    shop.sql("facts/days.sql", "create materialized view silver.days as select 1 as n");
    assertThat(dataset(shop.run(days), "days").state()).isEqualTo(State.COMPLETED);

    shop.sql("facts/days2.sql", "create materialized view gold.days as select 2 as n");
    PerigonException error = catchThrowableOfType(PerigonException.class, () -> shop.run(days));
    assertThat(error)
        .hasMessage("Cannot refresh 'Days': the project has several datasets of that name");
    assertThat(error.remedy()).isEqualTo("Write which: 'shop.gold.days' or 'shop.silver.days'");
  }

  @Test
  void refreshNamesAreCheckedAndSuggested() {
    orders();
    UpdateRequest request =
        new UpdateRequest(folder.toUri(), Shop.AS_OF, List.of("totls"), List.of(), false, false, 2);

    PerigonException error = catchThrowableOfType(PerigonException.class, () -> shop.run(request));

    assertThat(error).hasMessage("Cannot refresh 'totls': the project has no dataset of that name");
    assertThat(error.remedy()).startsWith("Did you mean 'totals'?");
  }

  @Test
  void whatWasNeverRefreshedCannotBeReadAsItIs() {
    orders();
    UpdateRequest request =
        new UpdateRequest(
            folder.resolve("data").toUri(),
            Shop.AS_OF,
            List.of("totals"),
            List.of(),
            false,
            false,
            2);

    assertThat(shop.run(request).error().orElseThrow())
        .hasMessage("Cannot read 'orders': it has never been refreshed");
  }

  @Test
  void allFlowsSeeOneClock() {
    shop.sql("facts/a.sql", "create materialized view a as select current_date() as d")
        .sql("facts/b.sql", "create view b as select current_timestamp() as t, d from a");

    shop.refresh();

    assertThat(shop.rows("select t, d from b"))
        .containsExactly(List.of(Shop.AS_OF, java.time.LocalDate.of(2025, 10, 9)));
  }

  @Test
  void readsTablesOfOtherCatalogs() {
    shop.project.with(
        "perigon.yml", "name: other\ncatalog: lake\nschema: core\nlayers: [sources]\n");
    shop.sql("sources/names.sql", "create materialized view names as select 1 as id, 'x' as name");
    shop.refresh();
    shop.project.without("sources/names.sql").with("perigon.yml", "name: shop\nlayers: [facts]\n");
    shop.sql("facts/a.sql", "create materialized view a as select name from lake.core.names");

    assertThat(dataset(shop.refresh(), "a").rows()).isEqualTo(1);
  }

  @Test
  void eachLayerCanHaveItsOwnSession() {
    orders();
    AtomicInteger opened = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    UpdateRequest request =
        new UpdateRequest(
            folder.resolve("data").toUri(), Shop.AS_OF, List.of(), List.of(), true, false, 2);

    try (Updates updates =
        shop.updates(
            shop.warehouse,
            engine -> {
              opened.incrementAndGet();
              return new WatchedEngine(engine, name -> {}, closed::incrementAndGet);
            })) {
      assertThat(shop.run(updates, request).error()).isEmpty();
    }

    assertThat(opened).hasValue(3);
    assertThat(closed).hasValue(3);
  }

  @Test
  void runsIndependentFlowsAtTheSameTime() {
    shop.sql("facts/a.sql", "create materialized view a as select 1 as x")
        .sql("facts/b.sql", "create materialized view b as select 2 as x");
    var meeting = new java.util.concurrent.CyclicBarrier(2);
    var met = new AtomicInteger();

    try (Updates updates =
        shop.updates(
            shop.warehouse,
            engine ->
                new WatchedEngine(
                    engine,
                    folder -> {
                      if (!folder.contains("/system/")) {
                        try {
                          meeting.await(20, java.util.concurrent.TimeUnit.SECONDS);
                          met.incrementAndGet();
                        } catch (Exception e) {
                          throw new IllegalStateException(e);
                        }
                      }
                    },
                    () -> {}))) {
      assertThat(shop.run(updates, shop.request()).error()).isEmpty();
    }

    assertThat(met).hasValue(2);
  }

  @Test
  void aSecondUpdateOfTheSameProjectSaysThatOneIsRunning() throws Exception {
    shop.sql("facts/a.sql", "create materialized view a as select 1 as x");
    var reached = new java.util.concurrent.CountDownLatch(1);
    var go = new java.util.concurrent.CountDownLatch(1);
    try (Updates first =
        shop.updates(
            shop.warehouse,
            engine ->
                new WatchedEngine(
                    engine,
                    folder -> {
                      reached.countDown();
                      try {
                        go.await(20, java.util.concurrent.TimeUnit.SECONDS);
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    },
                    () -> {}))) {
      var running =
          java.util.concurrent.CompletableFuture.supplyAsync(() -> shop.run(first, shop.request()));
      assertThat(reached.await(20, java.util.concurrent.TimeUnit.SECONDS)).isTrue();

      PerigonException error = catchThrowableOfType(PerigonException.class, () -> shop.run());

      assertThat(error.code()).isEqualTo(ErrorCode.CONFLICT);
      assertThat(error)
          .hasMessageStartingWith(
              "Cannot update project 'shop': another update of it is running, begun at 20");
      go.countDown();
      assertThat(running.get().error()).isEmpty();
    }
    assertThat(shop.run().error()).isEmpty();
  }

  @Test
  void anUnwritableHomeIsNamed() throws Exception {
    shop.sql("facts/a.sql", "create materialized view a as select 1 as x");
    Files.writeString(folder.resolve("home"), "a file, not a folder");

    PerigonException error = catchThrowableOfType(PerigonException.class, () -> shop.run());

    assertThat(error.code()).isEqualTo(ErrorCode.FILE);
    assertThat(error)
        .hasMessageStartingWith("Cannot write to the home folder '%s': ", folder.resolve("home"));
  }
}
