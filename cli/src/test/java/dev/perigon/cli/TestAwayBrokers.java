package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.KafkaRecords.Range;
import dev.perigon.engine.WaitListener;
import dev.perigon.engine.kafka.KafkaOptions;
import dev.perigon.engine.kafka.KafkaReaders;
import dev.perigon.engine.kafka.LocalBroker;
import dev.perigon.engine.kafka.RecordReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Brokers that go away for a while: work waits, says so once, and goes on. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class TestAwayBrokers {
  @TempDir private Path temp;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Interruption interruption = Interruption.none();
  private LocalBroker broker;
  private Topic topic;

  @BeforeEach
  void start() throws Exception {
    broker = LocalBroker.start(temp.resolve("broker"), System.getProperty("java.class.path"));
    topic = Topic.create(broker.servers(), "calls", 2, Map.of());
    topic.send(0, "a", "b");
    topic.send(1, "c");
    Path sources = Files.createDirectories(temp.resolve("project/sources"));
    Files.writeString(
        temp.resolve("project/perigon.yml"), "name: away\nschema: main\nlayers: [sources]\n");
    Files.writeString(
        sources.resolve("bronze.sql"),
        """
        create streaming table bronze as
        select partition, offset, cast(value as string) as value
        from stream read_kafka(bootstrapServers => '%s', subscribe => 'calls',
          startingOffsets => 'earliest')
        """
            .formatted(broker.servers()));
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  private CompletableFuture<Integer> run(String... more) {
    PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(out, errors, 0, Map.of(), temp);
    String[] arguments =
        Stream.concat(Stream.of("run", "project", "--home", "home"), Arrays.stream(more))
            .toArray(String[]::new);
    return CompletableFuture.supplyAsync(() -> Main.run(terminal, interruption, arguments));
  }

  private void awaitLine(CompletableFuture<Integer> run, String start) {
    while (!err.toString(StandardCharsets.UTF_8).contains(start)) {
      assertThat(run).as(err.toString(StandardCharsets.UTF_8)).isNotDone();
      Thread.onSpinWait();
    }
  }

  private List<String> rows() {
    try {
      return new Tables(temp.resolve("home")).rows("select count(*) from away.main.bronze");
    } catch (RuntimeException e) {
      return List.of(); // not there yet
    }
  }

  private void awaitRows(CompletableFuture<Integer> run, long count) {
    while (!rows().equals(List.of("[" + count + "]"))) {
      assertThat(run).as(err.toString(StandardCharsets.UTF_8)).isNotDone();
    }
  }

  private void saidSoOnce() {
    assertThat(err.toString(StandardCharsets.UTF_8))
        .matches(
            "waiting: Kafka at %1$s does not answer; for up to 11\\d seconds more\n"
                    .formatted(broker.servers())
                + "going on: Kafka at %s answers again, \\d+ seconds later\n"
                    .formatted(broker.servers()));
  }

  @Test
  void aRunThatFindsNoBrokerWaitsForIt() throws Exception {
    broker.kill();
    CompletableFuture<Integer> run = run();
    awaitLine(run, "waiting: ");
    broker.start();
    assertThat(run.get()).isZero();
    assertThat(rows()).containsExactly("[3]");
    saidSoOnce();
  }

  @Test
  void aRunThatKeepsUpGoesOnWhenTheBrokerIsBackAndStopsAlsoWhileItIsAway() throws Exception {
    CompletableFuture<Integer> run = run("--continuous", "--interval", "100ms");
    awaitRows(run, 3);
    broker.kill();
    awaitLine(run, "waiting: ");
    broker.start();
    topic.send(1, "d", "e");
    awaitRows(run, 5);
    saidSoOnce();
    err.reset();
    broker.kill();
    awaitLine(run, "waiting: ");
    interruption.stop();
    assertThat(run.get(20, TimeUnit.SECONDS)).isZero();
    assertThat(err.toString(StandardCharsets.UTF_8)).doesNotContain("error");
  }

  @Test
  void aReaderSaysThatItWaitsInTheMiddle() throws Exception {
    Topic large = Topic.create(broker.servers(), "large", 1, Map.of());
    int count = 2_000;
    String[] values =
        Stream.iterate(0, i -> i + 1)
            .limit(count)
            .map(i -> i + "x".repeat(10_000))
            .toArray(String[]::new);
    large.send(0, values);
    KafkaOptions options =
        KafkaOptions.of(
            Map.of(
                "bootstrapservers",
                broker.servers(),
                "subscribe",
                "large",
                "kafka.max.partition.fetch.bytes",
                "65536"),
            true);
    Heard heard = new Heard();
    try (KafkaReaders readers = new KafkaReaders(heard);
        RecordReader reader = readers.open(options, new Range("large", 0, 0, count))) {
      assertThat(reader.next()).isTrue();
      broker.kill();
      CompletableFuture<Long> rest =
          CompletableFuture.supplyAsync(
              () -> {
                while (reader.next()) {
                  // all in their order
                }
                return reader.offset();
              });
      String brokers = "Kafka at " + broker.servers();
      assertThat(heard.lines.take()).startsWith("waiting for %s at most PT1M5".formatted(brokers));
      broker.start();
      assertThat(rest.get()).isEqualTo(count - 1);
      assertThat(heard.lines).containsExactly(brokers + " goes on");
    }
  }

  private record Heard(BlockingQueue<String> lines) implements WaitListener {
    Heard() {
      this(new LinkedBlockingQueue<>());
    }

    @Override
    public void waiting(String what, Duration atMost) {
      lines.add("waiting for %s at most %s".formatted(what, atMost));
    }

    @Override
    public void goesOn(String what) {
      lines.add(what + " goes on");
    }
  }
}
