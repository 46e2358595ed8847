package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.Engine;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.pipelines.Maintenance.Insisting;
import dev.perigon.pipelines.Restorer.Restored;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An old version comes back whole, and what came after it is read again, once. */
class TestRestore {
  @TempDir Path folder;

  private static Shop shop(Path at) {
    return new Shop(at)
        .sql(
            "sources/events.sql",
            """
            create streaming table events (
              constraint positive expect (id > 0) on violation quarantine row
            ) as select id from stream(read_files('in/*.csv', format => 'csv', header => true,
              schema => 'id int'))
            """)
        .sql("facts/copies.sql", "create streaming table copies as select id from stream(events)")
        .sql("facts/total.sql", "create materialized view total as select sum(id) s from events");
  }

  private static Shop batch(Shop shop, int number, int... ids) {
    String rows = IntStream.of(ids).mapToObj(id -> id + "\n").collect(Collectors.joining());
    return shop.data("in/%d.csv".formatted(number), "id\n" + rows);
  }

  private static Restorer restorer(Shop shop, Warehouse warehouse) {
    return new Restorer(warehouse, Optional.of(shop.root.resolve("home")));
  }

  private static List<Restored> restore(Shop shop, String table, long version) {
    return restorer(shop, shop.warehouse).restore(Shop.table(table), version);
  }

  private static Snapshot newest(Shop shop, String table) {
    return shop.warehouse.table(Shop.table(table)).snapshot().orElseThrow();
  }

  private static List<Integer> ids(Shop shop, String table) {
    return shop.rows("select id from %s order by id".formatted(table)).stream()
        .map(row -> (Integer) row.get(0))
        .toList();
  }

  private static void optimize(Shop shop, String table) {
    try (Engine engine = shop.engine()) {
      new Optimizer(shop.warehouse, Optional.empty(), () -> engine)
          .optimize(Shop.table(table), 1 << 20);
    }
  }

  /** Of everything but the newest version. */
  private static void vacuum(Shop shop, String table) {
    long now = System.currentTimeMillis();
    while (System.currentTimeMillis() <= now + 1) {
      Thread.onSpinWait();
    }
    Maintenance maintenance = new Maintenance(shop.warehouse, Optional.empty());
    maintenance.vacuum(
        maintenance.leftovers(Shop.table(table), Optional.of(Duration.ZERO), Insisting.YES));
  }

  @Test
  void rowsCursorAndQuarantineComeBackAndTheNextUpdateReadsTheRestOnce() {
    try (Shop shop = shop(folder)) {
      batch(shop, 1, 1, -1).refresh();
      batch(shop, 2, 2, -2).refresh();
      batch(shop, 3, 3).refresh();
      Snapshot old = shop.warehouse.table(Shop.table("events")).snapshotAt(0);

      List<Restored> planned = restorer(shop, shop.warehouse).plan(Shop.table("events"), 0);
      assertThat(newest(shop, "events").version()).as("a plan changes nothing").isEqualTo(2);
      List<Restored> restored = restore(shop, "events", 0);

      assertThat(planned)
          .extracting(Restored::restoration)
          .isEqualTo(restored.stream().map(Restored::restoration).toList());
      assertThat(restored)
          .extracting(part -> part.name().table())
          .containsExactly("events", "events_quarantine");
      assertThat(restored.get(0).restoration().filesRemoved()).isEqualTo(2);
      assertThat(restored.get(0).restoration().filesAdded()).isZero();
      assertThat(ids(shop, "events")).containsExactly(1);
      assertThat(ids(shop, "events_quarantine")).containsExactly(-1);
      assertThat(newest(shop, "events").cursors().get("perigon.flow.events"))
          .isEqualTo(old.cursors().get("perigon.flow.events"));
      assertThat(newest(shop, "events").properties()).isEqualTo(old.properties());
      assertThat(shop.warehouse.table(Shop.table("events")).history().get(0).operation())
          .isEqualTo("RESTORE");

      shop.run();

      assertThat(ids(shop, "events")).containsExactly(1, 2, 3);
      assertThat(ids(shop, "events_quarantine")).containsExactly(-2, -1);
      assertThat(restore(shop, "events", newest(shop, "events").version())).isEmpty();
    }
  }

