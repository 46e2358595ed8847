package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.HashKeyRange;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * {@code kill -9} of runs, and of the server, while records flow and shards are split: in the end
 * every record that the server took is there once.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
final class TestKilledShards {
  private static final String STREAM = "records";

  @TempDir private Path temp;
  private Kinesalite kinesis;

  @BeforeEach
  void startServer() throws Exception {
    kinesis = Kinesalite.start(temp.resolve("kinesalite"));
  }

  @AfterEach
  void stopServer() {
    if (kinesis != null) {
      kinesis.close();
    }
  }

  @Test
  void threeKillsLoseAndDoubleNothing() throws Exception {
    kill(3);
  }

  @Test
  @Tag("long")
  void thirtyKillsLoseAndDoubleNothing() throws Exception {
    kill(30);
  }

  private void kill(int times) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("TestKilledShards seed " + seed);
    Random random = new Random(seed);
    project();
    kinesis.create(STREAM, 2);
    Flowing flowing = new Flowing();
    Thread producer = new Thread(flowing, "producer");
    producer.start();
    for (int i = 0; i < times; i++) {
      Process run = start();
      try (BufferedReader lines = run.inputReader()) {
        for (int updates = 1 + random.nextInt(3); updates > 0; updates--) {
          assertThat(lines.readLine()).as("seed %d: line of run %d", seed, i).isEqualTo("updated");
        }
        split(random);
        boolean serverToo = i % 3 == 2;
        if (serverToo) {
          kinesis.kill();
        }
        assertThat(run.waitFor(random.nextInt(1500), TimeUnit.MILLISECONDS))
            .as("seed %d: ended before kill %d", seed, i)
            .isFalse();
        run.destroyForcibly().waitFor();
        if (serverToo) {
          kinesis.start();
        }
      }
    }
    flowing.done.set(true);
    producer.join();
    try (Run last = KeepsUpdating.run(temp)) {
      last.run();
      String bronze = "from killed.c360.bronze";
      assertThat(
              last.query("select count(*) - count(distinct shardId, sequenceNumber) " + bronze)
                  .rows())
          .as("seed %d: doubled", seed)
          .isEqualTo(List.of(List.of(0L)));
      assertThat(
              last.query(
                      "select count(distinct value) %s where value < %d"
                          .formatted(bronze, flowing.acknowledged))
                  .rows())
          .as("seed %d: lost", seed)
          .isEqualTo(List.of(List.of(flowing.acknowledged)));
      assertThat(last.query("select count(distinct shardId) " + bronze).rows().toString())
          .as("seed %d: shards", seed)
          .isNotEqualTo("[[2]]");
    }
    assertThat(flowing.acknowledged).isGreaterThan(times * 20L);
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(option -> !option.startsWith("-javaagent"))
            .toList());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(KeepsUpdating.class.getName(), temp.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  /** Any of the open shards, in its middle. */
  private void split(Random random) {
    List<Shard> open =
        kinesis.shards(STREAM).stream()
            .filter(shard -> shard.sequenceNumberRange().endingSequenceNumber() == null)
            .toList();
    Shard shard = open.get(random.nextInt(open.size()));
    HashKeyRange range = shard.hashKeyRange();
    BigInteger middle =
        new BigInteger(range.startingHashKey())
            .add(new BigInteger(range.endingHashKey()))
            .shiftRight(1);
    kinesis.split(STREAM, shard.shardId(), middle.toString());
  }

  private void project() throws IOException {
    Path sources = Files.createDirectories(temp.resolve("project/sources"));
    Files.createDirectories(temp.resolve("data"));
    Files.writeString(temp.resolve("project/perigon.yml"), "name: killed\nlayers: [sources]\n");
    Files.write(
        sources.resolve("bronze.sql"),
        """
        create streaming table bronze as
        select shardId, sequenceNumber, cast(cast(data as string) as bigint) as value
        from stream %s
        """
            .formatted(
                kinesis.read(
                    STREAM, ", initialPosition => 'trim_horizon', maxRecordsPerTrigger => 100"))
            .getBytes(StandardCharsets.UTF_8));
  }

  /** Sends numbers, one after the other; a number that was not acknowledged is sent again. */
  private final class Flowing implements Runnable {
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile long acknowledged;

    @Override
    public void run() {
      while (!done.get()) {
        try {
          kinesis.put(
              STREAM,
              "k" + acknowledged % 100,
              Long.toString(acknowledged).getBytes(StandardCharsets.UTF_8));
          acknowledged++;
        } catch (SdkException e) { // the server is away
          Thread.onSpinWait();
        }
      }
    }
  }
}
