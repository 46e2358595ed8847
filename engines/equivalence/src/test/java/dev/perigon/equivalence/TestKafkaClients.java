package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.KafkaRecords.Range;
import dev.perigon.engine.WaitListener;
import dev.perigon.engine.kafka.KafkaLooks;
import dev.perigon.engine.kafka.KafkaOptions;
import dev.perigon.engine.kafka.KafkaReaders;
import dev.perigon.engine.kafka.KafkaTopics;
import dev.perigon.engine.kafka.LocalBroker;
import dev.perigon.engine.kafka.RecordReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** What both engines read topics and look at them with, by a real broker. */
final class TestKafkaClients {
  @TempDir private static Path home;
  private static LocalBroker broker;

  private String topic;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = LocalBroker.start(home.resolve("broker"), System.getProperty("java.class.path"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void name(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
  }

  private static void produce(String to, int from, int until) {
    Map<String, Object> settings = Map.of("bootstrap.servers", broker.servers());
    var bytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(settings, bytes, bytes)) {
      for (int i = from; i < until; i++) {
        byte[] value = Integer.toString(i).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(to, 0, null, null, value));
      }
    }
  }

  private static KafkaOptions source(Map<String, String> options) {
    Map<String, String> all = new HashMap<>(options);
    all.put("bootstrapservers", broker.servers());
    return KafkaOptions.of(all, true);
  }

  /** Topics, partitions and the offsets after their last records. */
  private static List<String> ends(KafkaTopics topics) {
    return topics.partitions().stream()
        .map(p -> "%s %d %d %d".formatted(p.topic(), p.partition(), p.latest(), p.highest()))
        .toList();
  }

  @Test
  void sourcesAlikeAreOneQuestion() throws Exception {
    Topics.create(broker.servers(), topic + "_a", 1);
    Topics.create(broker.servers(), topic + "_b", 2);
    Topics.create(broker.servers(), topic + "_c", 1);
    KafkaOptions named = source(Map.of("subscribe", topic + "_b," + topic + "_a"));
    KafkaOptions again = source(Map.of("subscribe", topic + "_a"));
    KafkaOptions pattern = source(Map.of("subscribepattern", topic + "_[bc]"));
    KafkaOptions others =
        source(Map.of("subscribe", topic + "_c", "kafka.isolation.level", "read_uncommitted"));
    try (KafkaLooks looks = new KafkaLooks(WaitListener.NONE)) {
      assertThat(looks.now(List.of())).isEmpty();
      produce(topic + "_b", 0, 3);
      produce(topic + "_c", 0, 5);
      List<KafkaTopics> now = looks.now(List.of(named, others, again, pattern));
      assertThat(now).hasSize(2);
      assertThat(ends(now.get(0)))
          .containsExactly(
              topic + "_a 0 0 0", topic + "_b 0 3 3", topic + "_b 1 0 0", topic + "_c 0 5 5");
      assertThat(ends(now.get(1))).containsExactly(topic + "_c 0 5 5");
      assertThat(ends(looks.now(again))).containsExactly(topic + "_a 0 0 0");
      KafkaOptions missing = source(Map.of("subscribe", topic + "_d"));
      assertThatThrownBy(() -> looks.now(List.of(named, missing)))
          .hasMessageContaining("topic '%s_d'".formatted(topic));
    }
  }

  @Test
  void aReaderGoesOnWhereItWasWhenTheBrokerIsBack() throws Exception {
    Topics.create(broker.servers(), topic, 1);
    produce(topic, 0, 400_000);
    KafkaOptions options =
        source(Map.of("subscribe", topic, "kafka.max.partition.fetch.bytes", "65536"));
    try (KafkaReaders readers = new KafkaReaders(WaitListener.NONE);
        RecordReader reader = readers.open(options, new Range(topic, 0, 0, 400_000))) {
      assertThat(reader.next()).isTrue();
      broker.kill();
      broker.start();
      for (long offset = 1; offset < 400_000; offset++) {
        assertThat(reader.next()).isTrue();
        assertThat(reader.offset()).isEqualTo(offset);
      }
      assertThat(reader.next()).isFalse();
    }
  }

  @Test
  void readersStartWhereTheyAreToldWhoeverReadBefore() throws Exception {
    Topics.create(broker.servers(), topic, 1);
    produce(topic, 0, 20);
    KafkaOptions options = source(Map.of("subscribe", topic));
    try (KafkaReaders readers = new KafkaReaders(WaitListener.NONE)) {
      assertThat(offsets(readers.open(options, new Range(topic, 0, 0, 20)))).isEqualTo("0-19");
      produce(topic, 20, 30);
      assertThat(offsets(readers.open(options, new Range(topic, 0, 20, 30)))).isEqualTo("20-29");
      try (RecordReader first = readers.open(options, new Range(topic, 0, 3, 30))) {
        assertThat(first.next()).isTrue();
        assertThat(offsets(readers.open(options, new Range(topic, 0, 5, 8)))).isEqualTo("5-7");
        assertThat(first.offset()).isEqualTo(3);
      }
      assertThat(offsets(readers.open(options, new Range(topic, 0, 29, 30)))).isEqualTo("29-29");
    }
  }

  /** The first and the last, where none between them is missing. */
  private static String offsets(RecordReader reader) {
    try (reader) {
      assertThat(reader.next()).isTrue();
      long first = reader.offset();
      long last = first;
      while (reader.next()) {
        assertThat(reader.offset()).isEqualTo(++last);
      }
      return first + "-" + last;
    }
  }
}
