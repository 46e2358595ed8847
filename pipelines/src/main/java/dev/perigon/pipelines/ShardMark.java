package dev.perigon.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.engine.kinesis.ShardPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far streams of Kinesis were read.
 *
 * @param ids of the streams, by name: another one for a stream that was made anew
 * @param places by stream and shard, of the shards there were
 */
record ShardMark(Map<String, String> ids, Map<String, Map<String, Place>> places) {
  /** An idle shard's mark is renewed when this part of the time that it keeps records has gone. */
  private static final int PARTS = 4;

  ShardMark {
    ids = Map.copyOf(ids);
    Map<String, Map<String, Place>> copy = new TreeMap<>();
    places.forEach((stream, shards) -> copy.put(stream, Map.copyOf(shards)));
    places = Map.copyOf(copy);
  }

  /**
   * How far one shard was read.
   *
   * @param seen all that arrived before was read
   * @param finished whether it was closed and read to its end
   */
  record Place(ShardPosition position, Instant seen, boolean finished) {
    private boolean isAt(Place other) {
      return position.equals(other.position) && finished == other.finished;
    }
  }

  Map<String, Place> places(String stream) {
    return places.getOrDefault(stream, Map.of());
  }

  /** Whether this one says more than {@code before}, apart from when it was written. */
  boolean moved(ShardMark before) {
    return !ids.equals(before.ids)
        || !places.keySet().equals(before.places.keySet())
        || places.keySet().stream().anyMatch(s -> moved(places(s), before.places(s)));
  }

  private static boolean moved(Map<String, Place> now, Map<String, Place> before) {
    return !now.keySet().equals(before.keySet())
        || now.keySet().stream().anyMatch(shard -> !now.get(shard).isAt(before.get(shard)));
  }

  /**
   * Whether it should be written anew although nothing came: what it says of {@code stream} would
   * soon be too old to tell that nothing was lost.
   */
  boolean ages(String stream, Instant now, Duration retention) {
    Instant oldest = now.minus(retention.dividedBy(PARTS));
    return places(stream).values().stream()
        .anyMatch(place -> !place.finished() && place.seen().isBefore(oldest));
  }

  static Optional<ShardMark> read(JsonNode mark) {
    if (mark.isMissingNode()) {
      return Optional.empty();
    }
    Map<String, String> ids = new TreeMap<>();
    Map<String, Map<String, Place>> places = new TreeMap<>();
    for (var stream : mark.properties()) {
      ids.put(stream.getKey(), stream.getValue().path("id").asText());
      Map<String, Place> shards = new TreeMap<>();
      stream
          .getValue()
          .path("shards")
          .properties()
          .forEach(shard -> shards.put(shard.getKey(), place(shard.getValue())));
      places.put(stream.getKey(), shards);
    }
    return Optional.of(new ShardMark(ids, places));
  }

  private static Place place(JsonNode place) {
    var kind = ShardPosition.Kind.valueOf(place.path("position").asText());
    return new Place(
        new ShardPosition(kind, place.path("value").asText()),
        Instant.parse(place.path("seen").asText()),
        place.path("finished").asBoolean());
  }

  void write(ObjectNode node) {
    new TreeMap<>(ids)
        .forEach(
            (stream, id) -> {
              ObjectNode shards = node.putObject(stream).put("id", id).putObject("shards");
              new TreeMap<>(places(stream))
                  .forEach((shard, place) -> write(place, shards.putObject(shard)));
            });
  }

  private static void write(Place place, ObjectNode node) {
    node.put("position", place.position().kind().name())
        .put("value", place.position().value())
        .put("seen", place.seen().toString())
        .put("finished", place.finished());
  }
}
