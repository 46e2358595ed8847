package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.Engine;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.pipelines.Maintenance.Insisting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Updates, restores, compaction, vacuum and time travel in any order: tables hold what a model of
 * them in Java holds, at every version.
 */
class TestRandomMaintenance {
  @TempDir Path folder;

  @Test
  void anyOrderOfOperationsKeepsEveryRowOnce() {
    campaign(1, 14);
  }

  @Test
  @Tag("long")
  void manyOrdersOfOperationsKeepEveryRowOnce() {
    campaign(25, 30);
  }

  private void campaign(int runs, int steps) {
    for (int run = 0; run < runs; run++) {
      long seed = Long.getLong("perigon.test.seed", System.nanoTime());
      System.out.println("seed " + seed);
      try (Shop shop = shop(folder.resolve("run" + run))) {
        new Campaign(shop, new Random(seed), "seed " + seed).run(steps);
      }
    }
  }

  private static Shop shop(Path at) {
    return new Shop(at)
        .sql(
            "sources/events.sql",
            """
            create streaming table events (
              constraint positive expect (id > 0) on violation quarantine row
            ) partitioned by (part) as select id, abs(id) % 2 as part
            from stream(read_files('in/*.csv', format => 'csv', header => true,
              schema => 'id int'))
            """)
        .sql("facts/copies.sql", "create streaming table copies as select id from stream(events)")
        .sql(
            "facts/latest.sql",
            """
            create streaming table latest;
            create flow changes as auto cdc into latest
            from stream(read_files('cdc/*.csv', format => 'csv', header => true,
              schema => 'k int, v int, at int'))
            keys (k) sequence by at stored as scd type 1
            """)
        .sql(
            "facts/counts.sql", "create materialized view counts as select count(*) n from events");
  }

  /** What a table of a stream is at one version. */
  private record State(Set<Integer> batches, Set<Integer> rows, Set<Integer> held) {
    static final State NOTHING = new State(Set.of(), Set.of(), Set.of());
  }

  private static final class Campaign {
    private final Shop shop;
    private final Random random;
    private final String seed;
    private final Map<Integer, List<Integer>> delivered = new HashMap<>();
    private final Map<Integer, List<int[]>> changes = new HashMap<>();
    private final Map<Long, State> events = new HashMap<>();
    private final Map<Long, Map<Integer, Integer>> latest = new HashMap<>();
    private final Map<Long, Set<Integer>> latestRead = new HashMap<>();
    private long oldest;
    private long oldestLatest;
    private int nextId = 1;

    Campaign(Shop shop, Random random, String seed) {
      this.shop = shop;
      this.random = random;
      this.seed = seed;
    }

    void run(int steps) {
      deliver();
      update();
      for (int step = 0; step < steps; step++) {
        switch (random.nextInt(10)) {
          case 0, 1, 2 -> {
            deliver();
            update();
          }
          case 3 -> update();
          case 4, 5 -> restoreEvents();
          case 6 -> restoreLatest();
          case 7 -> optimize();
          case 8 -> travel();
          default -> vacuum();
        }
        check();
      }
      update();
      check();
      assertThat(newest("events").rows()).as(seed).contains(good(delivered.keySet()).size() + 0L);
    }

    private Snapshot newest(String table) {
      return shop.warehouse.table(Shop.table(table)).snapshot().orElseThrow();
    }

    private void deliver() {
      int batch = delivered.size() + 1;
      List<Integer> ids = new ArrayList<>();
      StringBuilder text = new StringBuilder("id\n");
      for (int i = random.nextInt(4); i >= 0; i--) {
        int id = random.nextInt(3) == 0 ? -nextId++ : nextId++;
        ids.add(id);
        text.append(id).append('\n');
      }
      delivered.put(batch, ids);
      shop.data("in/%d.csv".formatted(batch), text.toString());
      List<int[]> some = new ArrayList<>();
      StringBuilder rows = new StringBuilder("k,v,at\n");
      for (int i = 0; i < 3; i++) {
        int[] row = {random.nextInt(4), random.nextInt(1000), nextId++};
        some.add(row);
        rows.append("%d,%d,%d%n".formatted(row[0], row[1], row[2]));
      }
      changes.put(batch, some);
      shop.data("cdc/%d.csv".formatted(batch), rows.toString());
    }

    private Set<Integer> good(Set<Integer> batches) {
      Set<Integer> rows = new TreeSet<>();
      batches.forEach(b -> delivered.get(b).stream().filter(id -> id > 0).forEach(rows::add));
      return rows;
    }

    private Set<Integer> bad(Set<Integer> batches) {
      Set<Integer> rows = new TreeSet<>();
      batches.forEach(b -> delivered.get(b).stream().filter(id -> id < 0).forEach(rows::add));
      return rows;
    }

