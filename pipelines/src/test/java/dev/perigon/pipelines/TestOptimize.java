package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.Engine;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Few files of many, and nobody who reads or writes the table can tell. */
class TestOptimize {
  private static final long SIZE = 1 << 20;

  @TempDir Path folder;

  private Shop shop() {
    return new Shop(folder)
        .sql(
            "sources/events.sql",
            """
            create streaming table events partitioned by (kind)
            as select id, name, id % 2 as kind from stream(read_files('in/*.csv', format => 'csv',
              header => true, schema => 'id int, name string'))
            """)
        .sql("facts/copies.sql", "create streaming table copies as select * from stream(events)");
  }

  private static Shop batch(Shop shop, int id) {
    return shop.data(
        "in/%d.csv".formatted(id),
        "id,name\n%d,\"Zoë, %d\"\n%d,\n".formatted(2 * id, id, 2 * id + 1));
  }

  private static Optimizer.Result optimize(Shop shop, String table) {
    return optimize(shop, table, shop.warehouse, UnaryOperator.identity());
  }

  private static Optimizer.Result optimize(
      Shop shop, String table, Warehouse warehouse, UnaryOperator<Engine> wrapped) {
    try (Engine engine = shop.engine()) {
      return new Optimizer(
              warehouse, Optional.of(shop.root.resolve("home")), () -> wrapped.apply(engine))
          .optimize(Shop.table(table), SIZE);
    }
  }

  private static Snapshot newest(Shop shop, String table) {
    return shop.warehouse.table(Shop.table(table)).snapshot().orElseThrow();
  }

  private static List<List<Object>> all(Shop shop, String table) {
    return shop.rows("select * from %s order by id".formatted(table));
  }

  @Test
  void everyPartitionHasOneFileAndTheSameRows() {
    try (Shop shop = shop()) {
      for (int id = 1; id <= 3; id++) {
        batch(shop, id).refresh();
      }
      Snapshot before = newest(shop, "events");
      List<List<Object>> rows = all(shop, "events");

      Optimizer.Result result = optimize(shop, "events");

      Snapshot after = newest(shop, "events");
      assertThat(result.version()).contains(after.version());
      assertThat(result.filesRemoved()).isEqualTo(6);
      assertThat(result.filesAdded()).isEqualTo(2);
      assertThat(after.files()).hasSize(2);
      assertThat(after.cursors()).isEqualTo(before.cursors());
      assertThat(after.properties()).isEqualTo(before.properties());
      assertThat(after.schema()).isEqualTo(before.schema());
      assertThat(all(shop, "events")).isEqualTo(rows).hasSize(6);
      assertThat(shop.rows("select count(*) from events version as of 0"))
          .isEqualTo(List.of(List.of(2L)));
      assertThat(shop.warehouse.table(Shop.table("events")).history().get(0).operation())
          .isEqualTo("OPTIMIZE");
      assertThat(optimize(shop, "events").version()).as("a second time").isEmpty();
      assertThat(newest(shop, "events").version()).isEqualTo(after.version());
    }
  }

  @Test
  void streamsReadEveryRowOnceWheneverTheTableIsOptimized() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<List<Object>> expected = new ArrayList<>();
    try (Shop shop = shop()) {
      for (int id = 1; id <= 8; id++) {
        batch(shop, id);
        expected.add(List.of(2 * id, "Zoë, " + id, 0));
        List<Object> odd = new ArrayList<>(List.of(2 * id + 1, 1));
        odd.add(1, null);
        expected.add(odd);
        if (random.nextBoolean()) { // events alone: its stream has something still to read
          UpdateRequest all = shop.request();
          shop.run(
              new UpdateRequest(
                  all.data(), all.asOf(), List.of("events"), List.of(), false, false, 1));
        } else {
          shop.refresh();
        }
        if (random.nextInt(3) > 0) {
          optimize(shop, "events");
        }
        if (random.nextInt(3) == 0) {
          shop.refresh();
          optimize(shop, "copies");
        }
      }
      shop.refresh();

      assertThat(all(shop, "events")).as("seed %d", seed).isEqualTo(expected);
      assertThat(all(shop, "copies")).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void anotherWriterThatIsFasterMakesItStartOver() {
    try (Shop shop = shop()) {
      batch(shop, 1).refresh();
      batch(shop, 2).refresh();
      batch(shop, 3);
      List<String> overtaken = new ArrayList<>();

      Optimizer.Result result =
          optimize(
              shop,
              "events",
              shop.warehouse,
              engine ->
                  new WatchedEngine(
                      engine,
                      target -> {
                        if (overtaken.isEmpty()) {
                          overtaken.add(target);
                          shop.refresh();
                        }
                      },
                      () -> {}));

      assertThat(overtaken).hasSize(1);
      assertThat(result.filesRemoved()).isEqualTo(6);
      assertThat(all(shop, "events")).hasSize(6);
    }
  }

  @Test
  void updatesComeFirst() {
    try (Shop shop = shop()) {
      batch(shop, 1).refresh();
      batch(shop, 2).refresh();
      try (UpdateLock lock =
          UpdateLock.take(
              shop.root.resolve("home"), shop.project.load(), "an update", Instant.now())) {
        assertThatThrownBy(() -> optimize(shop, "events"))
            .isInstanceOfSatisfying(
                PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
            .hasMessageContaining("an update is running");
        lock.ended();
      }
      assertThat(newest(shop, "events").files()).hasSize(4);
    }
  }

  @Test
  void aKillAtAnyStepLeavesTheRowsAsTheyAre() {
    try (Shop shop = shop()) {
      batch(shop, 1).refresh();
      batch(shop, 2).refresh();
      List<List<Object>> rows = all(shop, "events");
      for (int fatal = 1; fatal <= 4; fatal++) {
        Faults faults = new Faults(fatal);
        assertThatThrownBy(() -> optimize(shop, "events", faults.in(shop.warehouse), faults::in))
            .isInstanceOf(Faults.Kill.class);
        assertThat(all(shop, "events")).as("step %d", fatal).isEqualTo(rows);
      }
      assertThat(newest(shop, "events").files()).as("killed after its commit").hasSize(2);
    }
  }
}
