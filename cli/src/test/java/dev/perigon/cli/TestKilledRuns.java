package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at random points, two runs at once, readers meanwhile. */
final class TestKilledRuns {
  private static final int KILLS = 30;
  private static final int DATASETS = 24;
  private static final String PROFILES = "retail.c360.customer_analytics_c360";

  @TempDir private static Path temp;
  private static Installation perigon;
  private static Map<String, List<String>> undisturbed;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    perigon = Installation.in(Files.createDirectory(temp.resolve("perigon")));
    assertThat(Cli.in(temp).run("generate", "retail", "--out", "data").code()).isZero();
    assertThat(perigon.train(run(temp.resolve("undisturbed")))).isZero();
    undisturbed = new Tables(temp.resolve("undisturbed")).contents();
    assertThat(undisturbed.get(PROFILES)).hasSize(15);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES) // about 90 s on two idle cores
  void theNextRunCompletesAfterThirtyKills() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("TestKilledRuns seed " + seed);
    Random random = new Random(seed);
    int killed = 0;
    for (int i = 0; i < KILLS; i++) {
      Path home = temp.resolve("killed-" + i % 3); // new and old homes by turns
      killed += kill(home, random) ? 1 : 0;
      assertThat(undisturbed.entrySet())
          .as("readers, seed %d, kill %d", seed, i)
          .containsAll(new Tables(home).contents().entrySet());
      assertThat(Cli.in(temp).run(run(home)).code()).as("seed %d, kill %d", seed, i).isZero();
      assertThat(new Tables(home).contents())
          .as("seed %d, kill %d", seed, i)
          .isEqualTo(undisturbed);
    }
    assertThat(killed).as("runs that did not end by themselves").isGreaterThan(KILLS / 2);
  }

  private static boolean kill(Path home, Random random) throws IOException, InterruptedException {
    try (ForkedRun run = perigon.start(run(home))) {
      run.awaitLines(random.nextInt(DATASETS));
      return run.killAfter(random.nextInt(60));
    }
  }

  @Test
  void layersInSessionsOfTheirOwnMakeTheSameTables() {
    Path home = temp.resolve("separate");
    for (int update = 0; update < 2; update++) {
      Cli.Result result = Cli.in(temp).run(with("--separate-sessions", run(home)));
      assertThat(result.err()).isEmpty();
      assertThat(result.code()).isZero();
      assertThat(new Tables(home).contents()).isEqualTo(undisturbed);
    }
  }

  @Test
  void aReaderSeesAWholeTableOrNoneWhileRunsReplaceIt() throws Exception {
    Path home = temp.resolve("read");
    Cli.in(temp).run(run(home));
    try (ForkedRun run = perigon.start(run(home))) {
      CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> exitOf(run));
      int reads = 0;
      do {
        assertThat(new Tables(home).rows("select count(*) from " + PROFILES))
            .containsExactly("[15]");
        reads++;
      } while (!exit.isDone());
      assertThat(exit.get()).isZero();
      assertThat(reads).isPositive();
    }
  }

  @Test
  void ofTwoRunsAtOnceOneWinsAndTheOtherSaysSo() throws ExecutionException, InterruptedException {
    Path home = temp.resolve("two");
    CompletableFuture<Cli.Result> first = inBackground(home);
    CompletableFuture<Cli.Result> second = inBackground(home);
    List<Cli.Result> results = List.of(first.get(), second.get());
    assertThat(results).anyMatch(result -> result.code() == 0);
    assertThat(results)
        .filteredOn(result -> result.code() != 0)
        .allMatch(result -> result.code() == 3 && result.err().contains("error: Cannot"));
    assertThat(new Tables(home).contents()).isEqualTo(undisturbed);
  }

  private static CompletableFuture<Cli.Result> inBackground(Path home) {
    return CompletableFuture.supplyAsync(() -> Cli.in(temp).run(run(home)));
  }

  private static int exitOf(ForkedRun run) {
    try {
      return run.awaitExit();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String[] with(String option, String... args) {
    String[] more = Arrays.copyOf(args, args.length + 1);
    more[args.length] = option;
    return more;
  }

  private static String[] run(Path home) {
    return new String[] {
      "run",
      "retail",
      "--home",
      home.toString(),
      "--data",
      temp.resolve("data").toString(),
      "--as-of",
      "2025-10-09"
    };
  }
}
