package dev.perigon.engine.kinesis;

import dev.perigon.engine.Secrets;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The arguments of one {@code read_kinesis}.
 *
 * @param streams by name
 * @param region empty where AWS's own settings tell it
 * @param endpoint another one than the region's
 * @param initial where a flow starts that has read nothing
 * @param maxRecords of one batch
 * @param maxFetch records of one call
 * @param failOnDataLoss whether records that are gone are an error
 * @param accessKey a secret's name, as the secret key is; both or neither
 */
public record KinesisOptions(
    List<String> streams,
    Optional<String> region,
    Optional<URI> endpoint,
    ShardPosition initial,
    OptionalLong maxRecords,
    int maxFetch,
    boolean failOnDataLoss,
    Optional<String> accessKey,
    Optional<String> secretKey) {
  /** What Kinesis gives at most. */
  private static final int MAX_FETCH = 10_000;

  private static final List<String> KNOWN =
      List.of(
          "streamName",
          "region",
          "endpoint",
          "kinesisEndpoint",
          "initialPosition",
          "maxRecordsPerTrigger",
          "maxRecordsPerFetch",
          "failOnDataLoss",
          "awsAccessKey",
          "awsSecretKey");

  public KinesisOptions {
    streams = List.copyOf(streams);
  }

  /**
   * @param options keys in lower case
   * @throws dev.perigon.sql.error.PerigonException for options that are missing, unknown or wrong
   */
  public static KinesisOptions of(Map<String, String> options, boolean streaming) {
    Set<String> known = KNOWN.stream().map(KinesisOptions::lower).collect(Collectors.toSet());
    for (String key : new TreeSet<>(options.keySet())) {
      if (!known.contains(key)) {
        throw KinesisErrors.unknownOption(key, KNOWN);
      }
    }
    Optional<String> accessKey = secret(options, "awsAccessKey");
    Optional<String> secretKey = secret(options, "awsSecretKey");
    if (accessKey.isPresent() != secretKey.isPresent()) {
      throw KinesisErrors.halfKeys();
    }
    String initial = options.getOrDefault("initialposition", streaming ? "latest" : "trim_horizon");
    return new KinesisOptions(
        streams(options.getOrDefault("streamname", "")),
        Optional.ofNullable(options.get("region")),
        endpoint(options),
        InitialPosition.of(initial),
        number(options, "maxRecordsPerTrigger", Long.MAX_VALUE),
        (int) number(options, "maxRecordsPerFetch", MAX_FETCH).orElse(MAX_FETCH),
        flag(options, "failOnDataLoss", true),
        accessKey,
        secretKey);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static List<String> streams(String text) {
    List<String> streams =
        Stream.of(text.split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .distinct()
            .sorted()
            .toList();
    if (streams.isEmpty() || !streams.stream().allMatch(s -> s.matches("[a-zA-Z0-9_.-]{1,128}"))) {
      throw KinesisErrors.badOption("streamName", "names of streams, with commas between");
    }
    return streams;
  }

  private static Optional<URI> endpoint(Map<String, String> options) {
    Optional<String> text =
        Optional.ofNullable(options.getOrDefault("endpoint", options.get("kinesisendpoint")));
    boolean right = text.isEmpty() || text.get().matches("(https?://)?[\\w.:\\[\\]-]+/?");
    if (!right || options.containsKey("endpoint") && options.containsKey("kinesisendpoint")) {
      throw KinesisErrors.badOption(
          "endpoint", "the address once, such as 'http://localhost:4567'");
    }
    return text.map(t -> URI.create(t.startsWith("http") ? t : "https://" + t));
  }

  private static OptionalLong number(Map<String, String> options, String name, long most) {
    String text = options.get(lower(name));
    if (text == null) {
      return OptionalLong.empty();
    }
    if (!text.matches("[1-9]\\d{0,17}") || Long.parseLong(text) > most) {
      throw KinesisErrors.badOption(
          name, "a whole number above 0" + (most == Long.MAX_VALUE ? "" : " and at most " + most));
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  private static boolean flag(Map<String, String> options, String name, boolean otherwise) {
    String text = options.get(lower(name));
    if (text != null && !text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw KinesisErrors.badOption(name, "true or false");
    }
    return text == null ? otherwise : Boolean.parseBoolean(text);
  }

  /** Options end up in caches, so that a key must not be one of them. */
  private static Optional<String> secret(Map<String, String> options, String name) {
    Optional<String> text = Optional.ofNullable(options.get(lower(name)));
    if (text.isPresent() && !Secrets.isReference(text.get())) {
      throw KinesisErrors.plainSecret(name);
    }
    return text;
  }

  /** How to reach the service: with the secrets. */
  public KinesisAccess access() {
    Secrets secrets = new Secrets(System::getenv);
    return new KinesisAccess(
        region.orElse(""),
        endpoint.map(URI::toString).orElse(""),
        accessKey.map(secrets::resolve).orElse(""),
        secretKey.map(secrets::resolve).orElse(""));
  }
}
