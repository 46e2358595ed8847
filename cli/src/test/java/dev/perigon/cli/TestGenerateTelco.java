package dev.perigon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perigon.engine.kafka.LocalBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code generate telco}: into files, to a real broker, and printed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class TestGenerateTelco {
  @TempDir private static Path home;
  private static LocalBroker broker;

  @TempDir private Path temp;
  private Cli cli;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = LocalBroker.start(home.resolve("broker"), System.getProperty("java.class.path"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void openCli() {
    cli = Cli.in(temp);
  }

  private Cli.Result generate(String... more) {
    List<String> arguments = new ArrayList<>(List.of("generate", "telco", "--users", "40"));
    arguments.addAll(List.of(more));
    return cli.run(arguments.toArray(String[]::new));
  }

  @Test
  void whatIsSentIsWhatTheFilesHold() throws Exception {
    String[] sizes = {"--records", "3000", "--malformed-rate", "0.02", "--topic-prefix", "same-"};
    assertThat(generate(with(sizes, "--out", "files")).err()).isEmpty();
    Cli.Result sent =
        generate(with(sizes, "--out", "beside", "--bootstrap-servers", broker.servers()));
    assertThat(sent.err()).isEmpty();
    assertThat(sent.out()).containsPattern("Sent 4,\\d{3} records to 9 topics in .* a second\\)\n");
    try (Stream<Path> topics = Files.list(temp.resolve("files/topics"))) {
      for (Path file : topics.toList()) {
        String topic = file.getFileName().toString().replace(".jsonl", "");
        assertThat(lines(read(topic))).as(topic).isEqualTo(byUser(file));
      }
    }
    assertThat(temp.resolve("beside/topics")).doesNotExist();
    assertThat(temp.resolve("beside/fraud_labels.csv"))
        .hasSameBinaryContentAs(temp.resolve("files/fraud_labels.csv"));
  }

  private static String[] with(String[] first, String... more) {
    return Stream.of(first, more).flatMap(Stream::of).toArray(String[]::new);
  }

  /** The sound lines of a file in the order of each user. */
  private static Map<String, List<String>> byUser(Path file) throws IOException {
    Map<String, List<String>> lines = new HashMap<>();
    for (String line : new String(Files.readAllBytes(file), UTF_8).split("\n")) {
      if (line.contains("\"user_id\":\"") && line.endsWith("}")) {
        String user = line.replaceFirst(".*\"user_id\":\"([^\"]*)\".*", "$1");
        lines.computeIfAbsent(user, u -> new ArrayList<>()).add(line);
      }
    }
    return lines;
  }

  private static Map<String, List<String>> lines(List<ConsumerRecord<String, String>> records) {
    Map<String, List<String>> lines = new HashMap<>();
    for (ConsumerRecord<String, String> record : records) {
      String value = record.value();
      if (value != null && value.contains("\"user_id\":\"") && value.endsWith("}")) {
        lines.computeIfAbsent(record.key(), u -> new ArrayList<>()).add(value);
      }
    }
    return lines;
  }

  /** All records of a topic, each partition in its order. */
  private static List<ConsumerRecord<String, String>> read(String topic) {
    List<ConsumerRecord<String, String>> records = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.servers()),
            new StringDeserializer(),
            new StringDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  @Test
  void missingTopicsAreMadeAndKeysChooseThePartition() throws Exception {
    long before = System.currentTimeMillis();
    JsonNode made = json("--topic-prefix", "made-", "--records", "300", "--out", "a", "--json");
    assertThat(made.path("kafka").fieldNames())
        .toIterable()
        .containsExactly(
            "sent", "unacknowledged", "seconds", "records_per_second", "topics_made", "topics");
    assertThat(made.at("/kafka/topics_made")).hasSize(9);
    assertThat(made.at("/kafka/unacknowledged").asLong()).isZero();
    JsonNode again = json("--topic-prefix", "made-", "--records", "300", "--out", "b", "--json");
    assertThat(again.at("/kafka/topics_made")).isEmpty();
    assertThat(again.at("/kafka/sent")).isEqualTo(made.at("/kafka/sent"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.servers()))) {
      var topic = admin.describeTopics(List.of("made-users")).allTopicNames().get();
      assertThat(topic.get("made-users").partitions()).hasSize(3);
      var resource = new ConfigResource(ConfigResource.Type.TOPIC, "made-users");
      var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      assertThat(config.get("retention.ms").value()).isEqualTo("604800000");
    }
    assertThat(read("made-users"))
        .hasSizeGreaterThanOrEqualTo(80)
        .allMatch(r -> r.timestamp() >= before)
        .allMatch(
            r -> Utils.toPositive(Utils.murmur2(r.key().getBytes(UTF_8))) % 3 == r.partition());
  }

  private JsonNode json(String... more) throws IOException {
    Cli.Result result = generate(with(more, "--bootstrap-servers", broker.servers()));
    assertThat(result.err()).isEmpty();
    return new ObjectMapper().readTree(result.out());
  }

  @Test
  void printedRecordsHaveTopicKeyAndValue() throws Exception {
    Cli.Result printed = generate("--print", "--records", "2000", "--malformed-rate", "0.1");
    List<String> lines = printed.out().lines().toList();
    assertThat(lines).hasSizeGreaterThan(2040);
    int malformed = 0;
    for (String line : lines) {
      JsonNode record = new ObjectMapper().readTree(line);
      assertThat(record.path("topic").asText()).startsWith("telco-");
      if (record.path("value").isObject()) {
        assertThat(record.at("/value/user_id").asText()).isEqualTo(record.path("key").asText());
      } else {
        malformed++;
      }
    }
    assertThat(malformed).isBetween(150, 250);
    assertThat(temp.resolve(".perigon")).doesNotExist();
  }

  @Test
  void aTimeIsAnEndAndARateALimit() {
    Cli.Result result = generate("--print", "--rate", "100", "--duration", "1s");
    assertThat(result.code()).isZero();
    assertThat(result.out().lines().count()).isBetween(1L, 101L);
  }

  @Test
  void interruptedItFinishesWhatItSentAndSaysHowMuch() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Interruption interruption = Interruption.none();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
            0,
            Map.of(),
            temp);
    CompletableFuture<Integer> run =
        CompletableFuture.supplyAsync(
            () ->
                Main.run(
                    terminal,
                    interruption,
                    "generate",
                    "telco",
                    "--users",
                    "40",
                    "--topic-prefix",
                    "endless-",
                    "--rate",
                    "1000",
                    "--bootstrap-servers",
                    broker.servers()));
    awaitRecords("endless-sms-cdrs");
    interruption.stop();
    assertThat(run.get(1, TimeUnit.MINUTES)).isZero();
    String said = out.toString(UTF_8).replaceFirst("(?s).*Sent ([0-9,]+) records.*", "$1");
    long held = 0;
    for (String topic :
        "users voice-cdrs data-cdrs sms-cdrs mms-cdrs voip-cdrs roaming-cdrs wifi-calling-cdrs ims-cdrs"
            .split(" ")) {
      held += read("endless-" + topic).size();
    }
    assertThat(Long.parseLong(said.replace(",", ""))).isEqualTo(held);
  }

  private static void awaitRecords(String topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.servers()))) {
      while (!admin.listTopics().names().get().contains(topic)) {
        Thread.onSpinWait();
      }
    }
    while (read(topic).isEmpty()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void mistakesSayWhatToDo() {
    assertThat(generate("--rate", "5").err())
        .startsWith("error: Cannot use --rate for files")
        .contains("Add --bootstrap-servers or --print");
    assertThat(generate("--print", "--json").out()).contains("Cannot use --print with --json");
    assertThat(generate("--print", "--rate", "0").err()).contains("Cannot send 0 records a second");
    assertThat(generate("--print", "--duration", "soon").err())
        .contains("Cannot use 'soon' as --duration: it is no time");
    assertThat(generate("--anomaly-rate", "2").code()).isEqualTo(2);
    assertThat(generate("--bootstrap-servers", "no-such-host.invalid:9092").err())
        .contains("Cannot reach Kafka: no host among its servers is known");
    cli = cli.with("KAFKA_PASSWORD", "hush");
    assertThat(generate("--bootstrap-servers", broker.servers()).err())
        .contains("Cannot log in to Kafka: KAFKA_USERNAME is not set")
        .doesNotContain("hush");
  }
}