  @Test
  void aVersionThatWasUndoneCanComeBackToo() {
    try (Shop shop = shop(folder)) {
      batch(shop, 1, 1, -1).refresh();
      batch(shop, 2, 2, -2).refresh();
      restore(shop, "events", 0);
      batch(shop, 3, 3, -3).run();
      assertThat(ids(shop, "events_quarantine")).containsExactly(-3, -2, -1);

      restore(shop, "events", 1);

      assertThat(ids(shop, "events")).containsExactly(1, 2);
      assertThat(ids(shop, "events_quarantine")).containsExactly(-2, -1);
      shop.run();
      assertThat(ids(shop, "events")).containsExactly(1, 2, 3);
      assertThat(ids(shop, "events_quarantine")).containsExactly(-3, -2, -1);
    }
  }

  @Test
  void beforeAnythingWasHeldBackTheQuarantineIsEmpty() {
    try (Shop shop = shop(folder)) {
      batch(shop, 1, 1).refresh();
      batch(shop, 2, 2, -2).refresh();
      batch(shop, 3, 3).refresh();

      restore(shop, "events", 0);
      assertThat(ids(shop, "events_quarantine")).isEmpty();
      shop.run();

      assertThat(ids(shop, "events")).containsExactly(1, 2, 3);
      assertThat(ids(shop, "events_quarantine")).containsExactly(-2);
    }
  }

  @Test
  void aStreamThatReadMoreStopsAndOneThatIsRestoredTooGoesOn() {
    try (Shop shop = shop(folder)) {
      batch(shop, 1, 1).refresh();
      batch(shop, 2, 2).refresh();

      restore(shop, "events", 0);
      UpdateResult stopped = shop.run();

      assertThat(stopped.error()).isPresent();
      assertThat(stopped.error().get().problem())
          .contains("Cannot go on streaming 'shop.c360.events'")
          .contains("its version 2 restored version 0");
      assertThat(ids(shop, "copies")).containsExactly(1, 2);

      restore(shop, "copies", 0);
      batch(shop, 3, 3).refresh();
      assertThat(ids(shop, "copies")).containsExactly(1, 2, 3);
      assertThat(shop.rows("select s from total")).isEqualTo(List.of(List.of(6L)));
    }
  }

  @Test
  void skippingChangesDoesNotDoubleRowsThatARestoreMakesReadAgain() {
    try (Shop shop = shop(folder)) {
      shop.sql(
          "facts/copies.sql",
          """
          create streaming table copies as select id
          from stream(events) with (skipChangeCommits = true)
          """);
      batch(shop, 1, 1).refresh();
      batch(shop, 2, 2).refresh();
      restore(shop, "events", 0);

      assertThat(shop.run().error().map(PerigonException::problem).orElse(""))
          .contains("restored version 0");
      assertThat(ids(shop, "copies")).containsExactly(1, 2);
    }
  }

  @Test
  void restoringAcrossOptimizeBringsTheOldFilesBack() {
    try (Shop shop = shop(folder)) {
      batch(shop, 1, 1).refresh();
      batch(shop, 2, 2).refresh();
      optimize(shop, "events");
      batch(shop, 3, 3).refresh();

      restore(shop, "events", 1);

      assertThat(newest(shop, "events").files()).hasSize(2);
      assertThat(newest(shop, "events").rows()).contains(2L);
      restore(shop, "copies", 1);
      shop.refresh();
      assertThat(ids(shop, "copies")).containsExactly(1, 2, 3);
    }
  }

