package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.kafka.LocalBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of runs, of the broker and of both while records flow: in the end every record
 * that the broker took is there once.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
final class TestKilledTopics {
  private static final int PARTITIONS = 3;

  @TempDir private static Path shared;
  private static Installation perigon;
  private static LocalBroker broker;

  @TempDir private Path temp;

  @BeforeAll
  static void install() throws Exception {
    perigon = Installation.in(Files.createDirectory(shared.resolve("perigon")));
    broker = LocalBroker.start(shared.resolve("broker"), System.getProperty("java.class.path"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void fourKillsLoseAndDoubleNothing() throws Exception {
    kill(4);
  }

  @Test
  @Tag("long")
  void thirtyKillsLoseAndDoubleNothing() throws Exception {
    kill(30);
  }

  private void kill(int times) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("TestKilledTopics seed " + seed);
    Random random = new Random(seed);
    String topic = "records" + times;
    project(topic);
    Topic.create(broker.servers(), topic, PARTITIONS, Map.of());
    Flowing flowing = new Flowing(topic);
    Thread producer = new Thread(flowing, "producer");
    producer.start();
    for (int i = 0; i < times; i++) {
      try (ForkedRun run = perigon.start(arguments("--continuous", "--interval=50ms"))) {
        run.awaitLines(1 + random.nextInt(3));
        boolean brokerToo = i % 3 == 2;
        if (brokerToo) {
          broker.kill();
        }
        assertThat(run.killAfter(random.nextLong(1500)))
            .as("seed %d: still running at kill %d", seed, i)
            .isTrue();
        if (brokerToo) {
          broker.start();
        }
      }
    }
    flowing.done.set(true);
    producer.join();
    Cli.Result last = Cli.in(temp).run(arguments());
    assertThat(last.code()).as("seed %d: %s", seed, last.err()).isZero();
    Tables tables = new Tables(temp.resolve("home"));
    String bronze = "from killed.main.bronze";
    assertThat(tables.rows("select count(*) - count(distinct partition, offset) " + bronze))
        .as("seed %d: doubled", seed)
        .containsExactly("[0]");
    assertThat(
            tables.rows(
                "select count(distinct value) %s where cast(value as bigint) < %d"
                    .formatted(bronze, flowing.acknowledged)))
        .as("seed %d: lost of %d", seed, flowing.acknowledged)
        .containsExactly("[" + flowing.acknowledged + "]");
    assertThat(flowing.acknowledged).isGreaterThan(times * 100L);
  }

  /** Sends numbers, one after the other; a number that was not acknowledged is sent again. */
  private static final class Flowing implements Runnable {
    private final String topic;
    private final AtomicBoolean done = new AtomicBoolean();
    private volatile long acknowledged;

    Flowing(String topic) {
      this.topic = topic;
    }

    @Override
    public void run() {
      try (var producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", broker.servers(), "delivery.timeout.ms", 600_000),
              new StringSerializer(),
              new StringSerializer())) {
        while (!done.get()) {
          List<java.util.concurrent.Future<?>> sent = new ArrayList<>();
          for (long i = acknowledged; i < acknowledged + 100; i++) {
            sent.add(
                producer.send(
                    new ProducerRecord<>(topic, (int) (i % PARTITIONS), null, Long.toString(i))));
          }
          for (var record : sent) {
            record.get();
          }
          acknowledged += 100;
        }
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void project(String topic) throws Exception {
    Path sources = Files.createDirectories(temp.resolve("project/sources"));
    Files.writeString(
        temp.resolve("project/perigon.yml"), "name: killed\nschema: main\nlayers: [sources]\n");
    Files.write(
        sources.resolve("bronze.sql"),
        """
        create streaming table bronze as
        select partition, offset, cast(value as string) as value
        from stream read_kafka(bootstrapServers => '%s', subscribe => '%s',
          startingOffsets => 'earliest')
        """
            .formatted(broker.servers(), topic)
            .getBytes(StandardCharsets.UTF_8));
  }

  private String[] arguments(String... more) {
    List<String> all = new ArrayList<>();
    all.add("run");
    all.add(temp.resolve("project").toString());
    all.addAll(List.of("--home", temp.resolve("home").toString()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
