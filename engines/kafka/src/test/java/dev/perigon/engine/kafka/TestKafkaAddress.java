package dev.perigon.engine.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.junit.jupiter.api.Test;

/** How commands log in to a cluster that is not their own. */
final class TestKafkaAddress {
  private static final String SERVERS = "broker1:9092,broker2:9092";

  @Test
  void aNameAndAPasswordInTheEnvironmentLogInOverTls() {
    String password = "p\"a\\s;s=w' ord";
    KafkaAddress address =
        KafkaAddress.of(SERVERS, Map.of("KAFKA_USERNAME", "me", "KAFKA_PASSWORD", password));
    assertThat(address.client())
        .containsEntry("bootstrap.servers", SERVERS)
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.mechanism", "PLAIN");
    Password jaas = new Password(address.client().get("sasl.jaas.config").toString());
    Map<String, ?> options =
        JaasContext.loadClientContext(Map.of("sasl.jaas.config", jaas))
            .configurationEntries()
            .get(0)
            .getOptions();
    assertThat((Object) options.get("username")).isEqualTo("me");
    assertThat((Object) options.get("password")).isEqualTo(password);
    assertThat(address.toString()).contains(SERVERS).doesNotContain("me").doesNotContain("ord");
  }

  @Test
  void withoutThemThereIsNoLoginAndOneAloneIsNotEnough() {
    assertThat(KafkaAddress.of(SERVERS, Map.of()).client())
        .doesNotContainKeys("security.protocol", "sasl.mechanism", "sasl.jaas.config");
    assertThatThrownBy(() -> KafkaAddress.of(SERVERS, Map.of("KAFKA_PASSWORD", "secret")))
        .hasMessage("Cannot log in to Kafka: KAFKA_USERNAME is not set");
  }
}