  @Test
  void afterVacuumTheOldestVersionThatCanComeBackIsNamed() {
    try (Shop shop = shop(folder)) {
      batch(shop, 1, 1).refresh();
      batch(shop, 2, 2).refresh();
      optimize(shop, "events");
      batch(shop, 3, 3).refresh();
      vacuum(shop, "events");

      assertThatThrownBy(() -> restore(shop, "events", 1))
          .isInstanceOfSatisfying(
              PerigonException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.FILE);
                assertThat(e.remedy()).isEqualTo("The oldest version that can be restored is 2");
              })
          .hasMessageContaining("Cannot restore version 1 of ");
      restore(shop, "events", 2);
      assertThat(ids(shop, "events")).containsExactly(1, 2);
    }
  }

  @Test
  void aQuarantineOnlyComesBackWithItsTable() {
    try (Shop shop = shop(folder)) {
      batch(shop, 1, 1, -1).refresh();
      assertThatThrownBy(() -> restore(shop, "events_quarantine", 0))
          .hasMessageContaining("Cannot restore shop.c360.events_quarantine alone");
    }
  }

  @Test
  void updatesComeFirst() {
    try (Shop shop = shop(folder)) {
      batch(shop, 1, 1).refresh();
      batch(shop, 2, 2).refresh();
      try (UpdateLock lock =
          UpdateLock.take(
              shop.root.resolve("home"), shop.project.load(), "an update", Instant.now())) {
        assertThatThrownBy(() -> restore(shop, "events", 0))
            .isInstanceOfSatisfying(
                PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
        lock.ended();
      }
      assertThat(ids(shop, "events")).containsExactly(1, 2);
    }
  }

  @Test
  void aKillAtAnyStepIsMadeUpForByTheNextUpdate() {
    int deaths = 0;
    for (int fatal = 1; ; fatal++) {
      try (Shop shop = shop(folder.resolve("at" + fatal))) {
        batch(shop, 1, 1, -1).refresh();
        batch(shop, 2, 2, -2).refresh();
        Faults faults = new Faults(fatal);
        boolean died = false;
        try {
          restorer(shop, faults.in(shop.warehouse)).restore(Shop.table("events"), 0);
        } catch (Faults.Kill e) {
          died = true;
        }
        batch(shop, 3, 3, -3).run();

        assertThat(ids(shop, "events")).as("step %d", fatal).containsExactly(1, 2, 3);
        assertThat(ids(shop, "events_quarantine")).as("step %d", fatal).containsExactly(-3, -2, -1);
        if (!died) {
          break;
        }
        deaths++;
      }
    }
    assertThat(deaths).isEqualTo(4);
  }

  private static Shop customers(Path at) {
    return new Shop(at)
        .sql(
            "sources/customers.sql",
            """
            create streaming table customers (
              constraint named expect (name is not null) on violation quarantine row
            );
            create flow changes as auto cdc into customers
            from stream(read_files('cdc/*.csv', format => 'csv', header => true,
              schema => 'id int, name string, at int'))
            keys (id) sequence by at stored as scd type 2
            """);
  }

  private static Shop change(Shop shop, int number, String... rows) {
    return shop.data(
        "cdc/%d.csv".formatted(number), "id,name,at\n" + String.join("\n", rows) + "\n");
  }

  private static List<List<Object>> names(Shop shop) {
    return shop.rows(
        "select id, name, __START_AT, coalesce(__END_AT, -1) from customers order by 1, 3");
  }

  @Test
  void aTargetOfChangeDataComesBackWithItsChanges() {
    int deaths = 0;
    for (int fatal = 1; ; fatal++) {
      try (Shop shop = customers(folder.resolve("at" + fatal))) {
        change(shop, 1, "1,a,1", "2,,1").refresh();
        List<List<Object>> first = names(shop);
        long version = newest(shop, "customers").version();
        change(shop, 2, "1,b,2", "3,,2").refresh();
        List<List<Object>> second = names(shop);
        boolean died = false;
        Faults faults = new Faults(fatal);
        try {
          restorer(shop, faults.in(shop.warehouse)).restore(Shop.table("customers"), version);
        } catch (Faults.Kill e) {
          died = true;
        }
        if (!died) {
          assertThat(names(shop)).isEqualTo(first);
          assertThat(ids(shop, "customers_quarantine")).containsExactly(2);
        }

        shop.refresh();

        assertThat(names(shop)).as("step %d", fatal).isEqualTo(second);
        assertThat(ids(shop, "customers_quarantine")).as("step %d", fatal).containsExactly(2, 3);
        assertThat(ids(shop, "customers__changes")).as("step %d", fatal).containsExactly(1, 1);
        if (!died) {
          break;
        }
        deaths++;
      }
    }
    assertThat(deaths).isEqualTo(6);
  }

  @Test
  void changesAndRowsHeldBackThatWereCompactedAndVacuumedSinceComeBackToo() {
    try (Shop shop = customers(folder)) {
      change(shop, 1, "1,a,1", "2,,1").refresh();
      change(shop, 2, "1,b,2", "3,,2").refresh();
      List<List<Object>> second = names(shop);
      long version = newest(shop, "customers").version();
      for (String table : List.of("customers__changes", "customers_quarantine")) {
        optimize(shop, table);
        vacuum(shop, table);
      }
      change(shop, 3, "1,c,3", "4,,3").refresh();
      List<List<Object>> third = names(shop);

      restore(shop, "customers", version);

      assertThat(names(shop)).isEqualTo(second).isNotEqualTo(third);
      assertThat(ids(shop, "customers_quarantine")).containsExactly(2, 3);
      shop.refresh();
      assertThat(names(shop)).isEqualTo(third);
      assertThat(ids(shop, "customers_quarantine")).containsExactly(2, 3, 4);
    }
  }
}
