package dev.perigon.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a report is due: at first, and then once a minute, because the questions of a report take
 * the time of the next update while a run keeps up.
 */
final class ReportPace {
  private static final Duration BETWEEN = Duration.ofMinutes(1);

  private Optional<Instant> last = Optional.empty();

  boolean isDue(Instant now) {
    return last.isEmpty() || !now.isBefore(last.get().plus(BETWEEN));
  }

  void reported(Instant now) {
    last = Optional.of(now);
  }
}
