package dev.perigon.engine.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestKafkaOptions {
  @TempDir Path folder;

  private static KafkaOptions of(boolean streaming, String... pairs) {
    Map<String, String> options = new HashMap<>();
    options.put("bootstrapservers", "a:1");
    for (int i = 0; i < pairs.length; i += 2) {
      options.put(pairs[i], pairs[i + 1]);
    }
    return KafkaOptions.of(options, streaming);
  }

  private static PartitionOffsets partition(int number) {
    return new PartitionOffsets("t", "id", number, 10, 20, 20);
  }

  @Test
  void streamsStartWithWhatComesAndReadsWithWhatIsThere() {
    assertThat(of(true, "subscribe", "t").starting().in(partition(0))).isEqualTo(20);
    assertThat(of(false, "subscribe", "t").starting().in(partition(0))).isEqualTo(10);
    assertThat(of(false, "subscribe", "t").ending().in(partition(0))).isEqualTo(20);
  }

  @Test
  void offsetsOfPartitionsStayWithinWhatThereIs() {
    KafkaOptions options =
        of(
            true,
            "subscribe",
            " t , u ",
            "startingoffsets",
            "{\"t\": {\"0\": 15, \"1\": -2, \"2\": -1, \"3\": 3, \"4\": 99}}");
    assertThat(options.topics()).containsExactlyInAnyOrder("t", "u");
    long[] starts = new long[6];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = options.starting().in(partition(i));
    }
    assertThat(starts).containsExactly(15, 10, 20, 10, 20, 20);
  }

  @Test
  void committedRecordsOnlyUnlessToldOtherwise() {
    assertThat(of(true, "subscribe", "t").client())
        .isEqualTo(Map.of("bootstrap.servers", "a:1", "isolation.level", "read_committed"));
    assertThat(of(true, "subscribe", "t", "kafka.isolation.level", "read_uncommitted").client())
        .containsEntry("isolation.level", "read_uncommitted");
  }

  @Test
  void whatIsWrongIsToldWithoutItsValue() {
    assertThatThrownBy(() -> KafkaOptions.of(Map.of("subscribe", "t"), true))
        .hasMessageContaining("either 'bootstrapServers' or 'eventHubs'");
    for (String[] wrong :
        new String[][] {
          {"startingoffsets", "S3cret"},
          {"startingoffsets", "{}"},
          {"startingoffsets", "{\"t\": {\"0\": -3}}"},
          {"endingoffsets", "[1]"},
          {"maxoffsetspertrigger", "S3cret"},
          {"failondataloss", "S3cret"},
          {"kafka.isolation.level", "S3cret"},
          {"subscribepattern", "S3cret("}
        }) {
      assertThatThrownBy(() -> of(true, wrong))
          .as(wrong[0] + " " + wrong[1])
          .hasMessageContaining("its value is not right")
          .hasMessageNotContaining("S3cret");
    }
  }

  @Test
  void serversThatNobodyKnowsAreTold() {
    KafkaOptions options =
        KafkaOptions.of(
            Map.of("bootstrapservers", "no-such-host.invalid:9092", "subscribe", "t"), true);
    assertThatThrownBy(() -> KafkaTopics.now(options))
        .hasMessage("Cannot reach Kafka: no host among its servers is known");
  }

  @Test
  void eventHubsNeedTheirConnectionStringOnly() {
    String text =
        "Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=reader;SharedAccessKey=k+/=";
    KafkaOptions options = KafkaOptions.of(Map.of("eventhubs", text, "subscribe", "t"), true);
    assertThat(options.clientSettings())
        .isEqualTo(
            Map.of(
                "bootstrap.servers", "shop.servicebus.windows.net:9093",
                "isolation.level", "read_committed",
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config",
                    "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " username=\"$ConnectionString\" password=\""
                        + text
                        + "\";"));
    for (String wrong : new String[] {"S3cret", text + "\" x", "Endpoint=https://S3cret/"}) {
      KafkaOptions bad = KafkaOptions.of(Map.of("eventhubs", wrong, "subscribe", "t"), true);
      assertThatThrownBy(bad::clientSettings)
          .hasMessageContaining("'eventHubs'")
          .hasMessageNotContaining("S3cret");
    }
  }

  @Test
  void secretsComeFromTheEnvironmentOrFromFiles() throws Exception {
    Files.writeString(folder.resolve("FILED"), "f$1\n");
    Map<String, String> environment = Map.of("GIVEN", "g\\", "PERIGON_SECRETS", folder.toString());
    Secrets secrets = new Secrets(environment::get);
    assertThat(secrets.resolve("user=\"${secret:GIVEN}\" password=\"${secret:FILED}\" ${x}"))
        .isEqualTo("user=\"g\\\" password=\"f$1\" ${x}");
    assertThatThrownBy(() -> secrets.resolve("${secret:NONE}"))
        .hasMessageContaining("no secret 'NONE'");
    assertThatThrownBy(() -> new Secrets(name -> null).resolve("${secret:NONE}"))
        .hasMessageContaining("no secret 'NONE'");
  }
}
