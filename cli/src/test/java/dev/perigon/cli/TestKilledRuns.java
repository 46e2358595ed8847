package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at random points, two runs at once, readers meanwhile. */
final class TestKilledRuns {
  private static final int DATASETS = 24;
  private static final String PROFILES = "retail.c360.customer_analytics_c360";

  @TempDir private static Path temp;
  private static Map<String, List<String>> undisturbed;

  @BeforeAll
  static void runUndisturbed() {
    Cli cli = Cli.in(temp);
    assertThat(cli.run("generate", "retail", "--out", "data").code()).isZero();
    assertThat(cli.run(run(temp.resolve("undisturbed"))).code()).isZero();
    undisturbed = tables(temp.resolve("undisturbed")).contents();
    assertThat(undisturbed.get(PROFILES)).hasSize(15);
  }

  @Test
  void theNextRunCompletesAfterFiveKills() throws Exception {
    killAndRunAgain(5);
  }

  @Test
  @Tag("long")
  void theNextRunCompletesAfterThirtyKills() throws Exception {
    killAndRunAgain(30);
  }

  private static void killAndRunAgain(int kills) throws Exception {
    long seed = new Random().nextLong();
    System.out.println("TestKilledRuns seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < kills; i++) {
      Path home = temp.resolve("killed-" + kills + "-" + (i % 3)); // new and old homes by turns
      kill(home, random);
      assertThat(Cli.in(temp).run(run(home)).code()).as("seed %d, kill %d", seed, i).isZero();
      assertThat(tables(home).contents()).as("seed %d, kill %d", seed, i).isEqualTo(undisturbed);
    }
  }

  private static void kill(Path home, Random random) throws IOException, InterruptedException {
    try (ForkedRun run = ForkedRun.start(run(home))) {
      run.awaitLines(random.nextInt(DATASETS));
      run.killAfter(random.nextInt(60));
    }
  }

  @Test
  void aReaderSeesAWholeTableOrNoneWhileRunsReplaceIt() throws Exception {
    Path home = temp.resolve("read");
    Cli.in(temp).run(run(home));
    try (ForkedRun run = ForkedRun.start(run(home))) {
      CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> exitOf(run));
      int reads = 0;
      do {
        assertThat(tables(home).rows("select count(*) from " + PROFILES)).containsExactly("15");
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
    assertThat(tables(home).contents()).isEqualTo(undisturbed);
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

  private static Tables tables(Path home) {
    return new Tables(Cli.in(temp), home);
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
