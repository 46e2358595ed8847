package dev.perigon.engine.kafka;

import dev.perigon.sql.error.PerigonException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a cluster is asked by a command, outside any project.
 *
 * @param servers {@code host:port}, several with commas
 * @param login with a password, over TLS; empty for a cluster that asks for none
 */
public record KafkaAddress(String servers, Optional<Login> login) {
  private static final String USER = "KAFKA_USERNAME";
  private static final String PASSWORD = "KAFKA_PASSWORD";
  private static final int MILLIS = 15_000;

  /** A user's name and password, which no text shows. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login";
    }
  }

  /**
   * Logs in with KAFKA_USERNAME and KAFKA_PASSWORD of {@code environment} where they are set.
   *
   * @throws PerigonException USAGE when only one is
   */
  public static KafkaAddress of(String servers, Map<String, String> environment) {
    String user = environment.getOrDefault(USER, "");
    String password = environment.getOrDefault(PASSWORD, "");
    if (user.isEmpty() != password.isEmpty()) {
      throw KafkaErrors.halfALogin(user.isEmpty() ? USER : PASSWORD);
    }
    return new KafkaAddress(
        servers, user.isEmpty() ? Optional.empty() : Optional.of(new Login(user, password)));
  }

  /** Settings of Kafka's client. */
  Map<String, Object> client() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", servers);
    settings.put("request.timeout.ms", MILLIS);
    settings.put("default.api.timeout.ms", MILLIS);
    login.ifPresent(
        l -> {
          settings.put("security.protocol", "SASL_SSL");
          settings.put("sasl.mechanism", "PLAIN");
          settings.put(
              "sasl.jaas.config",
              "org.apache.kafka.common.security.plain.PlainLoginModule required username=%s password=%s;"
                  .formatted(quoted(l.user()), quoted(l.password())));
        });
    return settings;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
