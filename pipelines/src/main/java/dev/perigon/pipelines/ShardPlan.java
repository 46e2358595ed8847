package dev.perigon.pipelines;

import dev.perigon.engine.kinesis.KinesisStreams.OfStream;
import dev.perigon.engine.kinesis.KinesisStreams.Shard;
import dev.perigon.engine.kinesis.ShardPosition;
import dev.perigon.engine.kinesis.ShardWalks.Walk;
import dev.perigon.pipelines.ShardMark.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which shards of one stream are to be read now, and from where. A shard's turn comes when those
 * that it came from are read to their ends: so the records of a key stay in their order.
 */
final class ShardPlan {
  private final OfStream stream;
  private final Instant now;
  private final Optional<Map<String, Place>> before;
  private final boolean anew;
  private final Map<String, Place> places = new TreeMap<>();

  /**
   * @param initial where a stream is begun that was not read before
   */
  ShardPlan(OfStream stream, Instant now, Optional<ShardMark> mark, ShardPosition initial) {
    this.stream = stream;
    this.now = now;
    Optional<String> id = mark.map(m -> m.ids().get(stream.name()));
    this.anew = id.isPresent() && !id.get().equals(stream.id());
    this.before = id.map(known -> anew ? Map.of() : mark.get().places(stream.name()));
    stream
        .shards()
        .forEach(shard -> place(shard, initial).ifPresent(p -> places.put(shard.id(), p)));
  }

  /** One shard that is to be read. */
  record Turn(OfStream stream, Shard shard, Place place) {
    /** Whether its records may have been removed before they were read. */
    boolean isDoubtful(Instant now) {
      return place.seen().isBefore(now.minus(stream.retention()));
    }

    Turn fromOldest() {
      return new Turn(
          stream, shard, new Place(ShardPosition.OLDEST, place.seen(), place.finished()));
    }
  }

  /** How far a shard was read; empty for one that waits for others. */
  private Optional<Place> place(Shard shard, ShardPosition initial) {
    if (before.isEmpty()) {
      boolean latest = initial.equals(ShardPosition.LATEST);
      ShardPosition from = latest ? ShardPosition.since(now) : initial;
      return Optional.of(new Place(from, now, latest && shard.closed()));
    }
    return Optional.ofNullable(before.get().get(shard.id()));
  }

  /** Whether the stream was deleted and made anew since it was read. */
  boolean isAnew() {
    return anew;
  }

  List<Turn> turns() {
    List<Turn> turns = new ArrayList<>();
    for (Shard shard : stream.shards()) {
      Place place = places.getOrDefault(shard.id(), fresh());
      if (!place.finished() && shard.parents().stream().noneMatch(p -> holdsBack(p, places))) {
        turns.add(new Turn(stream, shard, place));
      }
    }
    return turns;
  }

  /** Of a shard that appeared since the stream was last read. */
  private Place fresh() {
    Instant seen =
        before.orElse(Map.of()).values().stream()
            .map(Place::seen)
            .max(Comparator.naturalOrder())
            .orElse(now);
    return new Place(ShardPosition.OLDEST, seen, false);
  }

  /** Shards whose records are gone before all of them had been read. */
  List<String> gone() {
    return before.orElse(Map.of()).entrySet().stream()
        .filter(shard -> !shard.getValue().finished())
        .map(Map.Entry::getKey)
        .filter(id -> stream.shards().stream().noneMatch(shard -> shard.id().equals(id)))
        .sorted()
        .toList();
  }

  private boolean holdsBack(String parent, Map<String, Place> at) {
    boolean exists = stream.shards().stream().anyMatch(shard -> shard.id().equals(parent));
    Place place = at.get(parent);
    return exists && (place == null || !place.finished());
  }

  /** The places of all shards that were begun, once {@code turns} have been read so far. */
  Map<String, Place> after(Map<Turn, Walk> turns) {
    Map<String, Place> after = new HashMap<>(places);
    turns.forEach(
        (turn, walk) -> {
          if (turn.stream().equals(stream)) {
            ShardPosition position =
                walk.range()
                    .map(range -> ShardPosition.after(range.last()))
                    .orElse(turn.place().position());
            after.put(turn.shard().id(), new Place(position, walk.seen(), walk.finished()));
          }
        });
    return after;
  }

  /** Whether the turn of others comes as soon as that is committed. */
  boolean goesOn(Map<String, Place> after) {
    return stream.shards().stream()
        .filter(shard -> !Objects.requireNonNullElse(after.get(shard.id()), fresh()).finished())
        .filter(shard -> turns().stream().noneMatch(turn -> turn.shard().equals(shard)))
        .anyMatch(shard -> shard.parents().stream().noneMatch(p -> holdsBack(p, after)));
  }
}
