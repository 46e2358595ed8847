package dev.perigon.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.kafka.HomeBroker;
import dev.perigon.engine.kafka.KafkaAddress;
import dev.perigon.engine.kafka.TopicWriter;
import dev.perigon.generator.telco.TelcoOptions;
import dev.perigon.generator.telco.TelcoRecord;
import dev.perigon.generator.telco.TelcoRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A run of a project that names no brokers: it starts the home's, and sends the sample once. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class TestSampleBroker {
  private static final TelcoOptions SAMPLE = TelcoOptions.defaults();
  private static final String ROWS =
      "select count(*), count(distinct struct(topic, partition, offset)) from telco.main.records";
  private static final String PROGRESS =
      "select sum(until_offset - from_offset), sum(lag), count(distinct partition)"
          + " from system.pipelines.topic_progress";

  @TempDir private Path temp;
  private Path home;
  private Cli cli;

  @BeforeEach
  void write() throws IOException {
    home = temp.toRealPath().resolve("home");
    cli = Cli.in(temp).with("PERIGON_HOME", home.toString());
    Path project = Files.createDirectories(temp.resolve("small/bronze")).getParent();
    Files.writeString(
        project.resolve("perigon.yml"),
        """
        name: telco
        catalog: telco
        schema: main
        layers: [bronze]
        parameters: {bootstrap_servers: "", topic_prefix: telco-}
        """);
    Files.writeString(
        project.resolve("bronze/records.sql"),
        """
        create streaming table records as
        select topic, partition, offset, timestamp
        from stream read_kafka(
          bootstrapServers => :bootstrap_servers,
          subscribePattern => :topic_prefix || '.*',
          startingOffsets => 'earliest')
        """);
  }

  @AfterEach
  void stop() {
    cli.run("kafka", "stop");
  }

  private static long size() {
    TelcoRecords records = new TelcoRecords(SAMPLE);
    long count = 0;
    for (; records.hasNext(); records.next()) {
      count++;
    }
    return count;
  }

  private String run() {
    Cli.Result result = cli.run("run", "small", "--as-of", "2025-10-09");
    assertThat(result.code()).as(result.err() + result.out()).isZero();
    return result.out() + result.err();
  }

  private List<String> answer(String sql) {
    Cli.Result result = cli.run("query", sql, "--format", "csv");
    assertThat(result.code()).as(result.err()).isZero();
    return result.out().lines().skip(1).toList();
  }

  @Test
  void sendsAllRecordsOnceAndTellsHowOldTheyWere() {
    assertThat(run())
        .contains("Sending sample records to 127.0.0.1:")
        .contains("Topics: %,d records".formatted(size()))
        .contains("0 left for later; age when readable: bronze ");
    assertThat(answer(ROWS)).containsExactly("%1$d,%1$d".formatted(size()));
    assertThat(answer(PROGRESS)).containsExactly(size() + ",0,3");
    assertThat(
            answer(
                "select count(*) from system.pipelines.flow_progress"
                    + " where oldest_record <= newest_record and newest_record <= committed_at"
                    + " and rows_per_second > 0"))
        .containsExactly("1");
    assertThat(run()).doesNotContain("Sending sample records").doesNotContain("Topics:");
    assertThat(answer(ROWS)).containsExactly("%1$d,%1$d".formatted(size()));
  }

  @Test
  void sendsWhatAnInterruptedRunLeftOut() throws Exception {
    String servers =
        HomeBroker.ensure(home, () -> System.getProperty("java.class.path"), said -> {});
    Files.writeString(home.resolve("kafka/sample-telco-"), "2025-10-09\n");
    send(servers, 7777);
    assertThat(run()).contains("Sending sample records");
    assertThat(answer(ROWS)).containsExactly("%1$d,%1$d".formatted(size()));
  }

  @Test
  void leavesTopicsAloneThatSomebodyElseFills() throws Exception {
    String servers =
        HomeBroker.ensure(home, () -> System.getProperty("java.class.path"), said -> {});
    send(servers, 10);
    assertThat(run()).doesNotContain("Sending sample records");
    assertThat(answer(ROWS)).containsExactly("10,10");
  }

  private static void send(String servers, int most) throws InterruptedException {
    TelcoRecords records = new TelcoRecords(SAMPLE);
    try (TopicWriter writer = TopicWriter.to(KafkaAddress.of(servers, Map.of()))) {
      writer.createMissing(TelcoRecords.topics(SAMPLE));
      for (int i = 0; i < most; i++) {
        TelcoRecord record = records.next();
        writer.send(record.topic(), record.key().getBytes(US_ASCII), record.value());
      }
      writer.flush();
    }
  }
}
