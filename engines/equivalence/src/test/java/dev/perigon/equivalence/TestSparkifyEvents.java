package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.pipelines.UpdateResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A month of a music service's events, which arrive a day at a time, or late. */
final class TestSparkifyEvents {
  private static final Instant AS_OF = Instant.parse("2018-12-01T00:00:00Z");

  @TempDir private Path folder;
  private List<Path> days;
  private Listening truth;

  @BeforeEach
  void read() throws IOException {
    days = RealData.in("sparkify-events/log_data").files();
    truth = Listening.in(days);
    assertThat(days).hasSize(30);
    assertThat(truth.sessions()).hasSize(911);
    assertThat(truth.upgrades()).isPositive();
  }

  @Test
  void aDayAtATimeMakesTheSameTablesAsAllAtOnce() throws IOException {
    try (Run daily = run(Run.By.DUCKDB, "daily");
        Run atOnce = run(Run.By.DUCKDB, "at-once")) {
      for (Path day : days) {
        deliver(daily, List.of(day), "daily");
      }
      check(daily, "day by day");
      deliver(atOnce, days, "at-once");
      check(atOnce, "at once");
      assertSame(daily, atOnce);
    }
  }

  @Test
  void daysThatComeLateAndTogetherMakeTheSameTables() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<Path> late = new ArrayList<>(days);
    Collections.shuffle(late, random);
    try (Run run = run(Run.By.DUCKDB, "late")) {
      for (int next = 0; next < late.size(); ) {
        int end = Math.min(late.size(), next + 1 + random.nextInt(6));
        deliver(run, late.subList(next, end), "late");
        next = end;
      }
      check(run, "seed " + seed);
    }
  }

  @Test
  @Tag("long")
  void sparkMakesTheSameTables() throws IOException {
    try (Run spark = run(Run.By.SPARK, "spark");
        Run duckDb = run(Run.By.DUCKDB, "duckdb")) {
      for (int week = 0; week < days.size(); week += 7) {
        List<Path> some = days.subList(week, Math.min(days.size(), week + 7));
        deliver(spark, some, "spark");
        deliver(duckDb, some, "duckdb");
      }
      check(spark, "on Spark");
      assertSame(duckDb, spark);
    }
  }

  private Run run(Run.By engine, String name) throws IOException {
    Path data = Files.createDirectories(folder.resolve(name).resolve("data"));
    Path home = folder.resolve(name).resolve("home");
    return new Run(engine, Bundled.test("sparkify"), data, home, AS_OF);
  }

  /** Delivers, updates, and sees that no more was read than came. */
  private void deliver(Run run, List<Path> some, String name) throws IOException {
    RealData.deliver(some, folder.resolve(name).resolve("data/log_data"));
    UpdateResult result = run.run();
    long lines = 0;
    for (Path day : some) {
      lines += Files.readAllLines(day).size();
    }
    assertThat(Run.rows(result, "raw_events")).as("rows of %s", some).isEqualTo(lines);
  }

  private void check(Run run, String what) {
    assertThat(
            run.query(
                    "select count(*), count_if(page = 'NextSong'), count_if(userId = ''),"
                        + " count(_rescued_data), count(distinct source_file) from raw_events")
                .rows())
        .as(what)
        .containsExactly(List.of(8_056L, 6_820L, 286L, 0L, 30L));
    assertThat(run.query("select * from sessions").rows())
        .as(what)
        .containsExactlyInAnyOrderElementsOf(truth.sessions());
    assertThat(run.query("select user_id, level, __START_AT, __END_AT from levels").rows())
        .as(what)
        .containsExactlyInAnyOrderElementsOf(truth.levels());
  }

  private static void assertSame(Run one, Run other) {
    for (String table : List.of("raw_events", "sessions", "levels", "levels__changes")) {
      String all = "select * from " + table;
      one.query(all).assertSameAs(other.query(all), table);
    }
  }
}
