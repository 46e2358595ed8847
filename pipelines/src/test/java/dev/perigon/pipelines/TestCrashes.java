package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever step an update is killed at, the next one makes all tables what they should be. */
class TestCrashes {
  @TempDir Path folder;

  private static Shop project(Path at) {
    return project(new Shop(at));
  }

  private static Shop project(Shop shop) {
    return shop.sql(
            "sources/events.sql",
            """
            create streaming table events (
              constraint positive expect (id > 0) on violation quarantine row,
              constraint small expect (id < 1000) on violation drop row
            ) as select id from stream(read_files('in/*.csv', format => 'csv', header => true,
              schema => 'id int'))
            """)
        .sql("facts/copies.sql", "create streaming table copies as select id from stream(events)")
        .sql(
            "facts/even.sql",
            """
            create materialized view even (constraint even expect (id % 2 = 0) on violation quarantine row)
            as select id from events
            """);
  }

  private static Shop batch(Shop shop, int number, int... ids) {
    String rows = IntStream.of(ids).mapToObj(id -> id + "\n").collect(Collectors.joining());
    return shop.data("in/%d.csv".formatted(number), "id\n" + rows);
  }

  private static List<Integer> ids(Shop shop, String table) {
    return shop.rows("select id from %s order by id".formatted(table)).stream()
        .map(row -> (Integer) row.get(0))
        .toList();
  }

  @Test
  void aThirdOfAllStepsMayBeTheLast() {
    int start = 1 + (int) (System.nanoTime() % 3);
    System.out.println("first step " + start);
    everyStepMayBeTheLast(start, 3);
  }

  @Test
  @Tag("long")
  void everyStepMayBeTheLast() {
    everyStepMayBeTheLast(1, 1);
  }

  private void everyStepMayBeTheLast(int start, int stride) {
    try (Shop shop = project(folder.resolve("before"))) {
      batch(shop, 1, 1, -2, 3000).refresh();
    }
    int deaths = 0;
    for (int fatal = start; ; fatal += stride) {
      try (Shop shop =
          project(Shop.copied(folder.resolve("before"), folder.resolve("at" + fatal)))) {
        batch(shop, 2, 4, -5, 6, 7000);
        boolean died = new Faults(fatal).kill(shop, shop.oneByOne());
        assertThat(ids(shop, "events"))
            .as("readers after death at step %d", fatal)
            .isIn(List.of(1), List.of(1, 4, 6));
        assertThat(ids(shop, "even")).isIn(List.of(), List.of(4, 6));
        batch(shop, 3, 8, -9);

        shop.refresh();

        assertThat(ids(shop, "events")).as("step %d", fatal).containsExactly(1, 4, 6, 8);
        assertThat(ids(shop, "events_quarantine")).as("step %d", fatal).containsExactly(-9, -5, -2);
        assertThat(ids(shop, "copies")).as("step %d", fatal).containsExactly(1, 4, 6, 8);
        assertThat(ids(shop, "even")).as("step %d", fatal).containsExactly(4, 6, 8);
        assertThat(ids(shop, "even_quarantine")).as("step %d", fatal).containsExactly(1);
        if (!died) {
          break;
        }
        deaths++;
      }
    }
    assertThat(deaths * stride).isGreaterThan(20);
  }

  @Test
  void aCrashBetweenTheTwoCommitsLosesNothingEvenIfTheRuleChanges() {
    try (Shop shop = project(folder.resolve("before"))) {
      batch(shop, 1, 1).refresh();
    }
    for (int fatal = 1; ; fatal += 4) {
      try (Shop shop =
          project(Shop.copied(folder.resolve("before"), folder.resolve("at" + fatal)))) {
        batch(shop, 2, 4, -5);
        boolean died = new Faults(fatal).kill(shop, shop.oneByOne());
        shop.sql(
            "sources/events.sql",
            """
            create streaming table events as select id
            from stream(read_files('in/*.csv', format => 'csv', header => true, schema => 'id int'))
            """);

        shop.refresh();

        List<Integer> all = new ArrayList<>(ids(shop, "events"));
        all.addAll(ids(shop, "events_quarantine"));
        assertThat(all).as("step %d", fatal).containsExactlyInAnyOrder(1, 4, -5);
        if (!died) {
          break;
        }
      }
    }
  }

  @Test
  void everyRowIsThereExactlyOnceThroughRandomCrashes() {
    randomCrashes(new Shop(folder.resolve("short")), 12);
  }

  @Test
  void everyRowIsThereExactlyOnceThroughRandomCrashesInABucket() {
    randomCrashes(Shop.inBucket(folder.resolve("bucket"), 20_000), 12);
  }

  @Test
  @Tag("long")
  void everyRowIsThereExactlyOnceThroughManyRandomCrashes() {
    randomCrashes(new Shop(folder.resolve("long")), 200);
  }

  private static void randomCrashes(Shop empty, int runs) {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    TreeSet<Integer> good = new TreeSet<>();
    TreeSet<Integer> bad = new TreeSet<>();
    try (Shop shop = project(empty)) {
      for (int run = 0; run < runs; run++) {
        for (int file = random.nextInt(3); file > 0; file--) {
          int first = 1 + good.size() + bad.size();
          int[] ids =
              IntStream.range(first, first + 1 + random.nextInt(4))
                  .map(id -> random.nextInt(4) == 0 ? -id : id)
                  .toArray();
          IntStream.of(ids).forEach(id -> (id > 0 ? good : bad).add(id));
          batch(shop, random.nextInt(1_000_000_000), ids);
        }
        new Faults(1 + random.nextInt(60)).kill(shop, shop.oneByOne());
      }
      shop.refresh();
      List<Integer> expected = good.stream().filter(id -> id < 1000).toList();
      assertThat(ids(shop, "events")).as("seed %d", seed).isEqualTo(expected);
      assertThat(ids(shop, "copies")).as("seed %d", seed).isEqualTo(expected);
      assertThat(ids(shop, "events_quarantine")).as("seed %d", seed).isEqualTo(List.copyOf(bad));
    }
  }

  @Test
  void anUpdateThatLosesAgainstAnotherWriterSaysSo() {
    try (Shop shop = project(folder.resolve("race"))) {
      batch(shop, 1, 1).refresh();
      batch(shop, 2, 2);
      // Another machine's update, with another home, commits while this one has planned.
      try (Updates slow =
          shop.updates(
              shop.warehouse,
              engine ->
                  new WatchedEngine(
                      engine,
                      target -> {
                        if (target.contains("/events/")) {
                          overtake(shop);
                        }
                      },
                      () -> {}))) {
        UpdateResult result = shop.run(slow, shop.request());

        assertThat(result.error().orElseThrow().code())
            .isEqualTo(dev.perigon.sql.error.ErrorCode.CONFLICT);
      }
      assertThat(ids(shop, "events")).containsExactly(1, 2);
    }
  }

  private static void overtake(Shop shop) {
    try (Updates other = new Updates(shop.warehouse, shop::engine, java.util.Optional.empty())) {
      UpdateResult result = shop.run(other, shop.request());
      if (result.error().isPresent()) {
        throw result.error().get();
      }
    }
  }
}
