package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.Engine;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.pipelines.Maintenance;
import dev.perigon.pipelines.Maintenance.Insisting;
import dev.perigon.pipelines.Optimizer;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.Restorer;
import dev.perigon.sql.TableName;
import io.delta.sql.DeltaSparkSessionExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Either engine keeps tables small and in order, and brings old versions back, beside readers. */
final class TestMaintenance {
  private static final Instant AS_OF = Instant.parse("2025-10-09T18:30:00Z");
  private static final TableName EVENTS = new TableName("shop", "c360", "events");

  private static SparkSession foreign;

  @TempDir private Path folder;

  private Project project() throws IOException {
    write("project/perigon.yml", "name: shop\nlayers: [sources]\n");
    write(
        "project/sources/events.sql",
        """
        create streaming table events (
          constraint positive expect (id >= 0) on violation quarantine row
        ) cluster by (x, day) as select id, x, day
        from stream(read_files('in/*.csv', format => 'csv', header => true,
          schema => 'id int, x int, day date', maxFilesPerTrigger => 1))
        """);
    return Project.load(folder.resolve("project"), Map.of());
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }

  private void rows(int file, int count) throws IOException {
    Random random = new Random(file);
    StringBuilder text = new StringBuilder("id,x,day\n");
    for (int i = 0; i < count; i++) {
      text.append(
          "%d,%d,%s%n"
              .formatted(
                  file * 10_000 + i,
                  random.nextInt(1000),
                  java.time.LocalDate.of(2020, 1, 1).plusDays(random.nextInt(900))));
    }
    text.append("%d,,%n".formatted(-file));
    write("data/in/%03d.csv".formatted(file), text.toString());
  }

  private Run run(Run.By by) throws IOException {
    return new Run(by, project(), folder.resolve("data"), folder.resolve("home"), AS_OF);
  }

  private static Snapshot newest(Run run) {
    return run.warehouse().table(EVENTS).snapshot().orElseThrow();
  }

  private Optimizer.Result optimize(Run run, Run.By by, long size, String... columns) {
    try (Engine engine =
        Run.open(
            by,
            run.warehouse(),
            List.of(folder.resolve("data"), folder.resolve("home")),
            ZoneId.of("UTC"))) {
      return new Optimizer(run.warehouse(), Optional.empty(), () -> engine)
          .optimize(EVENTS, new Optimizer.Request(size, List.of(columns), Optional.empty()));
    }
  }

  /** How many files may hold a row of {@code x = 500}. */
  private static long mayHold(Run run) {
    return newest(run).filesWithStatistics().stream().filter(TestMaintenance::mayHold).count();
  }

  private static boolean mayHold(DataFile file) {
    var x = file.statistics().orElseThrow().columns().get("x");
    return Integer.parseInt(x.min().orElseThrow()) <= 500
        && Integer.parseInt(x.max().orElseThrow()) >= 500;
  }

  @ParameterizedTest
  @EnumSource
  void rowsAreTheSameBeforeAndAfterAndInOrder(Run.By by) throws IOException {
    rows(1, 4000);
    rows(2, 4000);
    try (Run run = run(by);
        Run other = run(by == Run.By.SPARK ? Run.By.DUCKDB : Run.By.SPARK)) {
      run.run();
      Table before = run.query("select * from events order by id");

      Optimizer.Result result = optimize(run, by, 8 << 10);

      assertThat(result.orderedBy()).containsExactly("x", "day");
      assertThat(newest(run).files()).hasSizeGreaterThan(4);
      assertThat(mayHold(run)).isLessThanOrEqualTo(newest(run).files().size() * 3L / 4);
      before.assertSameAs(run.query("select * from events order by id"), "after");
      before.assertSameAs(other.query("select * from events order by id"), "by the other engine");
      assertThat(optimize(run, by, 8 << 10).version()).isEmpty();

      rows(3, 10);
      run.run();
      new Restorer(run.warehouse(), Optional.empty()).restore(EVENTS, 1);
      before.assertSameAs(run.query("select * from events order by id"), "restored");
      assertThat(run.query("select count(*) from events_quarantine").rows().get(0).get(0))
          .isEqualTo(2L);
      assertThat(deltaOnSpark("count(*)")).isEqualTo(8000L);
      run.run();
      assertThat(run.query("select count(*), count(distinct id) from events").rows().get(0))
          .isEqualTo(List.of(8010L, 8010L));
      assertThat(run.query("select count(*) from events_quarantine").rows().get(0).get(0))
          .isEqualTo(3L);
    }
  }

