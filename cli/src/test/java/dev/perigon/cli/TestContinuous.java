package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --continuous}: keeps up with what arrives, rests when nothing does, and stops. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class TestContinuous {
  private static final String COUNT = "select count(*), count(distinct id) from shop.main.orders";

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Interruption interruption = Interruption.none();
  private int arrived;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("project/sources"));
    Files.createDirectories(folder.resolve("data/in"));
    Files.writeString(
        folder.resolve("project/perigon.yml"),
        "name: shop\ncatalog: shop\nschema: main\nlayers: [sources]\n");
    Files.writeString(
        folder.resolve("project/sources/orders.sql"),
        """
        create streaming table orders as
        select * from stream read_files('in', format => 'csv', header => true, schema => 'id int')
        """);
    arrive("1");
  }

  /** A whole file at once, as whoever delivers should do it. */
  private void arrive(String rows) throws IOException {
    Path hidden = folder.resolve("data/in/.new");
    Files.writeString(hidden, "id\n" + rows + "\n");
    Files.move(
        hidden,
        folder.resolve("data/in/%03d.csv".formatted(arrived++)),
        StandardCopyOption.ATOMIC_MOVE);
  }

  private String[] once() {
    return Arrays.copyOf(arguments(), arguments().length - 3);
  }

  private String[] arguments() {
    return new String[] {
      "run",
      folder.resolve("project").toString(),
      "--data",
      folder.resolve("data").toString(),
      "--home",
      folder.resolve("home").toString(),
      "--continuous",
      "--interval",
      "20ms"
    };
  }

  private CompletableFuture<Integer> start() {
    return CompletableFuture.supplyAsync(() -> Main.run(terminal(), interruption, arguments()));
  }

  private Terminal terminal() {
    return new Terminal(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        0,
        Map.of(),
        folder);
  }

  private List<String> rows(String sql) {
    try {
      return new Tables(folder.resolve("home")).rows(sql);
    } catch (RuntimeException e) {
      return List.of(); // not there yet
    }
  }

  private void await(CompletableFuture<Integer> run, String sql, String row)
      throws InterruptedException, ExecutionException {
    while (!rows(sql).equals(List.of(row))) {
      try {
        throw new AssertionError("ended with " + run.get(20, TimeUnit.MILLISECONDS) + ": " + err);
      } catch (TimeoutException e) {
        // Not yet.
      }
    }
  }

  @Test
  void keepsUpRestsAndStops() throws Exception {
    CompletableFuture<Integer> run = start();
    await(run, COUNT, "[1, 1]");
    arrive("2");
    await(run, COUNT, "[2, 2]");
    arrive("3");
    await(run, COUNT, "[3, 3]");
    List<String> updates = rows("select count(*) from system.pipelines.updates");
    await(run, "select count(*) from system.pipelines.updates", updates.get(0));
    interruption.stop();
    assertThat(run.get()).isZero();
    assertThat(rows("select count(*) from system.pipelines.updates"))
        .as("one for each arrival, none for rests")
        .hasSize(1)
        .allMatch(count -> Integer.parseInt(count.replaceAll("[^0-9]", "")) <= 4);
    assertThat(rows(COUNT)).containsExactly("[3, 3]");
  }

  private void view(String name, String interval) throws IOException {
    Files.writeString(
        folder.resolve("project/sources/%s.sql".formatted(name)),
        """
        create materialized view %s tblproperties ('pipelines.trigger.interval' = '%s')
        as select count(*) as orders from orders
        """
            .formatted(name, interval));
  }

  @Test
  void datasetsWithATriggerIntervalWaitForTheirTurnAndThenCatchUp() throws Exception {
    view("each_hour", "1 hour");
    view("each_second", "1 second");
    CompletableFuture<Integer> run = start();
    await(run, "select orders from shop.main.each_hour", "[1]");
    arrive("2");
    arrive("3");
    await(run, COUNT, "[3, 3]");
    await(run, "select orders from shop.main.each_second", "[3]"); // nothing else arrives
    assertThat(rows("select orders from shop.main.each_hour")).containsExactly("[1]");
    interruption.stop();
    assertThat(run.get()).isZero();
    assertThat(Main.run(terminal(), Interruption.none(), once())).isZero();
    assertThat(rows("select orders from shop.main.each_hour")).containsExactly("[3]");
  }

  @Test
  void endsWithWhatSomebodyMustCorrect() throws Exception {
    CompletableFuture<Integer> run = start();
    await(run, COUNT, "[1, 1]");
    arrive("one");
    assertThat(run.get()).isEqualTo(3);
    assertThat(out.toString(StandardCharsets.UTF_8) + err).contains("the value of column 'id'");
    assertThat(rows(COUNT)).containsExactly("[1, 1]");
  }

  @Test
  void triesAgainAfterWhatMayPass() throws Exception {
    Path away = folder.resolve("away");
    Files.move(folder.resolve("data/in"), away);
    CompletableFuture<Integer> run = start();
    while (!err.toString(StandardCharsets.UTF_8).contains("there is nothing at")
        && !out.toString(StandardCharsets.UTF_8).contains("there is nothing at")) {
      assertThat(run).isNotDone();
      Thread.onSpinWait();
    }
    Files.move(away, folder.resolve("data/in"));
    await(run, COUNT, "[1, 1]");
    interruption.stop();
    assertThat(run.get()).isZero();
  }

  @Test
  void tellsOnceWhatKeepsItFromLooking() {
    PerigonException away =
        new PerigonException(ErrorCode.RESOURCES, "Cannot look: it is away", "Wait");
    Continuous updates = new Continuous(terminal(), Duration.ofMillis(1));
    AtomicInteger looks = new AtomicInteger();
    int code =
        updates.run(
            () -> {
              if (looks.incrementAndGet() < 5) {
                throw away;
              }
              return "something";
            },
            () -> {
              updates.stop();
              return Optional.empty();
            });
    assertThat(code).isZero();
    assertThat(looks).hasValue(5);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("error: Cannot look: it is away\n  try: Wait\n");
  }

  @Test
  void afterAnUpdateLongerThanTheIntervalItLooksAtOnce() {
    AtomicLong clock = new AtomicLong();
    Duration interval = Duration.ofHours(1);
    Continuous updates = new Continuous(terminal(), interval, clock::get);
    AtomicInteger looks = new AtomicInteger();
    AtomicInteger done = new AtomicInteger();
    int code =
        updates.run(
            () -> "news " + looks.incrementAndGet(),
            () -> {
              clock.addAndGet(interval.toNanos());
              if (done.incrementAndGet() == 3) {
                updates.stop();
              }
              return Optional.empty();
            });
    assertThat(code).isZero();
    assertThat(done).hasValue(3);
  }

  @Test
  void endsWellOnSigtermAndGoesOnAfterKills() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("TestContinuous seed " + seed);
    Random random = new Random(seed);
    Installation perigon = Installation.in(Files.createDirectory(folder.resolve("perigon")));
    List<Integer> exits = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      try (ForkedRun run = perigon.start(arguments())) {
        run.awaitLines(1);
        arrive(Integer.toString(arrived + 1));
        if (i < 2) {
          run.killAfter(random.nextInt(300));
        } else {
          while (!rows(COUNT).equals(List.of("[%1$d, %1$d]".formatted(arrived)))) {
            Thread.onSpinWait();
          }
          run.terminate();
          exits.add(run.awaitExit());
        }
      }
    }
    assertThat(exits).as("seed %d", seed).containsExactly(0);
    assertThat(rows(COUNT)).as("seed %d", seed).containsExactly("[4, 4]");
  }

  @Test
  void whatMeansOneUpdateIsNotContinuous() {
    for (String option : List.of("--dry-run", "--full-refresh=all", "--interval=soon")) {
      List<String> more = new ArrayList<>(List.of(arguments()).subList(0, 7));
      more.add(option);
      Cli.Result result = Cli.in(folder).run(more.toArray(String[]::new));
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err()).contains("Cannot use");
    }
  }
}
