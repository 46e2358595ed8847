package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code perigon kafka}: a real broker that outlives the commands that start and stop it. */
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class TestKafkaVerb {
  @TempDir private Path temp;
  private Path home;
  private Cli cli;

  @BeforeEach
  void settle() throws IOException {
    home = temp.toRealPath().resolve("home");
    cli = Cli.in(temp).with("PERIGON_HOME", home.toString());
  }

  @AfterEach
  void stopAll() {
    cli.run("kafka", "stop");
  }

  private JsonNode json(String... arguments) throws IOException {
    Cli.Result result =
        cli.run(Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new));
    assertThat(result.code()).as(result.err() + result.out()).isZero();
    return new ObjectMapper().readTree(result.out());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  @Test
  void keepsRecordsAndPortFromOneStartToTheNextAndAfterBeingKilled() throws Exception {
    int port = freePort();
    Cli.Result first = cli.run("kafka", "start", "--port", Integer.toString(port));
    long pid = json("kafka", "status").get("pid").asLong();
    String servers = "127.0.0.1:" + port;
    Path folder = home.resolve("kafka");
    assertThat(first.out())
        .isEqualTo(
            "Kafka runs at %s (process %d), with its data in %s\n".formatted(servers, pid, folder));
    assertThat(first.err()).isEqualTo("Starting a Kafka broker in %s\n".formatted(folder));
    assertThat(group(pid)).as("a process group of its own").isEqualTo(pid);
    Cli.Result none = cli.run("kafka", "topics");
    assertThat(none.out() + none.err()).isEqualTo("No topics yet\n");

    Topic.create(servers, "calls", 3, Map.of()).send(0, "a", "b", "c");
    Topic.create(servers, "profiles", 1, Map.of("cleanup.policy", "compact")).send(0, "d");
    String topics = cli.run("kafka", "topics").out();
    assertThat(topics.lines().map(line -> line.replaceAll(" +[0-9]+ B$", "")))
        .containsExactly(
            "topic     partitions  records  oldest  newest  kept       size",
            "--------  ----------  -------  ------  ------  ---------  ----",
            "calls              3        3       0       3  7 days",
            "profiles           1        1       0       1  compacted");
    TestJsonReference.holds("kafka", json("kafka", "status"), Set.of());
    TestJsonReference.holds("kafka topics", json("kafka", "topics").get(0), Set.of());
    assertThat(cli.run("kafka", "start").out()).as("it runs already").isEqualTo(first.out());

    Cli.Result stopped = cli.run("kafka", "stop");
    assertThat(stopped.out()).isEqualTo("Kafka: stopped; its data is in %s\n".formatted(folder));
    assertThat(stopped.err()).isEqualTo("Stopping the Kafka broker, process %d\n".formatted(pid));
    assertThat(ends(pid)).isTrue();
    assertThat(json("kafka", "status").get("state").asText()).isEqualTo("stopped");

    JsonNode again = json("kafka", "start");
    assertThat(again.get("bootstrap_servers").asText()).isEqualTo(servers);
    assertThat(again.get("pid").asLong()).isNotEqualTo(pid);
    assertThat(cli.run("kafka", "topics").out()).isEqualTo(topics);

    kill(again.get("pid").asLong());
    assertThat(json("kafka", "status").get("state").asText()).isEqualTo("ended");
    assertThat(cli.run("doctor").out())
        .contains("problem kafka")
        .contains("run 'perigon kafka start': it goes on with what it holds");
    Cli.Result recovered = cli.run("kafka", "start");
    assertThat(recovered.err())
        .startsWith(
            "The broker's process had ended without being stopped; it goes on with what it holds\n");
    assertThat(recovered.out()).startsWith("Kafka runs at %s ".formatted(servers));
    assertThat(cli.run("kafka", "topics", "--bootstrap-servers", servers).out()).isEqualTo(topics);
    Cli.Result elsewhere = cli.run("kafka", "start", "--port", Integer.toString(freePort()));
    assertThat(elsewhere.code()).isEqualTo(3);
    assertThat(elsewhere.err()).contains("it runs already, at " + servers);
  }

  @Test
  void twoStartsAtTheSameTimeMakeOneBroker() throws Exception {
    List<CompletableFuture<JsonNode>> starts =
        Stream.of("first", "second")
            .map(
                name ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            return json("kafka", "start");
                          } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                          }
                        }))
            .toList();
    JsonNode one = starts.get(0).get();
    assertThat(starts.get(1).get()).isEqualTo(one);
    assertThat(one.get("state").asText()).isEqualTo("running");
    Files.delete(home.resolve("kafka/broker.json"));
    Files.writeString(
        home.resolve("kafka/broker.json"),
        "{\"port\": %s}".formatted(one.get("bootstrap_servers").asText().split(":")[1]));
    assertThat(json("kafka", "status")).as("found without its note").isEqualTo(one);
  }

  @Test
  void anotherProcessWithItsNumberIsLeftAlone() throws Exception {
    Process other = new ProcessBuilder("sleep", "600").start();
    try {
      Files.createDirectories(home.resolve("kafka"));
      Files.writeString(
          home.resolve("kafka/broker.json"),
          "{\"port\": 9092, \"controllerPort\": 9093, \"pid\": %d, \"startedMillis\": %d}"
              .formatted(other.pid(), other.info().startInstant().orElseThrow().toEpochMilli()));
      assertThat(json("kafka", "status").get("state").asText()).isEqualTo("ended");
      assertThat(cli.run("kafka", "stop").out()).startsWith("Nothing to stop: ");
      assertThat(json("kafka", "status").get("state").asText()).isEqualTo("stopped");
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aPortThatIsTakenIsToldAndOneThatWasKeptIsReplaced() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      Cli.Result refused = cli.run("kafka", "start", "--port", Integer.toString(port));
      assertThat(refused.code()).isEqualTo(3);
      assertThat(refused.err())
          .endsWith(
              """
              error: Cannot start Kafka at port %d: something else listens there
                try: Stop that, give another port with --port, or leave it out for one that is free
              """
                  .formatted(port));
      Files.writeString(home.resolve("kafka/broker.json"), "{\"port\": %d}".formatted(port));
      Cli.Result moved = cli.run("kafka", "start");
      assertThat(moved.err())
          .contains(
              "Port %d, where the broker listened before, is in use: now it is ".formatted(port));
      assertThat(moved.code()).as(moved.err()).isZero();
    }
  }

  @Test
  void whatGoesWrongIsToldWithARemedy() throws Exception {
    says("kafka topics", 3, "Cannot ask Kafka: no broker runs in ", "Run 'perigon kafka start'");
    says("kafka", 2, "say one of start, status, topics, stop", "Run 'perigon kafka --help'");
    says("kafka start --port 70000", 2, "Cannot listen at port 70000", "Give another --port");
    Cli.Result half =
        cli.with("KAFKA_USERNAME", "me").run("kafka", "topics", "--bootstrap-servers", "host:1");
    assertThat(half.err()).contains("KAFKA_PASSWORD is not set").doesNotContain("me\n");
    says(
        "kafka topics --bootstrap-servers nowhere.invalid:9092",
        3,
        "Cannot reach Kafka: no host among its servers is known",
        "Check");
    assertThat(cli.run("kafka", "status").out()).startsWith("Kafka: no broker was started in ");
    assertThat(home).doesNotExist();

    Files.createDirectories(home.resolve("kafka/log"));
    Files.writeString(home.resolve("kafka/log/meta.properties"), "cluster.id=x\nversion=77\n");
    says("kafka start", 3, "Cannot start Kafka: its process ended (", "kafka/output");
    Files.delete(home.resolve("kafka/lock"));
    Files.createDirectory(home.resolve("kafka/lock"));
    says("kafka start", 3, "Cannot keep a Kafka broker in ", "Give a home that you may write to");
    Files.delete(home.resolve("kafka/lock"));
  }

  private void says(String command, int code, String problem, String remedy) {
    Cli.Result result = cli.run(command.split(" "));
    assertThat(result.code()).as(result.err()).isEqualTo(code);
    assertThat(result.err())
        .contains("error: ")
        .contains(problem)
        .contains("  try: ")
        .contains(remedy);
  }

  private static long group(long pid) throws IOException {
    Process ps = new ProcessBuilder("ps", "-o", "pgid=", "-p", Long.toString(pid)).start();
    return Long.parseLong(
        new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
  }

  private static void kill(long pid) {
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    while (!ends(pid)) {
      Thread.onSpinWait();
    }
  }

  /** Also of one that nobody has waited for yet. */
  private static boolean ends(long pid) {
    return ProcessHandle.of(pid).flatMap(p -> p.info().command()).isEmpty();
  }
}
