package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.nio.file.Files;
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

  @Test
  void severalFlowsFillOneTarget() {
    target("");
    shop.sql(
        "sources/shop.sql",
        """
        create temporary view orders as select id, buyer as name, town as city, at
          from stream(read_files('orders/*.csv', format => 'csv', header => true,
          schema => 'id int, buyer string, town string, at int'));
        create flow shop as auto cdc into customers from stream(orders) keys (ID) sequence by at;
        """);
    shop.data("orders/1.csv", "id,buyer,town,at\n1,Anna,Paris,20\n3,Cid,Kyiv,7\n");
    changes("1,Ann,Rome,10,", "2,Bob,Oslo,10,", "3,,,8,D");

    assertThat(customers())
        .containsExactly(List.of(1, "Anna", "Paris", 20), List.of(2, "Bob", "Oslo", 10));
    assertThat(shop.rows("select __flow, count(*) from customers__changes group by 1 order by 1"))
        .containsExactly(List.of("crm", 3L), List.of("shop", 2L));
  }

  @Test
  void aStructPutsChangesInOrderAndBecomesTheTypeOfTheHistory() {
    shop.sql(
        "sources/customers.sql",
        SOURCE
            + """
            create streaming table customers;
            create flow crm as auto cdc into customers from stream(changes) keys (id, name)
              apply as delete when op = 'D' sequence by struct(at as day, id as n)
              columns id, name, city stored as scd type 2;
            """);
    changes("1,Ann,Rome,10,", "1,Ann,Oslo,20,", "1,Bob,Bonn,1,");
    changes("1,Ann,Lima,15,", "1,Ann,Lima,15,");

    assertThat(
            shop.rows("select name, city, __START_AT, __END_AT.day from customers order by 1, 3"))
        .containsExactly(
            List.of("Ann", "Rome", List.of(10, 1), 15),
            List.of("Ann", "Lima", List.of(15, 1), 20),
            Arrays.asList("Ann", "Oslo", List.of(20, 1), null),
            Arrays.asList("Bob", "Bonn", List.of(1, 1), null));
  }

  @Test
  void nullsOfAnUpdateKeepWhatWasThereAlsoWithinStructs() {
    shop.sql(
        "sources/customers.sql",
        """
        create temporary view changes as
          select id, named_struct('name', name, 'place', named_struct('city', city)) as who, at, op
          from stream(read_files('in/*.csv', format => 'csv', header => true,
            schema => 'id int, name string, city string, at int, op string'));
        create streaming table customers;
        create flow crm as auto cdc into customers from stream(changes) keys (id)
          ignore null updates apply as delete when op = 'D' sequence by at columns id, who;
        """);
    changes("1,Ann,,10,", "1,,Rome,20,", "2,Bob,Oslo,10,", "2,,,20,D");
    changes("2,,Bonn,30,", "1,,Paris,15,");

    assertThat(customers())
        .containsExactly(
            List.of(1, List.of("Ann", List.of("Rome"))),
            List.of(2, Arrays.asList(null, List.of("Bonn"))));
  }

  @Test
  void theTargetsDeclarationAndRulesHoldForRowsThatArrive() {
    shop.sql(
        "sources/customers.sql",
        SOURCE
            + """
            create streaming table customers (
              id bigint not null, name string not null, city string,
              constraint known expect (city <> 'Nowhere') on violation quarantine row,
              constraint adult expect (name <> 'Kid') on violation drop row,
              constraint warned expect (city <> 'Oslo')
            ) partitioned by (city) comment 'One row per customer';
            create flow crm as auto cdc into customers from stream(changes) keys (id)
              apply as delete when op = 'D' sequence by at columns id, name, city;
            """);
    DatasetResult result =
        changes(
            "1,Ann,Rome,10,", "2,Bob,Nowhere,10,", "3,Kid,Rome,10,", "4,Eve,Oslo,9,", "5,,,1,D");

    assertThat(customers()).containsExactly(List.of(1L, "Ann", "Rome"), List.of(4L, "Eve", "Oslo"));
    assertThat(shop.rows("select id, _quarantine_rule, __sequence from customers_quarantine"))
        .containsExactly(List.of(2L, "known", 10));
    assertThat(result.rows()).isEqualTo(3);
    assertThat(result.expectations())
        .containsExactly(
            new UpdateResult.ExpectationResult("known", "QUARANTINE ROW", 4, 3, 1),
            new UpdateResult.ExpectationResult("adult", "DROP ROW", 4, 3, 1),
            new UpdateResult.ExpectationResult("warned", "WARN", 4, 3, 1));
    var snapshot = shop.warehouse.table(Shop.table("customers")).snapshot().orElseThrow();
    assertThat(snapshot.partitionColumns()).containsExactly("city");
    assertThat(snapshot.comment()).contains("One row per customer");
    changes("1,Ann,Oslo,20,");
    assertThat(customers()).containsExactly(List.of(1L, "Ann", "Oslo"), List.of(4L, "Eve", "Oslo"));
  }

  @Test
  void onlyFilesThatMayHoldTheKeysAreWrittenAnew() {
    target("");
    changes("1,Ann,Rome,10,", "2,Bob,Oslo,10,");
    changes("11,Ann,Rome,10,", "12,Bob,Oslo,10,");
    changes("12,Bob,Bonn,20,");

    var history = shop.warehouse.table(Shop.table("customers")).history();
    assertThat(history.get(0).operation()).isEqualTo("AUTO CDC");
    assertThat(history.get(0).metrics()).containsEntry("numRemovedFiles", "1");
    assertThat(history.get(1).metrics()).containsEntry("numRemovedFiles", "0");
    assertThat(customers()).hasSize(4).contains(List.of(12, "Bob", "Bonn", 20));
  }

  @Test
  void olderChangesAreReadOnlyWhenTheyMayMatter() throws IOException {
    target("");
    changes("1,Ann,Rome,10,", "2,Bob,Oslo,10,");
    changes("1,Ann,Oslo,20,");
    DeltaTable log = shop.warehouse.table(Shop.table("customers__changes"));
    for (DataFile file : log.snapshot().orElseThrow().files()) {
      Files.delete(Path.of(file.location()));
    }
    changes("1,Ann,Lima,30,", "2,Bob,Bonn,25,");
    assertThat(customers())
        .containsExactly(List.of(1, "Ann", "Lima", 30), List.of(2, "Bob", "Bonn", 25));
    assertThatThrownBy(() -> changes("1,Ann,Bonn,20,"))
        .isInstanceOfSatisfying(
            PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE));
  }

  @Test
  void aFullRefreshComputesEverythingAnewFromTheSources() {
    target("");
    changes("1,Ann,Rome,10,", "2,Bob,Oslo,10,");
    shop.sql(
        "sources/customers.sql",
        SOURCE
            + "create streaming table customers;\n"
            + "create flow crm as auto cdc into customers from stream(changes) keys (name)"
            + "  sequence by id columns name, at");
    assertThat(shop.run().error().orElseThrow())
        .hasMessageContaining(
            "Cannot apply changes to 'customers' by KEYS (name): the changes kept so far go by (id)");

    var request =
        new UpdateRequest(
            shop.request().data(), Shop.AS_OF, List.of(), List.of("customers"), false, false, 2);
    assertThat(shop.run(request).error()).isEmpty();
    assertThat(customers()).containsExactly(List.of("Ann", 10), List.of("Bob", 10));
  }

  @Test
  void whatMakesAHistoryMayBeSaidAnewAtAnyTime() {
    target("stored as scd type 2 track history on city");
    changes("1,Ann,Rome,10,", "1,Anna,Rome,20,");
    assertThat(customers()).hasSize(1);
    target("stored as scd type 2 track history on name");
    shop.refresh();
    assertThat(shop.rows("select name, __START_AT, __END_AT from customers order by 2"))
        .containsExactly(List.of("Ann", 10, 20), Arrays.asList("Anna", 20, null));
  }

  @Test
  void aDryRunTellsColumnsAndTheGraphWhatFeedsATarget() {
    target("stored as scd type 2 track history on city");
    shop.sql(
        "facts/now.sql", "create view current as select * from customers where __END_AT is null");
    shop.data("in/0.csv", "id,name,city,at,op\n1,Ann,Rome,10,\n");

    UpdateResult result =
        shop.run(
            new UpdateRequest(
                shop.request().data(), Shop.AS_OF, List.of(), List.of(), false, true, 1));

    assertThat(result.error()).isEmpty();
    assertThat(Shop.dataset(result, "customers").schema().ddl())
        .isEqualTo("id INT, name STRING, city STRING, at INT, __START_AT INT, __END_AT INT");
    assertThat(shop.warehouse.tables()).isEmpty();
    DatasetGraph.Node node =
        DatasetGraph.of(shop.project.load()).nodes().stream()
            .filter(n -> n.name().table().equals("customers"))
            .findFirst()
            .orElseThrow();
    assertThat(node.reads()).containsExactly(Shop.table("changes"));
  }

  @Test
  void changesOfOneSequenceHaveAnOrderOfTheirOwnAndTruncatesComeLast() {
    shop.sql(
        "sources/customers.sql",
        SOURCE
            + """
            create streaming table customers;
            create flow crm as auto cdc into customers from stream(changes) keys (id)
              apply as delete when op = 'D' apply as truncate when op = 'T'
              sequence by at columns id, name;
            """);
    changes("1,Bob,,10,", "1,Ann,,10,", "2,Cid,,10,", "2,,,10,D", "3,Eve,,20,", "4,Fay,,30,");
    assertThat(customers())
        .containsExactly(List.of(1, "Bob"), List.of(3, "Eve"), List.of(4, "Fay"));
    changes(",,,20,T", "5,Gus,,20,", "1,Ann,,21,");
    assertThat(customers()).containsExactly(List.of(1, "Ann"), List.of(4, "Fay"));
    changes("6,Hal,,19,", "7,Ida,,22,");
    assertThat(customers())
        .containsExactly(List.of(1, "Ann"), List.of(4, "Fay"), List.of(7, "Ida"));
  }
}
