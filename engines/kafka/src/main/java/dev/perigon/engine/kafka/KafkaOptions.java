package dev.perigon.engine.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perigon.engine.Secrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The arguments of one {@code read_kafka}.
 *
 * @param topics by name; empty when {@code pattern} chooses them
 * @param starting where a flow starts that has read nothing
 * @param ending where a read ends that does not stream
 * @param maxOffsets of one batch
 * @param failOnDataLoss whether offsets that are gone are an error
 * @param eventHubs connection string of a namespace of Azure Event Hubs; perhaps a secret's name
 * @param client settings of Kafka's client, without their prefix; secrets are references
 */
public record KafkaOptions(
    Set<String> topics,
    Optional<Pattern> pattern,
    Bound starting,
    Bound ending,
    OptionalLong maxOffsets,
    boolean failOnDataLoss,
    boolean headers,
    Optional<String> eventHubs,
    Map<String, String> client) {
  private static final String SERVERS = "bootstrapservers";
  private static final String EVENT_HUBS = "eventhubs";
  private static final String CLIENT = "kafka.";
  private static final List<String> KNOWN =
      List.of(
          "bootstrapServers",
          "eventHubs",
          "subscribe",
          "subscribePattern",
          "startingOffsets",
          "endingOffsets",
          "maxOffsetsPerTrigger",
          "failOnDataLoss",
          "includeHeaders");

  /** Answers depend on these, or Perigon does it otherwise. */
  private static final Set<String> OURS =
      Set.of(
          "key.deserializer",
          "value.deserializer",
          "enable.auto.commit",
          "auto.offset.reset",
          "group.id",
          "bootstrap.servers");

  private static final List<String> ISOLATION = List.of("read_committed", "read_uncommitted");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long OLDEST = -2;
  private static final long NEWEST = -1;

  public KafkaOptions {
    topics = Set.copyOf(topics);
    client = Map.copyOf(client);
  }

  /**
   * {@code earliest}, {@code latest}, or an offset for each partition.
   *
   * @param offsets by topic and partition; -2 is the oldest, -1 the newest
   * @param others for partitions that are not among them
   */
  public record Bound(Map<String, Map<Integer, Long>> offsets, long others) {
    static final Bound EARLIEST = new Bound(Map.of(), OLDEST);
    static final Bound LATEST = new Bound(Map.of(), NEWEST);

    /** The offset in {@code partition}, not outside of what there is. */
    public long in(PartitionOffsets partition) {
      long wanted =
          offsets
              .getOrDefault(partition.topic(), Map.of())
              .getOrDefault(partition.partition(), others);
      if (wanted == OLDEST) {
        return partition.earliest();
      }
      return wanted == NEWEST
          ? partition.latest()
          : Math.min(Math.max(wanted, partition.earliest()), partition.latest());
    }
  }

  /**
   * @param options keys in lower case
   * @throws dev.perigon.sql.error.PerigonException for options that are missing, unknown or wrong
   */
  public static KafkaOptions of(Map<String, String> options, boolean streaming) {
    check(options.keySet());
    if (options.containsKey(SERVERS) == options.containsKey(EVENT_HUBS)) {
      throw KafkaErrors.missingServers();
    }
    Map<String, String> client = new HashMap<>();
    options.forEach(
        (key, value) -> {
          if (key.startsWith(CLIENT)) {
            client.put(key.substring(CLIENT.length()), value);
          }
        });
    Optional.ofNullable(options.get(SERVERS)).ifPresent(s -> client.put("bootstrap.servers", s));
    if (!ISOLATION.contains(client.merge("isolation.level", "read_committed", (own, o) -> own))) {
      throw KafkaErrors.badOption("kafka.isolation.level", String.join(" or ", ISOLATION));
    }
    return new KafkaOptions(
        topics(options.getOrDefault("subscribe", "")),
        Optional.ofNullable(options.get("subscribepattern")).map(KafkaOptions::pattern),
        bound(options, "startingOffsets", streaming ? Bound.LATEST : Bound.EARLIEST),
        bound(options, "endingOffsets", Bound.LATEST),
        maxOffsets(options.get("maxoffsetspertrigger")),
        flag(options, "failOnDataLoss", true),
        flag(options, "includeHeaders", false),
        Optional.ofNullable(options.get(EVENT_HUBS)),
        client);
  }

  private static void check(Set<String> keys) {
    Set<String> known =
        KNOWN.stream().map(k -> k.toLowerCase(java.util.Locale.ROOT)).collect(Collectors.toSet());
    for (String key : new TreeSet<>(keys)) {
      if (key.startsWith(CLIENT)) {
        if (OURS.contains(key.substring(CLIENT.length()))) {
          throw KafkaErrors.ownSetting(key);
        }
      } else if (!known.contains(key)) {
        throw KafkaErrors.unknownOption(key, KNOWN);
      }
    }
  }

  private static Set<String> topics(String text) {
    return Stream.of(text.split(","))
        .map(String::strip)
        .filter(topic -> !topic.isEmpty())
        .collect(Collectors.toSet());
  }

  private static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw KafkaErrors.badOption("subscribePattern", "a regular expression of Java");
    }
  }

  private static OptionalLong maxOffsets(String text) {
    if (text == null) {
      return OptionalLong.empty();
    }
    if (!text.matches("[1-9]\\d{0,17}")) {
      throw KafkaErrors.badOption("maxOffsetsPerTrigger", "a whole number above 0");
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  private static boolean flag(Map<String, String> options, String name, boolean otherwise) {
    String text = options.get(name.toLowerCase(java.util.Locale.ROOT));
    if (text != null && !text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw KafkaErrors.badOption(name, "true or false");
    }
    return text == null ? otherwise : Boolean.parseBoolean(text);
  }

  private static Bound bound(Map<String, String> options, String name, Bound otherwise) {
    String text = options.get(name.toLowerCase(java.util.Locale.ROOT));
    if (text == null) {
      return otherwise;
    }
    return switch (text.strip().toLowerCase(java.util.Locale.ROOT)) {
      case "earliest" -> Bound.EARLIEST;
      case "latest" -> Bound.LATEST;
      default -> new Bound(offsets(text, name), otherwise.others());
    };
  }

  private static Map<String, Map<Integer, Long>> offsets(String text, String name) {
    Map<String, Map<Integer, Long>> offsets = new HashMap<>();
    try {
      for (var topic : JSON.readTree(text).properties()) {
        Map<Integer, Long> partitions = new HashMap<>();
        for (var partition : topic.getValue().properties()) {
          JsonNode offset = partition.getValue();
          if (!offset.isIntegralNumber() || offset.asLong() < OLDEST) {
            throw badOffsets(name);
          }
          partitions.put(Integer.parseInt(partition.getKey()), offset.asLong());
        }
        offsets.put(topic.getKey(), partitions);
      }
    } catch (JsonProcessingException | NumberFormatException e) {
      throw badOffsets(name);
    }
    if (offsets.isEmpty()) {
      throw badOffsets(name);
    }
    return offsets;
  }

  private static RuntimeException badOffsets(String name) {
    return KafkaErrors.badOption(
        name, "'earliest', 'latest' or JSON such as '{\"topic\": {\"0\": 23, \"1\": -2}}'");
  }

  /** What Kafka's client is given: with the secrets. */
  public Map<String, Object> clientSettings() {
    Secrets secrets = new Secrets(System::getenv);
    Map<String, Object> settings = new HashMap<>();
    eventHubs.map(secrets::resolve).map(EventHubs::settings).ifPresent(settings::putAll);
    client.forEach((key, value) -> settings.put(key, secrets.resolve(value)));
    return settings;
  }
}