    private void update() {
      UpdateResult result = shop.run();
      if (result.error().isPresent()) {
        assertThat(result.error().get().problem()).as(seed).contains("restored version");
        UpdateRequest all = shop.request();
        shop.run(
            new UpdateRequest(
                all.data(), all.asOf(), List.of(), List.of("copies"), false, false, 1));
        result = shop.run();
        assertThat(result.error()).as(seed).isEmpty();
      }
      Set<Integer> batches = new TreeSet<>(delivered.keySet());
      events.put(newest("events").version(), new State(batches, good(batches), bad(batches)));
      latest.put(newest("latest").version(), values(batches));
      latestRead.put(newest("latest").version(), batches);
      assertThat(ids("copies")).as(seed).isEqualTo(good(batches));
      assertThat(shop.rows("select n from counts"))
          .as(seed)
          .isEqualTo(List.of(List.of((long) good(batches).size())));
    }

    private Map<Integer, Integer> values(Set<Integer> batches) {
      Map<Integer, Integer> order = new HashMap<>();
      Map<Integer, Integer> values = new HashMap<>();
      for (int batch : batches) {
        for (int[] row : changes.get(batch)) {
          if (order.getOrDefault(row[0], -1) < row[2]) {
            order.put(row[0], row[2]);
            values.put(row[0], row[1]);
          }
        }
      }
      return values;
    }

    private void restoreEvents() {
      List<Long> versions = events.keySet().stream().filter(v -> v >= oldest).sorted().toList();
      long version = versions.get(random.nextInt(versions.size()));
      State state = events.get(version);
      new Restorer(shop.warehouse, Optional.of(shop.root.resolve("home")))
          .restore(Shop.table("events"), version);
      events.put(newest("events").version(), state);
    }

    private void restoreLatest() {
      List<Long> versions =
          latest.keySet().stream().filter(v -> v >= oldestLatest).sorted().toList();
      long version = versions.get(random.nextInt(versions.size()));
      new Restorer(shop.warehouse, Optional.of(shop.root.resolve("home")))
          .restore(Shop.table("latest"), version);
      latest.put(newest("latest").version(), latest.get(version));
      latestRead.put(newest("latest").version(), latestRead.get(version));
    }

    private void optimize() {
      try (Engine engine = shop.engine()) {
        Optimizer optimizer = new Optimizer(shop.warehouse, Optional.empty(), () -> engine);
        State state = events.get(newest("events").version());
        optimizer.optimize(
            Shop.table("events"),
            new Optimizer.Request(
                random.nextBoolean() ? 1 << 20 : 1 << 9,
                random.nextBoolean() ? List.of("id") : List.of(),
                random.nextBoolean() ? Optional.empty() : Optional.of("part = 1")));
        events.put(newest("events").version(), state);
        optimizer.optimize(Shop.table("events_quarantine"), 1 << 20);
        optimizer.optimize(Shop.table("copies"), 1 << 20);
        optimizer.optimize(Shop.table("latest__changes"), 1 << 20);
        var values = latest.get(newest("latest").version());
        var read = latestRead.get(newest("latest").version());
        optimizer.optimize(Shop.table("latest"), 1 << 20);
        latest.put(newest("latest").version(), values);
        latestRead.put(newest("latest").version(), read);
      }
    }

    private void travel() {
      List<Long> versions = events.keySet().stream().filter(v -> v >= oldest).sorted().toList();
      long version = versions.get(random.nextInt(versions.size()));
      Set<Integer> rows = new TreeSet<>();
      shop.rows("select id from events version as of " + version)
          .forEach(row -> rows.add((Integer) row.get(0)));
      assertThat(rows).as("%s, version %d", seed, version).isEqualTo(events.get(version).rows());
    }

    /** Of everything but the newest; nobody is to read or restore what was before. */
    private void vacuum() {
      update(); // streams have read what is there
      long now = System.currentTimeMillis();
      while (System.currentTimeMillis() <= now + 1) {
        Thread.onSpinWait();
      }
      Maintenance maintenance = new Maintenance(shop.warehouse, Optional.empty());
      shop.warehouse
          .tables()
          .forEach(
              table ->
                  maintenance.vacuum(
                      maintenance.leftovers(table, Optional.of(Duration.ZERO), Insisting.YES)));
      oldest = newest("events").version();
      oldestLatest = newest("latest").version();
    }

    private void check() {
      State state = events.get(newest("events").version());
      assertThat(ids("events")).as(seed).isEqualTo(state.rows());
      if (!bad(delivered.keySet()).isEmpty()
          && shop.warehouse.table(Shop.table("events_quarantine")).snapshot().isPresent()) {
        assertThat(ids("events_quarantine")).as(seed).isEqualTo(state.held());
      }
      Map<Integer, Integer> values = new HashMap<>();
      shop.rows("select k, v from latest")
          .forEach(
              row ->
                  assertThat(values.put((Integer) row.get(0), (Integer) row.get(1)))
                      .as(seed)
                      .isNull());
      assertThat(values).as(seed).isEqualTo(latest.get(newest("latest").version()));
    }

    /** Each once. */
    private Set<Integer> ids(String table) {
      Set<Integer> ids = new TreeSet<>();
      shop.rows("select id from " + table)
          .forEach(row -> assertThat(ids.add((Integer) row.get(0))).as(seed).isTrue());
      return ids;
    }
  }
}
