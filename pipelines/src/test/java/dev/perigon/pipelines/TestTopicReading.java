package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.KafkaRecords.Range;
import dev.perigon.engine.kafka.KafkaTopics;
import dev.perigon.engine.kafka.PartitionOffsets;
import dev.perigon.pipelines.Cursor.TopicMark;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.query.Relation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which offsets are read, by what was read and what there is. */
final class TestTopicReading {
  private static TopicReading of(Map<String, String> more, PartitionOffsets... partitions) {
    Map<String, String> options = new HashMap<>(more);
    options.put("bootstrapservers", "a:1");
    options.put("subscribe", "t");
    options.putIfAbsent("startingoffsets", "earliest");
    Relation.Topics relation = new Relation.Topics(options, true, new Origin("q.sql", 1, 1));
    return new TopicReading(
        relation, Sources.options(relation), new KafkaTopics("c", List.of(partitions)));
  }

  private static PartitionOffsets partition(String id, int number, long earliest, long latest) {
    return new PartitionOffsets("t", id, number, earliest, latest, latest);
  }

  private static TopicMark mark(String id, Map<Integer, Long> offsets) {
    return new TopicMark("c", Map.of("t", id), Map.of("t", offsets));
  }

  @Test
  void eachPartitionGivesItsShareOfTheLimitAndAtLeastOne() {
    TopicReading.Step step =
        of(
                Map.of("maxoffsetspertrigger", "10"),
                partition("1", 0, 0, 90),
                partition("1", 1, 5, 15),
                partition("1", 2, 0, 1),
                partition("1", 3, 7, 7))
            .unread(Optional.empty(), true);
    assertThat(step.slice().ranges())
        .containsExactly(new Range("t", 0, 0, 8), new Range("t", 1, 5, 6), new Range("t", 2, 0, 1));
    assertThat(step.more()).isTrue();
    assertThat(step.mark()).isEqualTo(mark("1", Map.of(0, 8L, 1, 6L, 2, 1L, 3, 7L)));
  }

  @Test
  void aTopicThatWasMadeAnewKeepsNoOldOffsets() {
    Map<String, String> goesOn = Map.of("failondataloss", "false");
    TopicMark old = mark("1", Map.of(0, 50L, 1, 50L));
    TopicReading.Step anew = of(goesOn, partition("2", 0, 0, 70)).unread(Optional.of(old), true);
    assertThat(anew.slice().ranges()).containsExactly(new Range("t", 0, 0, 70));
    assertThat(anew.gaps()).singleElement().asString().contains("made anew");
    assertThat(anew.mark()).isEqualTo(mark("2", Map.of(0, 70L)));

    TopicReading.Step wider =
        of(goesOn, partition("2", 0, 0, 70), partition("2", 1, 0, 60))
            .unread(Optional.of(anew.mark()), true);
    assertThat(wider.slice().ranges()).containsExactly(new Range("t", 1, 0, 60));
    assertThat(wider.gaps()).isEmpty();
  }

  @Test
  void offsetsOfAnotherClusterMeanNothing() {
    TopicMark other = new TopicMark("d", Map.of(), Map.of());
    assertThatThrownBy(() -> of(Map.of(), partition("1", 0, 0, 5)).unread(Optional.of(other), true))
        .hasMessageContaining("another cluster");
  }

  @Test
  void nothingNewIsNoNews() {
    TopicReading.Step step =
        of(Map.of(), partition("1", 0, 0, 5)).unread(Optional.of(mark("1", Map.of(0, 5L))), true);
    assertThat(step.news()).isFalse();
    assertThat(step.more()).isFalse();
    assertThat(step.slice().ranges()).isEmpty();
  }
}
