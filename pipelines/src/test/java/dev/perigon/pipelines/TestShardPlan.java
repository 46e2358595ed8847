package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.engine.KinesisRecords.Range;
import dev.perigon.engine.kinesis.KinesisStreams.OfStream;
import dev.perigon.engine.kinesis.KinesisStreams.Shard;
import dev.perigon.engine.kinesis.ShardPosition;
import dev.perigon.engine.kinesis.ShardWalks.Walk;
import dev.perigon.pipelines.ShardMark.Place;
import dev.perigon.pipelines.ShardPlan.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which shards are read, by what was read and what there is. */
final class TestShardPlan {
  private static final Instant NOW = Instant.parse("2025-10-09T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private static OfStream stream(Shard... shards) {
    return new OfStream("s", "arn:s 1", DAY, List.of(shards));
  }

  private static Shard open(String id, String... parents) {
    return new Shard(id, List.of(parents), false);
  }

  private static Shard closed(String id, String... parents) {
    return new Shard(id, List.of(parents), true);
  }

  private static Place at(String sequenceNumber) {
    return new Place(ShardPosition.after(sequenceNumber), NOW, false);
  }

  private static Place finished() {
    return new Place(ShardPosition.after("9"), NOW, true);
  }

  private static ShardMark mark(Map<String, Place> places) {
    return new ShardMark(Map.of("s", "arn:s 1"), Map.of("s", places));
  }

  private static ShardPlan plan(OfStream stream, ShardMark mark) {
    return new ShardPlan(stream, NOW, Optional.of(mark), ShardPosition.LATEST);
  }

  private static ShardPlan first(OfStream stream, ShardPosition initial) {
    return new ShardPlan(stream, NOW, Optional.empty(), initial);
  }

  private static List<String> shards(ShardPlan plan) {
    return plan.turns().stream().map(turn -> turn.shard().id()).toList();
  }

  private static Map<String, Place> read(ShardPlan plan, boolean toTheEnd) {
    Map<Turn, Walk> walks = new HashMap<>();
    for (Turn turn : plan.turns()) {
      Range range = new Range("s", turn.shard().id(), "5", "7", 2, List.of());
      walks.put(turn, new Walk(Optional.of(range), toTheEnd && turn.shard().closed(), false, NOW));
    }
    return plan.after(walks);
  }

  @Test
  void aShardWaitsForThoseThatItCameFrom() {
    OfStream stream =
        stream(
            closed("0"),
            closed("1", "0"),
            closed("2", "0"),
            open("3", "1", "2"),
            open("4"),
            open("5", "expired"));
    ShardPlan plan = first(stream, ShardPosition.OLDEST);
    assertThat(shards(plan)).containsExactly("0", "4", "5");
    assertThat(plan.goesOn(read(plan, false))).isFalse();
    Map<String, Place> after = read(plan, true);
    assertThat(plan.goesOn(after)).isTrue();

    plan = plan(stream, mark(after));
    assertThat(shards(plan)).containsExactly("1", "2", "4", "5");
    plan = plan(stream, mark(read(plan, true)));
    assertThat(shards(plan)).containsExactly("3", "4", "5");
    assertThat(plan.goesOn(read(plan, true))).isFalse();
  }

  @Test
  void oneOfTwoMergedShardsIsNotEnough() {
    OfStream stream = stream(closed("0"), closed("1"), open("2", "0", "1"));
    assertThat(shards(plan(stream, mark(Map.of("0", finished(), "1", at("3"))))))
        .containsExactly("1");
  }

  @Test
  void whoBeginsWithWhatComesPassesOverClosedShards() {
    ShardPlan plan = first(stream(closed("0"), open("1", "0")), ShardPosition.LATEST);
    assertThat(plan.turns())
        .extracting(turn -> turn.shard().id(), turn -> turn.place().position())
        .containsExactly(org.assertj.core.groups.Tuple.tuple("1", ShardPosition.since(NOW)));
  }

  @Test
  void shardsThatAppearLaterAreReadFromTheirStart() {
    ShardPlan plan = plan(stream(open("0"), open("1")), mark(Map.of("0", at("3"))));
    assertThat(plan.turns())
        .extracting(turn -> turn.place().position())
        .containsExactly(ShardPosition.after("3"), ShardPosition.OLDEST);
  }

  @Test
  void shardsThatWentUnreadAreTold() {
    ShardPlan plan =
        plan(stream(open("2")), mark(Map.of("0", finished(), "1", at("3"), "2", at("4"))));
    assertThat(plan.gone()).containsExactly("1");
    assertThat(read(plan, true)).containsOnlyKeys("2");
  }

  @Test
  void whoWasReadLongerAgoThanRecordsAreKeptIsDoubtful() {
    Place old = new Place(ShardPosition.after("3"), NOW.minus(DAY).minusMillis(1), false);
    Place young = new Place(ShardPosition.after("3"), NOW.minus(DAY), false);
    OfStream stream = stream(open("0"), open("1"), open("2"));
    assertThat(plan(stream, mark(Map.of("0", old, "1", young))).turns())
        .extracting(turn -> turn.isDoubtful(NOW))
        .containsExactly(true, false, false);
    assertThat(plan(stream, mark(Map.of("0", old))).turns())
        .extracting(turn -> turn.isDoubtful(NOW))
        .containsExactly(true, true, true);
  }

  @Test
  void aStreamThatWasMadeAnewIsReadFromItsStart() {
    ShardMark other = new ShardMark(Map.of("s", "arn:s 0"), Map.of("s", Map.of("0", finished())));
    ShardPlan plan = plan(stream(open("0")), other);
    assertThat(plan.isAnew()).isTrue();
    assertThat(plan.gone()).isEmpty();
    assertThat(plan.turns())
        .extracting(turn -> turn.place().position())
        .containsExactly(ShardPosition.OLDEST);
  }

  @Test
  void aMarkMovesWithPositionsAndNotWithTime() {
    ShardMark mark = mark(Map.of("0", at("3")));
    Place later = new Place(ShardPosition.after("3"), NOW.plusSeconds(60), false);
    assertThat(mark(Map.of("0", later)).moved(mark)).isFalse();
    assertThat(mark(Map.of("0", at("4"))).moved(mark)).isTrue();
    assertThat(mark(Map.of("0", at("3"), "1", at("1"))).moved(mark)).isTrue();
    assertThat(mark(Map.of("0", new Place(ShardPosition.after("3"), NOW, true))).moved(mark))
        .isTrue();
    assertThat(mark.ages("s", NOW.plus(Duration.ofHours(5)), DAY)).isFalse();
    assertThat(mark.ages("s", NOW.plus(Duration.ofHours(7)), DAY)).isTrue();
    assertThat(mark(Map.of("0", finished())).ages("s", NOW.plus(DAY), DAY)).isFalse();
  }

  @Test
  void aMarkIsWrittenAndRead() {
    ShardMark mark =
        mark(
            Map.of(
                "0",
                finished(),
                "1",
                new Place(ShardPosition.since(NOW), NOW, false),
                "2",
                new Place(ShardPosition.OLDEST, NOW, false)));
    ObjectNode json = Json.object();
    mark.write(json);
    assertThat(ShardMark.read(json)).contains(mark);
  }
}
