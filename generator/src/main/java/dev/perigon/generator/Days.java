package dev.perigon.generator;

import java.time.LocalDate;

/** Dates as text, counted back from the as-of date. */
final class Days {
  private static final int REMEMBERED = 4096;

  private final LocalDate asOf;
  private final String[] recent = new String[REMEMBERED];

  Days(LocalDate asOf) {
    this.asOf = asOf;
    for (int i = 0; i < REMEMBERED; i++) {
      recent[i] = asOf.minusDays(i).toString();
    }
  }

  /** {@code 2025-10-09} for 0; negative numbers are days after the as-of date. */
  String date(int daysAgo) {
    return daysAgo >= 0 && daysAgo < REMEMBERED
        ? recent[daysAgo]
        : asOf.minusDays(daysAgo).toString();
  }

  /** {@code 2025-10-09 18:30:05}; {@code second} counts within the day. */
  String time(int daysAgo, int second) {
    return date(daysAgo)
        + " "
        + Text.twoDigits(second / 3600)
        + ":"
        + Text.twoDigits(second / 60 % 60)
        + ":"
        + Text.twoDigits(second % 60);
  }
}
