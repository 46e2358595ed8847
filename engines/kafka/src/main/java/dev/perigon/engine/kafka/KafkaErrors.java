package dev.perigon.engine.kafka;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/** What can be wrong with a Kafka source. No message has a setting's value: it may be secret. */
final class KafkaErrors {
  private KafkaErrors() {}

  static PerigonException unknownOption(String key, Collection<String> known) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot read Kafka with option '%s': there is no such option".formatted(key),
        "Options are "
            + String.join(", ", known)
            + ", and `kafka.…` for settings of Kafka's client");
  }

  static PerigonException ownSetting(String key) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot set '%s' of Kafka's client: Perigon itself sets it".formatted(key),
        "Leave it out");
  }

  static PerigonException badOption(String key, String expected) {
    return new PerigonException(
        ErrorCode.ANALYSIS,
        "Cannot read Kafka with option '%s': its value is not right".formatted(key),
        "Give it " + expected);
  }

  static PerigonException badConnectionString() {
    return badOption(
        "eventHubs",
        "a namespace's connection string, 'Endpoint=sb://…;SharedAccessKeyName=…;SharedAccessKey=…', as '${secret:NAME}'");
  }

  static PerigonException missingServers() {
    return new PerigonException(
        ErrorCode.ANALYSIS,
        "Cannot read Kafka: it takes either 'bootstrapServers' or 'eventHubs'",
        "Write read_kafka(bootstrapServers => 'host:9092', subscribe => 'topic')");
  }

  static PerigonException halfALogin(String missing) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot log in to Kafka: %s is not set".formatted(missing),
        "Set both KAFKA_USERNAME and KAFKA_PASSWORD, or neither");
  }

  static PerigonException noTopic(String topic) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read topic '%s': the brokers have no such topic, or this user may not see it"
            .formatted(topic),
        "Correct its name, create it, or grant DESCRIBE and READ on it");
  }

  static PerigonException unreachable(Throwable cause) {
    return new PerigonException(
        ErrorCode.RESOURCES,
        "Cannot reach Kafka: %s".formatted(reason(cause)),
        "Check bootstrapServers, that the brokers run, and the security settings; nothing was read or lost",
        Optional.empty(),
        cause);
  }

  static PerigonException silent(String topic, int partition, Duration waited) {
    return new PerigonException(
        ErrorCode.RESOURCES,
        "Cannot read partition %d of topic '%s': no broker has sent anything for %d seconds"
            .formatted(partition, topic, waited.toSeconds()),
        "Run again when the brokers are back; nothing was committed of what was read");
  }

  static PerigonException removed(String topic, int partition, long from) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot read partition %d of topic '%s' from offset %d: retention removed it meanwhile"
            .formatted(partition, topic, from),
        "Run again: what is lost will be told, and failOnDataLoss => false goes on without it");
  }

  static PerigonException notSent(String topic, Throwable cause) {
    return new PerigonException(
        ErrorCode.RESOURCES,
        "Cannot send to topic '%s': %s".formatted(topic, reason(cause)),
        "Check that the brokers run and that this user may WRITE to it; what was acknowledged before is there",
        Optional.empty(),
        cause);
  }

  /** Kafka's messages name hosts; those about its settings have their values too. */
  private static String reason(Throwable cause) {
    Throwable last = cause;
    while (last.getCause() != null && !(last instanceof ConfigException)) {
      last = last.getCause();
    }
    if (String.valueOf(last.getMessage()).startsWith("No resolvable bootstrap urls")) {
      return "no host among its servers is known";
    }
    if (last instanceof ConfigException || last instanceof IllegalArgumentException) {
      return "a setting is not right";
    }
    return last.getClass().getSimpleName()
        + (last.getMessage() == null ? "" : " (" + last.getMessage() + ")");
  }
}
