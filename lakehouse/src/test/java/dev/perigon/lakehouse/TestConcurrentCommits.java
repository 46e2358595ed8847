package dev.perigon.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.io.File;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestConcurrentCommits {
  private static final TableName NAME = new TableName("retail", "c360", "orders");
  private static final int THREADS = 4;
  private static final int ROUNDS = 10;

  @TempDir Path folder;

  /**
   * Every writer adds its next number to the cursor that it read and replans when it loses. If two
   * ever won the same version, or a replace kept another's rows, files and cursor would differ.
   */
  @Test
  void everyCommitHappensExactlyOnceAfterTheOneItWasPlannedOn() throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Map<Long, String> winners = new ConcurrentHashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        String writer = "writer" + thread;
        Random random = new Random(seed + thread);
        running.add(threads.submit(() -> write(writer, random, winners)));
      }
      for (Future<?> run : running) {
        run.get(120, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }

    DeltaTable table = open();
    assertThat(winners).hasSize(THREADS * ROUNDS);
    Set<URI> expected = new HashSet<>();
    for (long version = 0; version < winners.size(); version++) {
      Snapshot snapshot = table.snapshotAt(version);
      AddedFiles added = table.added(version - 1, version);
      if (!added.rewrittenAt().isEmpty()) {
        expected.clear();
      }
      added.files().forEach(file -> expected.add(file.location()));
      assertThat(snapshot.files()).extracting(DataFile::location).hasSameElementsAs(expected);
      assertThat(snapshot.cursors()).isEqualTo(Map.of("count", Long.toString(version + 1)));
      assertThat(added.files().get(0).location().getPath()).contains(winners.get(version));
    }
  }

  private Void write(String writer, Random random, Map<Long, String> winners) {
    DeltaTable table = open();
    for (int round = 0; round < ROUNDS; round++) {
      String file = writer + "-" + round + ".parquet";
      CommitResult result = commitUntilWon(table, file, random.nextInt(4) == 0);
      assertThat(winners.put(result.version(), file)).isNull();
    }
    return null;
  }

  private static CommitResult commitUntilWon(DeltaTable table, String file, boolean replace) {
    while (true) {
      Optional<Snapshot> read = table.snapshot();
      long count =
          Long.parseLong(read.map(s -> s.cursors().getOrDefault("count", "0")).orElse("0"));
      try {
        return table.commit(
            Commits.write(
                read.map(Snapshot::version),
                replace && read.isPresent(),
                Map.of("count", Long.toString(count + 1)),
                Commits.file(table, file, 1)));
      } catch (PerigonException e) {
        assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.CONFLICT);
      }
    }
  }

  @Test
  void ofTwoProcessesOneWinsEachVersion() throws Exception {
    List<Process> processes = List.of(start("left", ROUNDS), start("right", ROUNDS));
    for (Process process : processes) {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
    }

    Snapshot newest = open().snapshot().orElseThrow();
    assertThat(newest.version()).isEqualTo(2L * ROUNDS - 1);
    assertThat(newest.cursors()).isEqualTo(Map.of("count", Integer.toString(2 * ROUNDS)));
    assertThat(newest.files()).hasSize(2 * ROUNDS);
  }

  @Test
  void aKilledWriterLeavesAWholeTable() throws Exception {
    killWriters(2);
  }

  @Test
  @Tag("long")
  void manyKilledWritersLeaveAWholeTable() throws Exception {
    killWriters(30);
  }

  private void killWriters(int times) throws Exception {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    long committed = 0;
    for (int kill = 0; kill < times; kill++) {
      Process writer = start("writer" + kill, Integer.MAX_VALUE);
      long enough = committed + 1 + random.nextInt(20);
      await(writer, enough);
      writer.waitFor(random.nextInt(50), TimeUnit.MILLISECONDS);
      writer.destroyForcibly().waitFor();

      Snapshot left = open().snapshot().orElseThrow();
      assertThat(left.files()).hasSize((int) left.version() + 1);
      assertThat(left.files()).allSatisfy(file -> assertThat(Path.of(file.location())).exists());
      assertThat(left.cursors()).isEqualTo(Map.of("count", Long.toString(left.version() + 1)));
      commitUntilWon(open(), "after" + kill + ".parquet", false);
      committed = left.version() + 1;
    }
  }

  private void await(Process writer, long version) throws Exception {
    while (open().snapshot().map(s -> s.version() < version).orElse(true)) {
      if (writer.waitFor(20, TimeUnit.MILLISECONDS)) {
        byte[] said = writer.getInputStream().readAllBytes();
        throw new AssertionError("The writer ended: " + new String(said, StandardCharsets.UTF_8));
      }
    }
  }

  private Process start(String writer, int rounds) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Appender.class.getName(),
            folder.toString(),
            writer,
            Integer.toString(rounds))
        .redirectErrorStream(true)
        .directory(new File("."))
        .start();
  }

  /** The other process. */
  static final class Appender {
    private Appender() {}

    public static void main(String[] args) {
      DeltaTable table =
          Warehouses.open(Path.of(args[0]).toUri(), LakehouseOptions.defaults()).table(NAME);
      for (int round = 0; round < Integer.parseInt(args[2]); round++) {
        commitUntilWon(table, args[1] + round + ".parquet", false);
      }
    }
  }

  /** A race for the same file, as two commits of one version are. */
  @Test
  void oneOfManyCreatesAFileThatWasAbsent() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      for (int round = 0; round < 50; round++) {
        Path target = folder.resolve("race" + round);
        List<Callable<Boolean>> racers = new ArrayList<>();
        for (int racer = 0; racer < THREADS; racer++) {
          racers.add(() -> create(target));
        }
        int winners = 0;
        for (Future<Boolean> racer : threads.invokeAll(racers)) {
          winners += racer.get() ? 1 : 0;
        }
        assertThat(winners).isEqualTo(1);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(folder.toFile().list()).hasSize(50);
  }

  private static boolean create(Path target) throws Exception {
    try (WholeFile file = new WholeFile(target)) {
      file.stream().close();
      file.publish(false);
      return true;
    } catch (java.nio.file.FileAlreadyExistsException e) {
      return false;
    }
  }

  private DeltaTable open() {
    return Warehouses.open(folder.toUri(), LakehouseOptions.defaults()).table(NAME);
  }
}
