package dev.perigon.engine.kinesis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perigon.sql.error.PerigonException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Set;

/** Reads option {@code initialPosition}. */
final class InitialPosition {
  static final String NAME = "initialPosition";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> KEYS = Set.of("at_timestamp", "format");

  private InitialPosition() {}

  static ShardPosition of(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "latest" -> ShardPosition.LATEST;
      case "trim_horizon", "earliest" -> ShardPosition.OLDEST;
      default -> ShardPosition.since(time(text));
    };
  }

  private static Instant time(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (!json.isObject()
          || !json.path("at_timestamp").isTextual()
          || json.properties().stream().anyMatch(p -> !KEYS.contains(p.getKey()))) {
        throw bad();
      }
      DateTimeFormatter format =
          json.has("format")
              ? DateTimeFormatter.ofPattern(json.get("format").asText(), Locale.ENGLISH)
              : DateTimeFormatter.ISO_DATE_TIME;
      return instant(
          format.parseBest(
              json.get("at_timestamp").asText(), ZonedDateTime::from, LocalDateTime::from));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw bad();
    }
  }

  /** A time without a zone is of UTC. */
  private static Instant instant(TemporalAccessor time) {
    return time instanceof ZonedDateTime zoned
        ? zoned.toInstant()
        : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
  }

  private static PerigonException bad() {
    return KinesisErrors.badOption(
        NAME,
        "'latest', 'trim_horizon' or JSON such as '{\"at_timestamp\": \"2025-10-09T12:00:00Z\"}', with the \"format\" of the time if it is another one");
  }
}
