package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.kafka.LocalBroker;
import dev.perigon.pipelines.Replayer.Replayed;
import dev.perigon.pipelines.UpdateResult;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a real broker's records hold, both engines keep them, hold the same back for the same
 * reasons, and make the same of them when they are tried again.
 */
final class TestBadRecords {
  /** Three bytes of which the second does not belong after the first. */
  private static final byte[] NO_TEXT = {'{', (byte) 0xC3, '}'};

  private static final String PAD = "x".repeat(1 << 20);

  private static final List<byte[]> VALUES =
      list(
          bytes("{\"user_id\": \"u0\", \"amount\": 1}"),
          bytes("{\"user_id\": \"u1\", amount}"),
          bytes("{\"user_id\": \"u2\", \"amou"),
          bytes("{\"user_id\": \"u3\", \"amount\": \"4\"}"),
          bytes("{\"user_id\": \"u4\", \"amount\": 5, \"colour\": \"red\"}"),
          bytes("{\"user_id\": \"u5\", \"amount\": 6, \"pad\": \"" + PAD + "\"}"),
          bytes("{\"user_id\": \"u6\", \"pad\": \"" + PAD),
          null,
          bytes(""),
          NO_TEXT,
          bytes("[1, 2]"),
          bytes("\"text\""),
          bytes("{\"user_id\": \"u12\", \"amount\": 99999999999}"),
          bytes("{\"user_id\": null, \"amount\": 7}"),
          bytes("{}"),
          bytes("{\"user_id\": \"Zoë 🦊\", \"amount\": 8}"),
          bytes("\u0000"));

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
  void produce(TestInfo test) throws Exception {
    feed = new Feed(folder);
    topic = test.getTestMethod().orElseThrow().getName();
    Topics.create(broker.servers(), topic, 2);
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.servers(), "max.request.size", 4 << 20);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (byte[] value : VALUES) {
        producer.send(new ProducerRecord<>(topic, 1, null, bytes("key"), value)).get();
      }
      producer.send(new ProducerRecord<>(topic, 0, null, null, VALUES.get(0))).get();
      producer.send(new ProducerRecord<>(topic, 0, null, NO_TEXT, VALUES.get(4))).get();
    }
  }

  @AfterEach
  void close() {
    feed.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<byte[]> list(byte[]... values) {
    return new ArrayList<>(java.util.Arrays.asList(values));
  }

  /** Texts for people and queries, and the bytes themselves where they are no text. */
  private void bronze() {
    feed.sql(
        "bronze",
        """
        create streaming table bronze as
        select topic, partition, offset, timestamp, cast(key as string) as key,
          cast(value as string) as raw_data,
          case when not is_valid_utf8(cast(value as string)) then value end as raw_bytes
        from stream read_kafka(bootstrapServers => '%s', subscribe => '%s', startingOffsets => 'earliest')
        """
            .formatted(broker.servers(), topic));
  }

  private void silver(String amount, String schema) {
    feed.sql(
        "silver",
        """
        create streaming table silver (
          constraint is_text expect (raw_bytes is null) on violation quarantine row,
          constraint readable expect (corrupt is null) on violation quarantine row,
          constraint has_user expect (user_id is not null) on violation quarantine row)
        as select topic, partition, offset, r.user_id, %s as amount, r._corrupt as corrupt, raw_data, raw_bytes
        from (select *, from_json(raw_data, 'user_id string, amount %s, _corrupt string',
            map('columnNameOfCorruptRecord', '_corrupt')) as r from stream(bronze))
        """
            .formatted(amount, schema));
  }

  @Test
  void bronzeKeepsWhatTheBrokerHas() {
    bronze();
    feed.run();

    assertThat(
            feed.rows(
                "select count(*), count(distinct partition, offset), count(raw_data), count(raw_bytes),"
                    + " count(key), sum(length(raw_data)) > 2000000 from bronze"))
        .containsExactly("19|19|18|1|18|true");
    assertThat(
            feed.rows(
                "select hex(raw_bytes), hex(raw_data) from bronze where raw_bytes is not null"))
        .containsExactly("7BC37D|7BEFBFBD7D");
    assertThat(feed.rows("select hex(key) from bronze where partition = 0"))
        .containsExactlyInAnyOrder("null", "7BEFBFBD7D");
    assertThat(feed.rows("select raw_data from bronze where offset = 4 and partition = 1"))
        .containsExactly("{\"user_id\": \"u4\", \"amount\": 5, \"colour\": \"red\"}");
  }

  @Test
  void badRecordsAreHeldBackWithRuleReasonAndCoordinatesAndCounted() {
    bronze();
    silver("r.amount", "int");
    UpdateResult result = feed.run();

    assertThat(feed.rows("select partition, offset, user_id, amount from silver"))
        .containsExactly(
            "0|0|u0|1", "0|1|u4|5", "1|0|u0|1", "1|15|Zoë 🦊|8", "1|4|u4|5", "1|5|u5|6");
    assertThat(
            feed.rows(
                "select partition, offset, _quarantine_rule, _quarantine_reason, _quarantine_source"
                    + " from silver_quarantine"))
        .containsExactly(
            "1|10|readable, has_user|corrupt is null; user_id is not null|feed.c360.bronze",
            "1|11|readable, has_user|corrupt is null; user_id is not null|feed.c360.bronze",
            "1|12|readable|corrupt is null|feed.c360.bronze",
            "1|13|has_user|user_id is not null|feed.c360.bronze",
            "1|14|has_user|user_id is not null|feed.c360.bronze",
            "1|16|readable, has_user|corrupt is null; user_id is not null|feed.c360.bronze",
            "1|1|readable, has_user|corrupt is null; user_id is not null|feed.c360.bronze",
            "1|2|readable, has_user|corrupt is null; user_id is not null|feed.c360.bronze",
            "1|3|readable|corrupt is null|feed.c360.bronze",
            "1|6|readable, has_user|corrupt is null; user_id is not null|feed.c360.bronze",
            "1|7|has_user|user_id is not null|feed.c360.bronze",
            "1|8|has_user|user_id is not null|feed.c360.bronze",
            "1|9|is_text, readable, has_user|raw_bytes is null; corrupt is null; user_id is not null|feed.c360.bronze");
    List<ExpectationResult> rules =
        result.datasets().stream()
            .filter(d -> d.name().table().equals("silver"))
            .findFirst()
            .orElseThrow()
            .expectations();
    assertThat(rules)
        .containsExactly(
            new ExpectationResult("is_text", "QUARANTINE ROW", 19, 18, 1),
            new ExpectationResult("readable", "QUARANTINE ROW", 19, 10, 9),
            new ExpectationResult("has_user", "QUARANTINE ROW", 19, 8, 11));
  }

  @Test
  void aCorrectedQueryBringsThemBackAlikeOnBothEngines() {
    bronze();
    silver("r.amount", "int");
    feed.run();
    silver("try_cast(r.amount as int)", "string");

    Replayed embedded = feed.by(Run.By.DUCKDB).replay("silver");
    Replayed spark = feed.by(Run.By.SPARK).replay("silver");

    assertThat(spark).isEqualTo(embedded);
    assertThat(embedded.passed()).isEqualTo(2);
    assertThat(
            feed.rows(
                "select offset, user_id, amount from silver where partition = 1 and offset in (3, 12)"))
        .containsExactly("12|u12|null", "3|u3|4");
    assertThat(feed.rows("select count(*), count(distinct partition, offset) from silver"))
        .containsExactly("8|8");
    assertThat(feed.rows("select count(*) from silver_quarantine")).containsExactly("11");
    assertThat(feed.by(Run.By.SPARK).replay("silver").passed()).isZero();
    feed.run();
    assertThat(feed.rows("select count(*) from silver")).containsExactly("8");
  }
}
