package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.kafka.LocalBroker;
import dev.perigon.pipelines.UpdateResult;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Both engines read every record of a real broker once. */
final class TestKafka {
  @TempDir private static Path home;
  private static LocalBroker broker;

  @TempDir private Path folder;
  private Feed feed;
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
  void open(TestInfo test) {
    feed = new Feed(folder);
    topic = test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void close() {
    feed.close();
  }

  private static void create(String name, int partitions) throws Exception {
    NewTopic topic = new NewTopic(name, partitions, (short) 1);
    topic.configs(Map.of("retention.ms", "-1")); // some records here are of 1970
    Topics.create(broker.servers(), topic);
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", broker.servers());
    settings.put("max.request.size", 2 << 20);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private static ProducerRecord<byte[], byte[]> record(
      String to, int partition, Long timestamp, byte[] key, byte[] value) {
    return new ProducerRecord<>(to, partition, timestamp, key, value);
  }

  /** Numbers as values, dealt out to the partitions. */
  private void produce(String to, int partitions, int from, int until) {
    try (var producer = producer(Map.of())) {
      for (int i = from; i < until; i++) {
        producer.send(record(to, i % partitions, null, null, bytes("" + i)));
      }
    }
  }

  private String read(String options) {
    return "stream read_kafka(bootstrapServers => '%s', %s)".formatted(broker.servers(), options);
  }

  private void bronze(String options) {
    feed.sql(
        "bronze",
        "create streaming table bronze as"
            + " select topic, partition, offset, cast(value as string) as value from "
            + read(options));
  }

  private String subscribe(String more) {
    return "subscribe => '%s', startingOffsets => 'earliest'%s".formatted(topic, more);
  }

  /** How many rows, how many different coordinates, and the sum of the values. */
  private List<String> totals() {
    return feed.rows(
        "select count(*), count(distinct topic, partition, offset), sum(cast(value as bigint)) from bronze");
  }

  @Test
  void everyFieldIsTheSameOnBothEngines() throws Exception {
    create(topic, 3);
    byte[] noText = {0, (byte) 0xff, (byte) 0xfe, 1};
    try (var producer = producer(Map.of())) {
      producer.send(new ProducerRecord<>(topic, 0, 1_700_000_000_123L, bytes("k"), bytes("v")));
      producer.send(new ProducerRecord<>(topic, 1, 0L, null, bytes("{\"a\": \"Zoë 🦊\"}")));
      producer.send(record(topic, 1, 1L, bytes("gone"), null));
      producer.send(record(topic, 2, 2L, noText, noText));
      producer.send(record(topic, 2, 3L, new byte[0], new byte[0]));
      producer.send(record(topic, 2, 4L, null, bytes("x".repeat(1 << 20))));
      var headed = record(topic, 0, 5L, bytes("k"), bytes("h"));
      headed.headers().add("ü", bytes("1")).add("ü", null).add("", noText);
      producer.send(headed);
    }
    feed.sql(
        "bronze",
        "create streaming table bronze as select * from "
            + read(subscribe(", includeHeaders => true")));
    feed.run();
    assertThat(feed.rows("select count(*), sum(length(value)), min(timestamp) from bronze"))
        .hasSize(1);
    Table left = feed.by(Run.By.DUCKDB).query("select * from bronze");
    left.assertSameAs(feed.by(Run.By.SPARK).query("select * from bronze"), "records");
    assertThat(left.schema().ddl())
        .isEqualTo(
            "key BINARY, value BINARY, topic STRING, partition INT, offset BIGINT,"
                + " timestamp TIMESTAMP, timestampType INT,"
                + " headers ARRAY<STRUCT<key: STRING, value: BINARY>>");
    assertThat(left.rows()).hasSize(7);
    assertThat(
            feed.rows(
                "select hex(key), hex(value) from bronze where partition = 2 and offset < 2 order by offset"))
        .containsExactly("00FFFE01|00FFFE01", "|");
    assertThat(
            feed.rows(
                "select h.key, hex(h.value) from bronze lateral view explode(headers) t as h"
                    + " where cast(value as string) = 'h'"))
        .containsExactlyInAnyOrder("ü|31", "ü|null", "|00FFFE01");
  }

  @Test
  void newRecordsPartitionsAndTopicsAreReadOnce() throws Exception {
    create(topic + "_a", 2);
    produce(topic + "_a", 2, 0, 1000);
    bronze("subscribePattern => '%s_.*', startingOffsets => 'earliest'".formatted(topic));
    feed.run();
    assertThat(totals()).containsExactly("1000|1000|499500");
    feed.run();
    assertThat(totals()).containsExactly("1000|1000|499500");

    Topics.increase(broker.servers(), topic + "_a", 4);
    create(topic + "_b", 1);
    produce(topic + "_a", 4, 1000, 1500);
    produce(topic + "_b", 1, 1500, 2000);
    feed.run();
    assertThat(totals()).containsExactly("2000|2000|1999000");
    assertThat(feed.rows("select topic, partition, count(*) from bronze group by 1, 2"))
        .containsExactlyInAnyOrder(
            topic + "_a|0|625",
            topic + "_a|1|625",
            topic + "_a|2|125",
            topic + "_a|3|125",
            topic + "_b|0|500");
  }

  @Test
  void limitsMakeManyCommitsOfOneUpdate() throws Exception {
    create(topic, 3);
    produce(topic, 3, 0, 1000);
    bronze(subscribe(", maxOffsetsPerTrigger => 300"));
    feed.run();
    assertThat(totals()).containsExactly("1000|1000|499500");
    var table =
        feed.by(Run.By.DUCKDB).warehouse().tables().stream()
            .filter(name -> name.table().equals("bronze"))
            .findFirst()
            .orElseThrow();
    assertThat(feed.by(Run.By.DUCKDB).warehouse().table(table).snapshot().orElseThrow().version())
        .isBetween(3L, 4L);
  }

  @Test
  void agesAreKnownBehindATableWhoseFilesBecomeFewer() throws Exception {
    create(topic, 1);
    produce(topic, 1, 0, 51);
    feed.sql(
        "bronze",
        "create streaming table bronze as select timestamp, cast(value as string) as value from "
            + read(subscribe(", maxOffsetsPerTrigger => 1")));
    feed.sql("silver", "create streaming table silver as select value from stream(bronze)");
    UpdateResult result = feed.by(Run.By.DUCKDB).run();
    assertThat(Feed.dataset(result, "bronze").compacted().before()).isEqualTo(51);
    assertThat(Feed.dataset(result, "silver").intake().orElseThrow().times())
        .isEqualTo(Feed.dataset(result, "bronze").intake().orElseThrow().times())
        .isPresent();
  }

  @Test
  void onlyWhatIsCommittedIsRead() throws Exception {
    create(topic, 1);
    bronze(subscribe(""));
    try (var producer = producer(Map.of("transactional.id", topic))) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, bytes("1")));
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, bytes("100")));
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, bytes("20"))).get();
      feed.run();
      assertThat(totals()).containsExactly("1|1|1");
      producer.commitTransaction();
    }
    feed.run();
    assertThat(totals()).containsExactly("2|2|21");
    feed.run();
    assertThat(totals()).containsExactly("2|2|21");
  }

  @Test
  void startsWithWhatComesUnlessToldOtherwise() throws Exception {
    create(topic, 2);
    produce(topic, 2, 0, 10);
    bronze("subscribe => '%s'".formatted(topic));
    feed.run();
    assertThat(totals()).containsExactly("0|0|null");
    produce(topic, 2, 10, 13);
    feed.run();
    assertThat(totals()).containsExactly("3|3|33");
    feed.sql(
        "given",
        "create streaming table given as select offset from "
            + read(
                "subscribe => '%1$s', startingOffsets => '{\"%1$s\": {\"0\": 4, \"1\": -2}}'"
                    .formatted(topic)));
    feed.run();
    assertThat(feed.rows("select min(offset), count(*) from given")).containsExactly("0|9");
    assertThat(
            feed.rows(
                "select count(*), min(offset) from read_kafka(bootstrapServers => '%s', subscribe => '%s')"
                    .formatted(broker.servers(), topic)))
        .containsExactly("13|0");
  }

  @Test
  void changesAndTombstonesKeepATable() throws Exception {
    create(topic, 2);
    feed.sql(
        "users",
        """
        create temporary view changes as
        select cast(key as string) as id, cast(value as string) as plan, value is null as gone,
          struct(timestamp, offset) as at
        from %s;
        create streaming table users;
        create flow users_feed as auto cdc into users from stream(changes) keys (id)
          apply as delete when gone sequence by at columns id, plan
        """
            .formatted(read(subscribe(""))));
    try (var producer = producer(Map.of())) {
      for (int i = 0; i < 40; i++) {
        producer.send(record(topic, i % 2, 1000L + i, bytes("u" + i % 8), bytes("plan" + i)));
      }
      producer.flush();
      feed.run();
      producer.send(record(topic, 0, 2000L, bytes("u0"), null));
      producer.send(record(topic, 1, 2000L, bytes("u1"), bytes("last")));
      producer.send(record(topic, 1, 500L, bytes("u3"), bytes("late")));
    }
    feed.run();
    assertThat(feed.rows("select id, plan from users"))
        .containsExactly(
            "u1|last",
            "u2|plan34",
            "u3|plan35",
            "u4|plan36",
            "u5|plan37",
            "u6|plan38",
            "u7|plan39");
  }

  @Test
  void recordsThatRetentionRemovedAreNeverPassedOverInSilence() throws Exception {
    create(topic, 2);
    produce(topic, 2, 0, 100);
    bronze(subscribe(""));
    feed.run();
    produce(topic, 2, 100, 200);
    try (Admin admin = Topics.admin(broker.servers())) {
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 1), RecordsToDelete.beforeOffset(60)))
          .all()
          .get();
    }
    for (Run.By engine : Run.By.values()) {
      assertThatThrownBy(() -> feed.by(engine).run())
          .isInstanceOfSatisfying(
              PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA))
          .hasMessageContaining("partition 1 of topic '" + topic + "'")
          .hasMessageContaining("offsets 50 to 59, up to 10 records, were removed");
    }
    assertThat(totals()).containsExactly("100|100|4950");
    bronze(subscribe(", failOnDataLoss => false"));
    feed.run();
    assertThat(feed.rows("select count(*), count(distinct partition, offset) from bronze"))
        .containsExactly("190|190");
    assertThat(
            feed.by(Run.By.DUCKDB)
                .query("select note from system.pipelines.flow_progress where note is not null")
                .rows()
                .toString())
        .contains("offsets 50 to 59, up to 10 records, were removed before they were read");
  }

  @Test
  void aTopicThatWasMadeAnewIsTold() throws Exception {
    create(topic, 1);
    produce(topic, 1, 0, 10);
    bronze(subscribe(""));
    feed.run();
    try (Admin admin = Topics.admin(broker.servers())) {
      admin.deleteTopics(List.of(topic)).all().get();
      while (admin.listTopics().names().get().contains(topic)) {
        Thread.onSpinWait();
      }
    }
    assertThatThrownBy(feed::run).hasMessageContaining("the brokers have no such topic");
    create(topic, 1);
    produce(topic, 1, 10, 30);
    assertThatThrownBy(feed::run)
        .hasMessageContaining("it was read up to offset 10, and the topic was made anew since");
    bronze(subscribe(", failOnDataLoss => false"));
    feed.run();
    assertThat(feed.rows("select count(*), count(distinct value) from bronze"))
        .containsExactly("30|30");
    feed.run();
    assertThat(feed.rows("select count(*) from bronze")).containsExactly("30");
  }

  @Test
  void brokersThatWereAwayLoseNothing() throws Exception {
    create(topic, 3);
    produce(topic, 3, 0, 500);
    bronze(
        subscribe(
            ", `kafka.default.api.timeout.ms` => '3000', `kafka.request.timeout.ms` => '2000'"));
    feed.run();
    produce(topic, 3, 500, 900);
    broker.kill();
    for (Run.By engine : Run.By.values()) {
      assertThatThrownBy(() -> feed.by(engine).run())
          .isInstanceOfSatisfying(
              PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCES))
          .hasMessageContaining("Cannot reach Kafka");
    }
    broker.start();
    feed.run();
    assertThat(totals()).containsExactly("900|900|404550");
  }

  @Test
  void brokersThatGoAwayInTheMiddleAreWaitedFor() throws Exception {
    create(topic, 1);
    produce(topic, 1, 0, 400_000);
    bronze(subscribe(""));
    for (Run.By engine : Run.By.values()) {
      Run run = feed.by(engine);
      CompletableFuture<UpdateResult> update = CompletableFuture.supplyAsync(run::run);
      broker.kill();
      broker.start();
      try {
        update.join();
      } catch (CompletionException e) { // it was away before the run had begun, or Spark gave up
        run.run();
      }
    }
    assertThat(totals()).containsExactly("400000|400000|79999800000");
  }

  @Test
  void wrongOptionsAreTold() throws Exception {
    create(topic, 1);
    for (Map.Entry<String, String> wrong :
        List.of(
            Map.entry("subscribe => 'x', starting => 'earliest'", "with option 'starting'"),
            Map.entry("subscribe => 'x', maxOffsetsPerTrigger => 0", "'maxOffsetsPerTrigger'"),
            Map.entry("subscribe => 'x', startingOffsets => 'first'", "'startingOffsets'"),
            Map.entry("subscribe => 'x', `kafka.group.id` => 'g'", "Perigon itself sets it"),
            Map.entry("subscribePattern => '('", "'subscribePattern'"),
            Map.entry("subscribe => 'no_such_topic'", "topic 'no_such_topic'"),
            Map.entry(
                "subscribe => 'x', `kafka.sasl.jaas.config` => '${secret:NO_SUCH_SECRET}'",
                "there is no secret 'NO_SUCH_SECRET'"))) {
      bronze(wrong.getKey());
      assertThatThrownBy(() -> feed.by(Run.By.DUCKDB).run())
          .isInstanceOf(PerigonException.class)
          .hasMessageContaining(wrong.getValue());
    }
  }

  @Test
  void oneFlowReadsTopicsInOneWay() throws Exception {
    create(topic, 1);
    produce(topic, 1, 0, 10);
    List<String> reads = new ArrayList<>();
    reads.add("select offset from " + read(subscribe("")));
    reads.add("select offset from " + read(subscribe("")));
    feed.sql("twice", "create streaming table twice as " + String.join(" union all ", reads));
    feed.run();
    assertThat(feed.rows("select count(*), count(distinct offset) from twice"))
        .containsExactly("20|10");
    reads.set(1, "select offset from " + read(subscribe(", maxOffsetsPerTrigger => 5")));
    feed.sql("twice", "create streaming table twice as " + String.join(" union all ", reads));
    assertThatThrownBy(feed::run).hasMessageContaining("Cannot stream one source twice");
  }
}
