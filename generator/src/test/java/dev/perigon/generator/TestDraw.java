package dev.perigon.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TestDraw {
  @Test
  void dependsOnSeedColumnAndRowAlone() {
    assertThat(Draw.of(42, "a.b").unit(7)).isEqualTo(Draw.of(42, "a.b").unit(7));
    assertThat(Draw.of(42, "a.b").unit(7)).isNotEqualTo(Draw.of(43, "a.b").unit(7));
    assertThat(Draw.of(42, "a.b").unit(7)).isNotEqualTo(Draw.of(42, "a.c").unit(7));
    assertThat(Draw.of(42, "a.b").unit(7)).isNotEqualTo(Draw.of(42, "a.b").unit(8));
  }

  @Test
  void spreadsEvenly() {
    Draw draw = Draw.of(42, "spread");

    double[] units = LongStream.range(0, 100_000).mapToDouble(draw::unit).toArray();

    assertThat(java.util.Arrays.stream(units).average().orElseThrow()).isCloseTo(0.5, within(0.01));
    for (int tenth = 0; tenth < 10; tenth++) {
      double from = tenth / 10.0;
      assertThat(java.util.Arrays.stream(units).filter(u -> u >= from && u < from + 0.1).count())
          .isBetween(9_500L, 10_500L);
    }
  }

  @Test
  void columnsDoNotFollowEachOther() {
    Draw left = Draw.of(42, "left");
    Draw right = Draw.of(42, "right");

    double correlation =
        LongStream.range(0, 100_000)
                .mapToDouble(row -> (left.unit(row) - 0.5) * (right.unit(row) - 0.5))
                .average()
                .orElseThrow()
            * 12;

    assertThat(correlation).isCloseTo(0, within(0.02));
  }

  @Test
  void reachesBothEndsOfARange() {
    Draw draw = Draw.of(42, "range");

    assertThat(
            LongStream.range(0, 1000).mapToInt(row -> draw.between(row, 3, 5)).distinct().sorted())
        .containsExactly(3, 4, 5);
  }
}
