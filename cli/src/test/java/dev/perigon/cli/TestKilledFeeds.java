package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.house.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random points of updates that read every kind of source, while more arrives:
 * in the end no row is lost and none is there twice, and all tables are those of one undisturbed
 * run.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES) // a default test takes about 20 s on two idle cores
final class TestKilledFeeds {
  /** What does not depend on how the deliveries came together in updates. */
  private static final List<String> SAME =
      List.of(
          "select * from from_csv",
          "select id, note, file, _quarantine_rule from from_csv_quarantine",
          "select id, extra0 from from_json",
          "select * from from_parquet",
          "select * from from_text",
          "select * from copied",
          "select * from csv_feed",
          "select * from csv_changes",
          "select * from foreign_feed",
          "select * from newest",
          "select id, name, city, at from newest_quarantine",
          "select * from newest__changes",
          "select * from history",
          "select * from history__changes",
          "select * from dumped",
          "select id, v from dump_history where __END_AT is null");

  private static final String OVERLAPS =
      """
      select count(*) from (
        select __START_AT, __END_AT, row_number() over (partition by id order by __START_AT) as n,
          lag(__END_AT) over (partition by id order by __START_AT) as before
        from dump_history)
      where __START_AT >= __END_AT or n > 1 and (before is null or before > __START_AT)
      """;

  @TempDir private static Path shared;
  private static Installation perigon;

  @TempDir private Path temp;
  private long seed;
  private Random random;
  private Deliveries deliveries;

  @BeforeAll
  static void install() throws Exception {
    perigon = Installation.in(Files.createDirectory(shared.resolve("perigon")));
    new Deliveries(shared.resolve("data"), new Random(1)).next();
    assertThat(perigon.train(arguments(shared, "home"))).isZero();
  }

  @BeforeEach
  void open() throws Exception {
    seed = Long.getLong("seed", System.nanoTime());
    System.out.println("TestKilledFeeds seed " + seed);
    random = new Random(seed);
    deliveries = new Deliveries(temp.resolve("data"), random);
    deliveries.next();
  }

  @Test
  void threeKilledRunsLoseAndDoubleNothing() throws Exception {
    killRuns(3);
  }

  @Test
  @Tag("long")
  void twentyKilledRunsLoseAndDoubleNothing() throws Exception {
    killRuns(20);
  }

  @Test
  void threeKilledContinuousRunsLoseAndDoubleNothing() throws Exception {
    killContinuous(3);
  }

  @Test
  @Tag("long")
  void twentyKilledContinuousRunsLoseAndDoubleNothing() throws Exception {
    killContinuous(20);
  }

  /** At any time between start and end, as long as the one before took. */
  private void killRuns(int times) throws Exception {
    long millis = undisturbed();
    int killed = 0;
    for (int i = 0; killed < times && i < times * 5; i++) {
      deliveries.next();
      long begin = System.nanoTime();
      try (ForkedRun run = perigon.start(arguments(temp, "killed"))) {
        if (run.killAfter(random.nextLong(millis / 8, millis))) {
          killed++;
        } else {
          assertThat(run.exitCode()).as("seed %d", seed).isZero();
          millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin); // faster than thought
        }
      }
    }
    assertThat(killed).as("runs that did not end by themselves").isEqualTo(times);
    check();
  }

  /** Half of them while they catch up, half of them at work on what came while they ran. */
  private void killContinuous(int times) throws Exception {
    long millis = undisturbed();
    for (int i = 0; i < times; i++) {
      try (ForkedRun run =
          perigon.start(arguments(temp, "killed", "--continuous", "--interval=50ms"))) {
        if (i % 2 == 0) {
          run.awaitLines(1 + random.nextInt(10));
        }
        deliveries.next();
        assertThat(run.killAfter(random.nextLong(millis / (i % 2 == 0 ? 2 : 1))))
            .as("seed %d: still running at kill %d", seed, i)
            .isTrue();
      }
    }
    check();
  }

  /** How long a run takes that nobody kills, in milliseconds. */
  private long undisturbed() throws Exception {
    long start = System.nanoTime();
    try (ForkedRun run = perigon.start(arguments(temp, "killed"))) {
      assertThat(run.awaitExit()).isZero();
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private void check() {
    for (String home : List.of("killed", "undisturbed")) {
      Cli.Result result = Cli.in(temp).run(arguments(temp, home));
      assertThat(result.code()).as("seed %d: %s", seed, result.err()).isZero();
    }
    Tables killed = new Tables(temp.resolve("killed"));
    Tables undisturbed = new Tables(temp.resolve("undisturbed"));
    for (String sql : SAME) {
      assertThat(killed.rows(inFull(sql)))
          .as("seed %d: %s", seed, sql)
          .isNotEmpty()
          .isEqualTo(undisturbed.rows(inFull(sql)));
    }
    assertThat(killed.rows(inFull(OVERLAPS))).as("seed %d", seed).containsExactly("[0]");
    for (String table : List.of("from_json", "from_parquet", "from_text")) {
      same(killed, "select id from " + table, deliveries.ids());
    }
    for (String table : List.of("from_csv", "copied", "csv_feed", "csv_changes")) {
      same(killed, "select id from " + table, deliveries.wanted());
    }
    same(
        killed,
        "select id, v, _change_type, _commit_version from foreign_feed",
        deliveries.foreignChanges());
    same(killed, "select id, v from dumped", deliveries.dumped());
  }

  private void same(Tables tables, String sql, List<String> expected) {
    assertThat(tables.rows(inFull(sql))).as("seed %d: %s", seed, sql).isEqualTo(expected);
  }

  /** Readers beside the project name tables in full. */
  private static String inFull(String sql) {
    return sql.replaceAll("from (?=[a-z])", "from every.main.");
  }

  private static String[] arguments(Path folder, String home, String... more) {
    List<String> all = new ArrayList<>();
    all.add("run");
    all.add(Repository.root().resolve("cli/src/test/resources/every-source").toString());
    all.addAll(List.of("--data", folder.resolve("data").toString()));
    all.addAll(List.of("--home", folder.resolve(home).toString()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
