package dev.perigon.engine.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestKinesisOptions {
  private static KinesisOptions of(boolean streaming, String... pairs) {
    Map<String, String> options = new HashMap<>();
    options.put("streamname", "s");
    for (int i = 0; i < pairs.length; i += 2) {
      options.put(pairs[i], pairs[i + 1]);
    }
    return KinesisOptions.of(options, streaming);
  }

  private static ShardPosition since(String time) {
    return ShardPosition.since(Instant.parse(time));
  }

  @Test
  void streamsStartWithWhatComesAndReadsWithWhatIsThere() {
    assertThat(of(true).initial()).isEqualTo(ShardPosition.LATEST);
    assertThat(of(false).initial()).isEqualTo(ShardPosition.OLDEST);
    assertThat(of(true, "initialposition", "EARLIEST").initial()).isEqualTo(ShardPosition.OLDEST);
  }

  @Test
  void timesAreIsoOrOfTheFormatThatIsGiven() {
    assertThat(
            of(true, "initialposition", "{\"at_timestamp\": \"2025-10-09T12:00:00+02:00\"}")
                .initial())
        .isEqualTo(since("2025-10-09T10:00:00Z"));
    assertThat(of(true, "initialposition", "{\"at_timestamp\": \"2025-10-09T12:00:00\"}").initial())
        .isEqualTo(since("2025-10-09T12:00:00Z"));
    assertThat(
            of(
                    true,
                    "initialposition",
                    "{\"at_timestamp\": \"06/25/2020 10:23:45 UTC\", \"format\": \"MM/dd/yyyy HH:mm:ss z\"}")
                .initial())
        .isEqualTo(since("2020-06-25T10:23:45Z"));
    for (String wrong :
        new String[] {
          "newest",
          "{}",
          "[1]",
          "{\"at_timestamp\": 5}",
          "{\"at_timestamp\": \"noon\"}",
          "{\"at_timestamp\": \"2025-10-09T12:00:00Z\", \"zone\": \"UTC\"}",
          "{\"at_timestamp\": \"2025-10-09T12:00:00Z\", \"format\": \"nonsense\"}"
        }) {
      assertThatThrownBy(() -> of(true, "initialposition", wrong))
          .as(wrong)
          .hasMessage("Cannot read Kinesis with option 'initialPosition': its value is not right");
    }
  }

  @Test
  void streamsAreNamesWithCommasBetween() {
    assertThat(of(true, "streamname", " b , a,b").streams()).containsExactly("a", "b");
    for (String wrong : new String[] {" , ", "a b", "a;b", "x".repeat(129)}) {
      assertThatThrownBy(() -> of(true, "streamname", wrong)).hasMessageContaining("'streamName'");
    }
  }

  @Test
  void anEndpointIsAnAddress() {
    assertThat(of(true, "endpoint", "http://localhost:4567").endpoint())
        .contains(URI.create("http://localhost:4567"));
    assertThat(
            of(true, "kinesisendpoint", "vpce-1.kinesis.eu-west-1.vpce.amazonaws.com").endpoint())
        .contains(URI.create("https://vpce-1.kinesis.eu-west-1.vpce.amazonaws.com"));
    assertThatThrownBy(() -> of(true, "endpoint", "http://a b")).hasMessageContaining("'endpoint'");
    assertThatThrownBy(() -> of(true, "endpoint", "a", "kinesisendpoint", "b"))
        .hasMessageContaining("'endpoint'");
  }

  @Test
  void keysAreSecretsAndTwo() {
    String reference = "${secret:KEY}";
    assertThat(of(true, "awsaccesskey", reference, "awssecretkey", reference).secretKey())
        .contains(reference);
    assertThatThrownBy(() -> of(true, "awsaccesskey", reference))
        .hasMessageContaining("'awsAccessKey' and 'awsSecretKey', or neither");
    assertThatThrownBy(() -> of(true, "awsaccesskey", "AKIA1", "awssecretkey", reference))
        .hasMessage(
            "Cannot read Kinesis with option 'awsAccessKey': a key must not be written out");
    assertThatThrownBy(() -> of(true, "awsaccesskey", reference, "awssecretkey", "x" + reference))
        .hasMessageContaining("'awsSecretKey'");
  }

  @Test
  void whatReachesTheServiceDoesNotShowItsSecrets() {
    assertThat(new KinesisAccess("eu-west-1", "", "AKIA1", "hidden").toString())
        .isEqualTo("Kinesis in eu-west-1 at ");
  }
}
