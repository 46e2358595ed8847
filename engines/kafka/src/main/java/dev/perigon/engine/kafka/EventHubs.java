package dev.perigon.engine.kafka;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Azure Event Hubs by its Kafka endpoint: all that its connection string says. */
final class EventHubs {
  private static final Pattern ENDPOINT =
      Pattern.compile("(?:^|;)Endpoint=sb://([^/;:]+)/?(?:;|$)");
  private static final int PORT = 9093;

  private EventHubs() {}

  static Map<String, String> settings(String connectionString) {
    Matcher endpoint = ENDPOINT.matcher(connectionString);
    if (!endpoint.find() || connectionString.contains("\"")) {
      throw KafkaErrors.badConnectionString();
    }
    return Map.of(
        "bootstrap.servers",
        endpoint.group(1) + ":" + PORT,
        "security.protocol",
        "SASL_SSL",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"$ConnectionString\" password=\"%s\";"
            .formatted(connectionString));
  }
}
