package dev.perigon.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/** How fast records may go, and until when. */
final class Pace {
  private static final double NANOS = 1e9;

  private final OptionalInt perSecond;
  private final Optional<Duration> limit;
  private final LongSupplier clock;
  private final long began;

  private Pace(OptionalInt perSecond, Optional<Duration> limit, LongSupplier clock) {
    this.perSecond = perSecond;
    this.limit = limit;
    this.clock = clock;
    this.began = clock.getAsLong();
  }

  /**
   * Begins now.
   *
   * @param clock nanoseconds since anything
   */
  static Pace begin(OptionalInt perSecond, Optional<Duration> limit, LongSupplier clock) {
    return new Pace(perSecond, limit, clock);
  }

  /** Since it began. */
  Duration elapsed() {
    return Duration.ofNanos(clock.getAsLong() - began);
  }

  /** True when the time is over before a record that comes after {@code count} others. */
  boolean isOver(long count) {
    return limit.isPresent() && elapsed().plus(untilDue(count)).compareTo(limit.get()) >= 0;
  }

  /** How long a record has to wait that comes after {@code count} others. */
  Duration untilDue(long count) {
    if (perSecond.isEmpty()) {
      return Duration.ZERO;
    }
    long due = (long) (count * NANOS / perSecond.getAsInt());
    return Duration.ofNanos(Math.max(0, due - elapsed().toNanos()));
  }
}