  @ParameterizedTest
  @EnumSource
  void manySmallFilesBecomeFewInTheirUpdate(Run.By by) throws IOException {
    for (int file = 1; file <= 50; file++) {
      rows(file, 2);
    }
    try (Run run = run(by);
        Run first = run(Run.By.DUCKDB)) {
      first.run();
      assertThat(newest(first).files()).hasSize(50);
      rows(51, 2);
      run.run();
      assertThat(newest(run).files().size()).isLessThan(10);
      assertThat(run.query("select count(*), count(distinct id) from events").rows().get(0))
          .isEqualTo(List.of(102L, 102L));
    }
  }

  @Test
  void whoeverReadsMeanwhileSeesOneVersionOrTheOther() throws IOException {
    rows(1, 500);
    rows(2, 500);
    AtomicBoolean done = new AtomicBoolean();
    AtomicInteger reads = new AtomicInteger();
    Set<Object> whole = Set.of(500L, 1000L);
    try (Run duckDb = run(Run.By.DUCKDB);
        Run spark = run(Run.By.SPARK)) {
      duckDb.run();
      assertThat(count(spark)).isEqualTo(1000L);
      assertThat(deltaOnSpark("count(*)")).isEqualTo(1000L);
      CompletableFuture<?>[] readers = {
        reader("embedded", done, reads, whole, () -> count(duckDb)),
        reader("on Spark", done, reads, whole, () -> count(spark)),
        reader("Delta on Spark", done, reads, whole, () -> deltaOnSpark("count(*)"))
      };
      Restorer restorer = new Restorer(duckDb.warehouse(), Optional.empty());
      Maintenance maintenance = new Maintenance(duckDb.warehouse(), Optional.empty());
      int round = 0;
      while (round < 6 || reads.get() < 30 && !failed(readers)) {
        restorer.restore(EVENTS, 0);
        optimize(duckDb, Run.By.DUCKDB, 4 << 10, round % 2 == 0 ? "x" : "day");
        maintenance.vacuum(maintenance.leftovers(EVENTS, Optional.empty(), Insisting.NO));
        restorer.restore(EVENTS, 1);
        optimize(duckDb, Run.By.DUCKDB, 1 << 20, "id");
        round++;
      }
      done.set(true);
      CompletableFuture.allOf(readers).join();
    }
  }

  private static boolean failed(CompletableFuture<?>[] readers) {
    return List.of(readers).stream().anyMatch(CompletableFuture::isCompletedExceptionally);
  }

  private static CompletableFuture<Void> reader(
      String name,
      AtomicBoolean done,
      AtomicInteger reads,
      Set<Object> expected,
      Supplier<Object> count) {
    return CompletableFuture.runAsync(
        () -> {
          while (!done.get()) {
            assertThat(expected).as(name).contains(count.get());
            reads.incrementAndGet();
          }
        },
        task -> new Thread(task, name).start());
  }

  private static Object count(Run run) {
    return run.query("select count(*) from events").rows().get(0).get(0);
  }

  private long deltaOnSpark(String what) {
    String events = folder.resolve("home/shop/c360/events").toString();
    return foreign().read().format("delta").load(events).selectExpr(what).first().getLong(0);
  }

  /** Spark with Delta and without us. */
  private static synchronized SparkSession foreign() {
    if (foreign == null) {
      SparkSession.clearActiveSession();
      SparkSession.clearDefaultSession();
      foreign =
          SparkSession.builder()
              .withExtensions(
                  extensions -> {
                    new DeltaSparkSessionExtension().apply(extensions);
                    return null;
                  })
              .config(
                  "spark.sql.catalog.spark_catalog",
                  "org.apache.spark.sql.delta.catalog.DeltaCatalog")
              .config("spark.sql.shuffle.partitions", 2)
              .config("spark.databricks.delta.snapshotPartitions", 1)
              .getOrCreate();
    }
    return foreign;
  }
}
