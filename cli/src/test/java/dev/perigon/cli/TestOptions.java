package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class TestOptions {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void aDateIsItsFirstMomentInTheProjectsZone() {
    assertThat(ClockOption.parse("--as-of", "2025-10-09", ZoneOffset.UTC))
        .isEqualTo(Instant.parse("2025-10-09T00:00:00Z"));
    assertThat(ClockOption.parse("--as-of", "2025-10-09", BERLIN))
        .isEqualTo(Instant.parse("2025-10-08T22:00:00Z"));
  }

  @Test
  void aTimestampMayNameItsOwnZone() {
    assertThat(ClockOption.parse("--as-of", "2025-10-09 13:30:00", BERLIN))
        .isEqualTo(Instant.parse("2025-10-09T11:30:00Z"));
    assertThat(ClockOption.parse("--as-of", "2025-10-09T13:30:00Z", BERLIN))
        .isEqualTo(Instant.parse("2025-10-09T13:30:00Z"));
    assertThat(ClockOption.parse("--as-of", "2025-10-09 13:30:00.5+01:00", BERLIN))
        .isEqualTo(Instant.parse("2025-10-09T12:30:00.500Z"));
  }

  @Test
  void memoryIsANumberWithAUnit() {
    assertThat(EngineOptions.bytes("--memory", "512MB")).isEqualTo(512L << 20);
    assertThat(EngineOptions.bytes("--memory", "4g")).isEqualTo(4L << 30);
    assertThat(EngineOptions.bytes("--memory", "2 GiB")).isEqualTo(2L << 30);
    assertThat(EngineOptions.bytes("--memory", "1000")).isEqualTo(1000);
  }
}
