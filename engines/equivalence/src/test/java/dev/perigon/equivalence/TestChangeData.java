package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.pipelines.UpdateResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AUTO CDC on both engines: late changes, deletes, truncates, histories, dumps. */
final class TestChangeData {
  private static final Instant START = Instant.parse("2025-10-09T18:30:00Z");
  private static final List<String> TABLES =
      List.of(
          "newest",
          "newest__changes",
          "newest_quarantine",
          "filled",
          "history",
          "history__changes",
          "dumped",
          "cities");

  @TempDir private Path folder;

  @Test
  void theSameChangesMakeTheSameTablesOnBothEngines() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    try (Run duckDb = run(Run.By.DUCKDB);
        Run spark = run(Run.By.SPARK)) {
      for (int delivery = 1; delivery <= 3; delivery++) {
        deliver(delivery, random);
        Instant asOf = START.plus(Duration.ofDays(delivery));
        UpdateResult left = duckDb.run(asOf);
        UpdateResult right = spark.run(asOf);
        for (int i = 0; i < left.datasets().size(); i++) {
          assertThat(right.datasets().get(i).rows())
              .as("seed %d: rows of %s", seed, left.datasets().get(i).name())
              .isEqualTo(left.datasets().get(i).rows());
          assertThat(right.datasets().get(i).expectations())
              .isEqualTo(left.datasets().get(i).expectations());
        }
        for (String table : TABLES) {
          Table rows = duckDb.query("select * from " + table);
          assertThat(rows.rows()).as(table).isNotEmpty();
          String what = "seed %d, delivery %d: %s".formatted(seed, delivery, table);
          rows.assertSameAs(spark.query("select * from " + table), what);
        }
      }
    }
  }

  private Run run(Run.By engine) {
    Path home = folder.resolve(engine.name());
    return new Run(engine, Bundled.test("changes"), folder.resolve("data"), home, START);
  }

  private void deliver(int delivery, Random random) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int kind = random.nextInt(40);
      lines.add(
          "{\"id\": %d, \"tenant\": \"%s\", %s%s%s\"tags\": {\"ß\": \"%d\", \"a\": \"b\"}, \"at\": \"2025-0%d-01T00:00:0%d.%03d001Z\", \"op\": \"%s\"}"
              .formatted(
                  random.nextInt(6),
                  random.nextInt(2) == 0 ? "Zoë" : "x",
                  maybe(random, "\"name\": \"n%d\", ".formatted(random.nextInt(3))),
                  maybe(random, "\"city\": \"c%d\", ".formatted(random.nextInt(2))),
                  maybe(random, "\"amount\": %d.50, ".formatted(random.nextInt(6) - 1)),
                  random.nextInt(2),
                  1 + random.nextInt(9),
                  random.nextInt(3),
                  random.nextInt(2),
                  kind == 0 ? "TRUNCATE" : kind < 8 ? "DELETE" : "UPSERT"));
    }
    lines.add(last(delivery, 5));
    lines.add(last(delivery, -1));
    Path file = folder.resolve("data/changes/%d.json".formatted(delivery));
    Files.createDirectories(file.getParent());
    Files.write(file, lines);
  }

  /** After all others, so that no table is empty: a truncate may come late and win. */
  private static String last(int delivery, int amount) {
    return "{\"id\": %d, \"tenant\": \"x\", \"name\": \"n\", \"city\": \"c\", \"amount\": %d, \"at\": \"2025-10-0%dT00:00:00Z\", \"op\": \"UPSERT\"}"
        .formatted(amount, amount, delivery);
  }

  private static String maybe(Random random, String field) {
    return random.nextInt(5) == 0 ? "" : field;
  }
}
