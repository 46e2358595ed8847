package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

final class TestReportPace {
  @Test
  void aReportIsDueAtFirstAndThenOnceAMinute() {
    Instant start = Instant.parse("2025-10-09T12:00:00Z");
    ReportPace pace = new ReportPace();
    assertThat(pace.isDue(start)).isTrue();
    pace.reported(start);
    assertThat(pace.isDue(start.plusSeconds(59))).isFalse();
    assertThat(pace.isDue(start.plusSeconds(60))).isTrue();
  }
}
