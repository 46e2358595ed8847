package dev.perigon.generator.commerce;

import dev.perigon.generator.Text;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * When things happen. Day 0 starts the year that ends with the as-of day; twelve deliveries cover
 * that year, and each later day has its own.
 */
record Calendar(LocalDate asOf) {
  static final int YEAR = 365;
  private static final int FIRST_DELIVERIES = 12;
  static final int LAST_OF_YEAR = FIRST_DELIVERIES - 1;
  private static final int WEEKS = 52;
  static final int DAY_SECONDS = 86_400;

  /** What comes at once: everything of the days from first to last, both inclusive. */
  record Delivery(int number, int firstDay, int lastDay) {}

  Delivery delivery(int number) {
    return part(number, FIRST_DELIVERIES);
  }

  /** What a table takes up at once: a week of the year, or a later day. */
  Delivery commit(int number) {
    return part(number, WEEKS);
  }

  private static Delivery part(int number, int ofYear) {
    int more = number - ofYear;
    return more >= 0
        ? new Delivery(number, YEAR + more, YEAR + more)
        : new Delivery(number, YEAR * number / ofYear, YEAR * (number + 1) / ofYear - 1);
  }

  /** How many commits there are once so many deliveries have come. */
  static int commits(int deliveries) {
    return deliveries == 0 ? 0 : deliveries - FIRST_DELIVERIES + WEEKS;
  }

  /** How many deliveries there are once {@code laterDays} have been added. */
  static int deliveries(int laterDays) {
    return FIRST_DELIVERIES + laterDays;
  }

  LocalDate date(int day) {
    return asOf.plusDays(day - (YEAR - 1L));
  }

  /** {@code 2025-10-09T18:30:05}; {@code second} counts from the start of {@code day}. */
  String time(int day, int second) {
    int within = second % DAY_SECONDS;
    return date(day + second / DAY_SECONDS)
        + "T"
        + Text.twoDigits(within / 3600)
        + ":"
        + Text.twoDigits(within / 60 % 60)
        + ":"
        + Text.twoDigits(within % 60);
  }

  /** Microseconds since 1970; {@code millis} count from the start of {@code day}. */
  long micros(int day, long millis) {
    return (date(day).atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1000 + millis) * 1000;
  }
}
