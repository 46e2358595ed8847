package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class TestPace {
  private long now;

  private Pace pace(OptionalInt perSecond, Optional<Duration> limit) {
    now = 1_000_000;
    return Pace.begin(perSecond, limit, () -> now);
  }

  private void passes(Duration time) {
    now += time.toNanos();
  }

  @Test
  void aRecordWaitsForItsTurn() {
    Pace pace = pace(OptionalInt.of(1000), Optional.empty());
    assertThat(pace.untilDue(0)).isZero();
    assertThat(pace.untilDue(1)).isEqualTo(Duration.ofMillis(1));
    assertThat(pace.untilDue(500)).isEqualTo(Duration.ofMillis(500));
    passes(Duration.ofMillis(400));
    assertThat(pace.untilDue(500)).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void whatWasLateIsMadeUpFor() {
    Pace pace = pace(OptionalInt.of(1000), Optional.empty());
    passes(Duration.ofSeconds(2));
    assertThat(pace.untilDue(1999)).isZero();
    assertThat(pace.untilDue(2001)).isEqualTo(Duration.ofMillis(1));
  }

  @Test
  void withoutARateNothingWaits() {
    assertThat(pace(OptionalInt.empty(), Optional.empty()).untilDue(1_000_000)).isZero();
  }

  @Test
  void noRecordIsDueAfterTheEnd() {
    Pace pace = pace(OptionalInt.of(10), Optional.of(Duration.ofSeconds(1)));
    assertThat(pace.isOver(9)).isFalse();
    assertThat(pace.isOver(10)).isTrue();
    passes(Duration.ofSeconds(1));
    assertThat(pace.isOver(0)).isTrue();
  }
}
