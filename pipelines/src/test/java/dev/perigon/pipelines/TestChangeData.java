package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.pipelines.UpdateResult.DatasetResult;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AUTO CDC from files of changes to tables. */
class TestChangeData {
  private static final String SOURCE =
      """
      create temporary view changes as select * from stream(read_files('in/*.csv',
        format => 'csv', header => true,
        schema => 'id int, name string, city string, at int, op string'));
      """;

  @TempDir private Path folder;
  private Shop shop;
  private int files;

  @BeforeEach
  void open() {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private void target(String rest) {
    shop.sql(
        "sources/customers.sql",
        SOURCE
            + "create streaming table customers;\n"
            + "create flow crm as auto cdc into customers from stream(changes) keys (id)\n"
            + "  apply as delete when op = 'D' sequence by at columns * except (op)\n"
            + rest);
  }

  private DatasetResult changes(String... rows) {
    shop.data("in/%d.csv".formatted(++files), "id,name,city,at,op\n" + String.join("\n", rows));
    return Shop.dataset(shop.refresh(), "customers");
  }

  private List<List<Object>> customers() {
    return shop.rows("select * from customers order by all");
  }

  @Test
  void theNewestChangeOfEachKeyCountsWheneverItArrives() {
    target("");
    assertThat(changes("1,Ann,Rome,10,", "2,Bob,Oslo,10,").rows()).isEqualTo(2);
    changes("1,Anna,Paris,30,", "2,Bob,Bonn,5,", "3,Cid,Kyiv,7,");
    changes("1,Ann,Lima,20,");

    assertThat(customers())
        .containsExactly(
            List.of(1, "Anna", "Paris", 30),
            List.of(2, "Bob", "Oslo", 10),
            List.of(3, "Cid", "Kyiv", 7));
  }

  @Test
  void aDeletedRowIsNotBroughtBackByAnOlderChange() {
    target("");
    changes("1,Ann,Rome,10,", "2,Bob,Oslo,10,");
    changes("1,,,30,D");
    assertThat(customers()).containsExactly(List.of(2, "Bob", "Oslo", 10));
    changes("1,Ann,Lima,20,");
    assertThat(customers()).containsExactly(List.of(2, "Bob", "Oslo", 10));
    changes("1,Ann,Lima,40,");
    assertThat(customers())
        .containsExactly(List.of(1, "Ann", "Lima", 40), List.of(2, "Bob", "Oslo", 10));
  }

  @Test
  void historyHasOneRowForEachSpanInWhichATrackedColumnStaysTheSame() {
    target("stored as scd type 2 track history on city");
    changes("1,Ann,Rome,10,", "1,Anna,Rome,20,", "1,Anna,Oslo,30,", "1,,,40,D");
    changes("1,Anna,Oslo,50,", "2,Bob,Bonn,5,");
    changes("1,Ann,Lima,15,");

    assertThat(
            shop.rows("select id, name, city, __START_AT, __END_AT from customers order by 1, 4"))
        .containsExactly(
            List.of(1, "Ann", "Rome", 10, 15),
            List.of(1, "Ann", "Lima", 15, 20),
            List.of(1, "Anna", "Rome", 20, 30),
            List.of(1, "Anna", "Oslo", 30, 40),
            Arrays.asList(1, "Anna", "Oslo", 50, null),
            Arrays.asList(2, "Bob", "Bonn", 5, null));
  }

  @Test
  void nothingIsCommittedWhenNothingIsNew() {
    target("");
    assertThat(changes("1,Ann,Rome,10,").version()).contains(0L);
    assertThat(Shop.dataset(shop.refresh(), "customers").version()).isEmpty();
    assertThat(shop.warehouse.table(Shop.table("customers__changes")).history()).hasSize(1);
    assertThat(shop.warehouse.table(Shop.table("customers")).history()).hasSize(1);
  }
}
