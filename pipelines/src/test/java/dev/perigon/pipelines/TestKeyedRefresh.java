package dev.perigon.pipelines;

import static dev.perigon.pipelines.Shop.dataset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.HistoryEntry;
import dev.perigon.lakehouse.Removal;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a materialized view, only the rows of keys that something new is about are computed. */
class TestKeyedRefresh {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = new Shop(folder);
    shop.sql(
        "sources/orders.sql",
        """
            create streaming table orders as
            select * from stream read_files('in', format => 'csv', header => true,
              schema => 'id int, customer string, amount int')
            """);
    view(
        "facts/totals.sql",
        "create materialized view totals as"
            + " select customer, count(distinct id) n, sum(amount) s from orders group by customer");
    shop.data("in/1.csv", "id,customer,amount\n" + orders(1, 40));
  }

  @AfterEach
  void closeShop() {
    shop.close();
  }

  private void view(String file, String text) {
    shop.sql(file, Shop.incremental(text));
  }

  /** One for each customer. */
  private static String orders(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "%d,c%02d,%d".formatted(i, i, i))
        .collect(Collectors.joining("\n"));
  }

  private Snapshot newest(String table) {
    return shop.warehouse.table(Shop.table(table)).snapshot().orElseThrow();
  }

  private HistoryEntry last(String table) {
    return shop.warehouse.table(Shop.table(table)).history().get(0);
  }

  /** How many keys' rows were computed in an update after this order. */
  private Optional<Long> keysAfter(String order) {
    shop.data("in/%d.csv".formatted(System.nanoTime()), "id,customer,amount\n" + order);
    return dataset(shop.refresh(), "totals").keys();
  }

  private void totalsAreRight() {
    String query =
        "select customer, count(distinct id) n, sum(amount) s from orders group by customer";
    assertThat(shop.rows("select * from totals order by customer"))
        .isEqualTo(shop.rows(query + " order by customer"));
  }

  @Test
  void aNewRowTouchesTheRowsOfItsKeyAlone() {
    assertThat(dataset(shop.refresh(), "totals").keys()).isEmpty();

    shop.data("in/2.csv", "id,customer,amount\n90,c07,5\n91,c99,1\n92,,1\n");
    UpdateResult second = shop.refresh();

    assertThat(dataset(second, "totals").keys()).contains(3L);
    assertThat(dataset(second, "totals").rows()).isEqualTo(42);
    assertThat(dataset(second, "totals").versionsRead())
        .isEqualTo(Map.of(Shop.table("orders"), 1L));
    totalsAreRight();
    assertThat(last("totals").operation()).isEqualTo("REFRESH");
    assertThat(last("totals").parameters())
        .containsEntry("refreshKey", "customer")
        .containsEntry("refreshedKeys", "3");
    assertThat(shop.rows("select keys from system.pipelines.flow_progress where keys is not null"))
        .containsExactly(List.of(3L));
    assertThat(dataset(shop.refresh(), "totals").state().name()).isEqualTo("UNCHANGED");
  }

  @Test
  void aViewOfFewRowsIsComputedWholeUnlessItSaysOtherwise() {
    shop.sql(
        "facts/small.sql",
        "create materialized view small as select customer, count(*) n from orders group by 1");
    shop.refresh();
    shop.data("in/2.csv", "id,customer,amount\n90,c07,5\n");
    UpdateResult second = shop.refresh();

    assertThat(dataset(second, "totals").keys()).contains(1L);
    assertThat(dataset(second, "small").keys()).isEmpty();
    assertThat(shop.rows("select n from small where customer = 'c07'"))
        .containsExactly(List.of(2L));
  }

  @Test
  void aPolicyThatNobodyKnowsIsRefused() {
    shop.sql(
        "facts/small.sql",
        "create materialized view small tblproperties ('pipelines.refresh.policy' = 'fast')"
            + " as select customer from orders");
    assertThatThrownBy(shop::refresh)
        .hasMessageContaining("pipelines.refresh.policy")
        .hasMessageContaining("'auto', 'incremental' or 'full'");
  }

  @Test
  void filesThatHaveNoneOfTheKeysStay() {
    shop.data("in/1.csv", "id,customer,amount\n" + orders(1, 99));
    shop.refresh();
    Set<String> first = files("totals");
    assertThat(keysAfter("100,d01,1")).contains(1L);
    assertThat(files("totals")).containsAll(first).hasSize(first.size() + 1);
    Set<String> second = files("totals");
    assertThat(keysAfter("101,d01,1")).contains(1L);
    assertThat(files("totals")).containsAll(first).isNotEqualTo(second);
    assertThat(keysAfter("102,c50,1")).contains(1L);
    assertThat(files("totals")).doesNotContainAnyElementsOf(first);
    totalsAreRight();
  }

  private Set<String> files(String table) {
    return newest(table).files().stream()
        .map(DataFile::location)
        .map(Object::toString)
        .collect(Collectors.toSet());
  }

  @Test
  void rowsThatAreOnlyWrittenAnewTouchNothing() {
    view(
        "facts/big.sql",
        "create materialized view big as" + " select customer, s from totals where s > 10");
    shop.refresh();
    Set<String> files = files("big");

    shop.data("in/2.csv", "id,customer,amount\n90,c01,1\n");
    assertThat(dataset(shop.refresh(), "big").keys()).contains(1L);
    assertThat(files("big")).isEqualTo(files);
    assertThat(newest("big").version()).isEqualTo(1);

    shop.compact("totals");
    assertThat(dataset(shop.refresh(), "big").state().name()).isEqualTo("UNCHANGED");
  }

  @Test
  void aViewAndItsInputsMayBeCompactedInBetween() {
    shop.refresh();
    assertThat(keysAfter("90,d01,1")).contains(1L);
    shop.compact("totals");
    shop.compact("orders");
    assertThat(keysAfter("91,d02,1")).contains(1L);
    totalsAreRight();
  }

  @Test
  void muchThatIsNewIsComputedWhole() {
    shop.refresh();
    assertThat(keysAfter(orders(1, 25))).isEmpty();
    totalsAreRight();
    assertThat(keysAfter("90,c01,1")).contains(1L);
  }

  @Test
  void whoAsksForAViewGetsItWhole() {
    shop.refresh();
    shop.data("in/2.csv", "id,customer,amount\n90,c07,5\n");
    UpdateRequest all = shop.request();
    UpdateResult second =
        shop.run(
            new UpdateRequest(
                all.data(), all.asOf(), List.of("orders", "totals"), List.of(), false, false, 1));
    assertThat(dataset(second, "totals").keys()).isEmpty();
    totalsAreRight();
  }

  @Test
  void whatSomebodyElseWroteIsComputedWhole() {
    shop.refresh();
    Snapshot view = newest("totals");
    shop.delete("totals", view, Removal.of(view.files()));
    assertThat(keysAfter("90,c01,1")).isEmpty();
    totalsAreRight();

    Snapshot input = newest("orders");
    shop.delete("orders", input, Removal.of(input.files().subList(0, 1)));
    shop.data("in/3.csv", "id,customer,amount\n91,c01,1\n");
    shop.refresh();
    totalsAreRight();
  }

  @Test
  void rowsThatAreGoneTakeTheirKeysAlong() {
    shop.refresh();
    assertThat(keysAfter("90,d01,1")).contains(1L);
    Snapshot input = newest("orders");
    List<DataFile> small = input.files().stream().filter(f -> rows(f) == 1).toList();
    shop.delete("orders", input, Removal.of(small));
    assertThat(dataset(shop.refresh(), "totals").keys()).contains(1L);
    assertThat(shop.rows("select * from totals where customer = 'd01'")).isEmpty();
    totalsAreRight();
  }

  private static long rows(DataFile file) {
    return file.statistics().orElseThrow().rows();
  }

  @Test
  void expectationsAreCountedOverTheWholeView() {
    view(
        "facts/totals.sql",
        """
        create materialized view totals (
          constraint named expect (customer is not null) on violation drop row,
          constraint small expect (s < 30),
          constraint once expect (count(*) over (partition by customer) = 1) on violation fail update
        ) as select customer, count(distinct id) n, sum(amount) s from orders group by customer
        """);
    shop.data("in/1.csv", "id,customer,amount\n" + orders(1, 40) + "\n41,,1\n");
    shop.refresh();

    shop.data("in/2.csv", "id,customer,amount\n90,c29,5\n91,c40,-39\n92,c77,1\n93,,1\n");
    UpdateResult second = shop.refresh();

    assertThat(dataset(second, "totals").keys()).contains(4L);
    assertThat(dataset(second, "totals").rows()).isEqualTo(41);
    assertThat(dataset(second, "totals").expectations())
        .containsExactly(
            new ExpectationResult("named", "DROP ROW", 42, 41, 1),
            new ExpectationResult("small", "WARN", 42, 31, 11),
            new ExpectationResult("once", "FAIL UPDATE", 42, 42, 0));
    assertThat(dataset(shop.refresh(), "totals").expectations())
        .isEqualTo(dataset(second, "totals").expectations());
  }

  @Test
  void rulesThatLookAtRowsOfOtherKeysAreHeldAgainstTheWholeView() {
    view(
        "facts/totals.sql",
        "create materialized view totals (constraint some expect (sum(s) over () > 0)) as"
            + " select customer, count(distinct id) n, sum(amount) s from orders group by customer");
    shop.refresh();
    assertThat(keysAfter("90,c01,1")).isEmpty();
    totalsAreRight();
  }

  @Test
  void aViolationThatEndsTheUpdateIsToldOfTheWholeView() {
    view(
        "facts/totals.sql",
        "create materialized view totals"
            + " (constraint small expect (s < 50) on violation fail update) as"
            + " select customer, count(distinct id) n, sum(amount) s from orders group by customer");
    shop.refresh();
    shop.data("in/2.csv", "id,customer,amount\n90,c40,30\n");
    assertThat(shop.run().error().orElseThrow().problem()).contains("1 of 40");
    assertThat(newest("totals").version()).isZero();
  }

  @Test
  void aViewWithAQuarantineIsComputedWhole() {
    view(
        "facts/totals.sql",
        "create materialized view totals"
            + " (constraint named expect (customer is not null) on violation quarantine row) as"
            + " select customer, count(distinct id) n, sum(amount) s from orders group by customer");
    shop.refresh();
    assertThat(keysAfter("90,c01,1")).isEmpty();
    totalsAreRight();
  }

  @Test
  void aPartitionedViewIsComputedInPartsToo() {
    view(
        "facts/totals.sql",
        "create materialized view totals partitioned by (customer) as"
            + " select customer, count(distinct id) n, sum(amount) s from orders group by customer");
    shop.refresh();
    assertThat(keysAfter("90,c01,1\n91,,2")).contains(2L);
    totalsAreRight();
  }

  @Test
  void aViewWhoseRowsDependOnAllOthersIsComputedWhole() {
    view(
        "facts/totals.sql",
        "create materialized view totals as"
            + " select customer, rank() over (order by amount) n, amount s from orders");
    shop.refresh();
    assertThat(keysAfter("90,c01,1")).isEmpty();
  }

  @Test
  void ofATargetOfAutoCdcOnlyRowsThatDifferCount() {
    shop.sql(
        "sources/orders.sql",
        """
        create streaming table orders;
        create flow orders_f as auto cdc into orders
        from stream read_files('in', format => 'csv', header => true,
          schema => 'id int, customer string, amount int')
        keys (id, customer) sequence by struct(amount)
        """);
    shop.refresh();
    assertThat(keysAfter("7,c07,8\n8,c08,8\n9,c09,1\n")).as("9 is late, 8 a copy").contains(1L);
    totalsAreRight();
    assertThat(keysAfter("7,c07,2\n")).as("late").isIn(Optional.empty(), Optional.of(0L));
    totalsAreRight();
  }

  @Test
  void rowsInFilesThatVacuumHasDeletedCannotBeCompared() {
    shop.refresh();
    shop.data("in/2.csv", "id,customer,amount\n90,d01,5\n");
    shop.refresh();
    Snapshot input = newest("orders");
    shop.delete(
        "orders", input, Removal.of(input.files().stream().filter(f -> rows(f) == 1).toList()));
    long now = System.currentTimeMillis();
    while (System.currentTimeMillis() <= now + 1) {
      Thread.onSpinWait();
    }
    Maintenance maintenance = new Maintenance(shop.warehouse, Optional.empty());
    maintenance.vacuum(
        maintenance.leftovers(
            Shop.table("orders"), Optional.of(Duration.ZERO), Maintenance.Insisting.YES));

    UpdateResult third = shop.refresh();

    assertThat(dataset(third, "totals").state().name()).isEqualTo("COMPLETED");
    assertThat(dataset(third, "totals").keys()).isEmpty();
    totalsAreRight();
  }
}
