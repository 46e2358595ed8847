package dev.perigon.pipelines;

import static dev.perigon.pipelines.Shop.dataset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.Removal;
import dev.perigon.lakehouse.Snapshot;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is new is added to a materialized view whose query adds up. */
class TestAdditiveRefresh {
  private static final String QUERY =
      "select customer, count(*) n, sum(amount) s, min(id) least, max(id) greatest"
          + " from (select * from orders union all select id, customer, -1 from returned)"
          + " group by customer";

  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = new Shop(folder);
    shop.sql("sources/orders.sql", table("orders", "in"));
    shop.sql("sources/returned.sql", table("returned", "back"));
    view("create materialized view totals as " + QUERY);
    shop.data("in/1.csv", "id,customer,amount\n" + orders(1, 40));
    shop.data("back/1.csv", "id,customer,amount\n7,c07,7\n");
  }

  @AfterEach
  void closeShop() {
    shop.close();
  }

  private static String table(String name, String folder) {
    return """
        create streaming table %s as
        select * from stream read_files('%s', format => 'csv', header => true,
          schema => 'id int, customer string, amount int')
        """
        .formatted(name, folder);
  }

  private void view(String text) {
    shop.sql("facts/totals.sql", Shop.incremental(text));
  }

  /** One for each customer. */
  private static String orders(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "%d,c%02d,%d".formatted(i, i, i))
        .collect(Collectors.joining("\n"));
  }

  /** Whether an update after these orders added them to the view, which is right then. */
  private boolean addsAfter(String orders) {
    shop.data("in/%d.csv".formatted(System.nanoTime()), "id,customer,amount\n" + orders);
    shop.refresh();
    return adds();
  }

  private boolean adds() {
    List<String> columns = List.of("customer", "n", "s", "least", "greatest");
    String all = "select %s from (%s) order by 1".formatted(String.join(", ", columns), QUERY);
    assertThat(shop.rows("select %s from totals order by 1".formatted(String.join(", ", columns))))
        .isEqualTo(shop.rows(all));
    return "ADDED"
        .equals(
            shop.warehouse
                .table(Shop.table("totals"))
                .history()
                .get(0)
                .parameters()
                .get("refresh"));
  }

  private Snapshot newest(String table) {
    return shop.warehouse.table(Shop.table(table)).snapshot().orElseThrow();
  }

  private Set<String> files(String table) {
    return newest(table).files().stream()
        .map(DataFile::location)
        .map(Object::toString)
        .collect(Collectors.toSet());
  }

  @Test
  void newRowsAreAddedToThoseThatAreThere() {
    shop.refresh();
    assertThat(adds()).isFalse();

    assertThat(addsAfter("90,c07,5\n91,c99,1\n92,,1\n93,c08,\n")).isTrue();
    assertThat(addsAfter("94,,2\n95,c99,-3\n")).isTrue();
    assertThat(shop.rows("select n, s, least, greatest from totals where customer is null"))
        .containsExactly(List.of(2L, 3L, 92, 94));

    shop.data("back/2.csv", "id,customer,amount\n8,c08,7\n");
    UpdateResult last = shop.refresh();
    assertThat(adds()).isTrue();
    assertThat(dataset(last, "totals").rows()).isEqualTo(42);
    assertThat(dataset(last, "totals").keys()).isEmpty();
    assertThat(dataset(shop.refresh(), "totals").state().name()).isEqualTo("UNCHANGED");
  }

  @Test
  void filesThatHaveNoneOfTheGroupsStay() {
    view("create materialized view totals partitioned by (customer) as " + QUERY);
    shop.refresh();
    Set<String> first = files("totals");
    assertThat(addsAfter("90,c07,5\n91,c09,1")).isTrue();
    assertThat(files("totals"))
        .as("c08 lies between")
        .hasSize(first.size())
        .filteredOn(file -> !first.contains(file))
        .hasSize(3);
  }

  @Test
  void rowsThatAreOnlyWrittenAnewAreNotAddedAgain() {
    shop.refresh();
    assertThat(addsAfter("90,c01,1")).isTrue();
    shop.compact("orders");
    shop.compact("totals");
    assertThat(addsAfter("91,c02,1")).isTrue();
    shop.compact("orders");
    assertThat(dataset(shop.refresh(), "totals").state().name()).isEqualTo("UNCHANGED");
  }

  @Test
  void whereRowsWentAllIsComputed() {
    shop.refresh();
    assertThat(addsAfter("90,c01,1")).isTrue();
    Snapshot input = newest("orders");
    shop.delete("orders", input, Removal.of(input.files().subList(0, 1)));
    assertThat(addsAfter("91,c01,1")).isFalse();
    assertThat(addsAfter("92,c01,1")).isTrue();
  }

  @Test
  void whatSomebodyElseWroteIsNotAddedTo() {
    shop.refresh();
    Snapshot view = newest("totals");
    shop.delete("totals", view, Removal.of(view.files()));
    assertThat(addsAfter("90,c01,1")).isFalse();
  }

  @Test
  void tablesThatAreMadeAnewAreReadWhole() {
    shop.refresh();
    UpdateRequest all = shop.request();
    shop.data("in/2.csv", "id,customer,amount\n90,c01,1\n");
    shop.run(
        new UpdateRequest(all.data(), all.asOf(), List.of(), List.of("orders"), false, false, 1));
    assertThat(adds()).isFalse();
    assertThat(addsAfter("91,c01,1")).isTrue();
  }

  @Test
  void anotherQueryIsComputedWhole() {
    shop.refresh();
    view("create materialized view totals as " + QUERY.replace("-1", "-2"));
    shop.data("in/2.csv", "id,customer,amount\n90,c01,1\n");
    shop.refresh();
    assertThat(shop.rows("select s from totals where customer = 'c07'"))
        .containsExactly(List.of(5L));
    assertThat(shop.rows("select s from totals where customer = 'c01'"))
        .containsExactly(List.of(2L));
  }

  @Test
  void aViewWithExpectationsIsNotAddedTo() {
    view("create materialized view totals (constraint small expect (s < 30)) as " + QUERY);
    shop.refresh();
    assertThat(addsAfter("90,c01,1")).isFalse();
  }

  @Test
  void sumsKeepTheirType() {
    view(
        "create materialized view sums as select customer, sum(amount * 1.5) s,"
            + " sum(cast(amount as decimal(38,0))) big from orders group by 1");
    shop.refresh();
    shop.data("in/2.csv", "id,customer,amount\n90,c01,3\n");
    shop.refresh();
    assertThat(shop.rows("select typeof(s), typeof(big), s, big from sums where customer = 'c01'"))
        .containsExactly(
            List.of("decimal(23,1)", "decimal(38,0)", new BigDecimal("6.0"), new BigDecimal(4)));
  }

  @Test
  void daysThatStatisticsCannotTellAreGroupsToo() {
    String query =
        "select date_add(date '9999-12-25', id) as day, count(*) n from orders group by 1";
    view("create materialized view totals as " + query);
    shop.refresh();
    shop.data("in/2.csv", "id,customer,amount\n3,c01,3\n20,c01,3\n");
    shop.refresh();
    String all = " order by day";
    assertThat(shop.rows("select cast(day as string), n from totals" + all))
        .isEqualTo(shop.rows("select cast(day as string), n from (" + query + ")" + all));
  }

  @Test
  void addingPaysForViewsThatAreSmallerThanTheirInputs() {
    shop.sql("facts/totals.sql", "create materialized view totals as " + QUERY);
    shop.refresh();
    assertThat(addsAfter("90,c01,1")).as("as many rows as its inputs").isFalse();
    String many =
        IntStream.range(0, 200).mapToObj(i -> i + ",c01,1").collect(Collectors.joining("\n"));
    assertThat(addsAfter(many)).as("most are new").isFalse();
    assertThat(addsAfter("91,c01,1")).isTrue();
  }
}
