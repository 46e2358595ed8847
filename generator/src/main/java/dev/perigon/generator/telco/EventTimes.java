package dev.perigon.generator.telco;

/** When things happen: evenly in the seven days before the as-of instant. */
final class EventTimes {
  static final int DAYS = 7;
  static final int DAY_SECONDS = 86_400;

  private final long now;

  EventTimes(TelcoOptions options) {
    this.now = options.now().getEpochSecond();
  }

  /** Seconds since 1970. */
  long draw(Dice dice) {
    return now - dice.between(1, DAYS * DAY_SECONDS);
  }

  static long day(long seconds) {
    return Math.floorDiv(seconds, DAY_SECONDS);
  }
}
