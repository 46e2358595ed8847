package dev.perigon.engine.duckdb;

import java.time.Duration;
import java.time.Period;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the intervals that DuckDB prints: {@code 1 year 2 months -3 days -04:05:06.789}. */
final class Intervals {
  private static final Pattern UNIT = Pattern.compile("(-?\\d+) (year|month|day)s?");
  private static final Pattern TIME =
      Pattern.compile("(-?)(\\d+):(\\d+):(\\d+)(?:\\.(\\d{1,6}))?$");

  private Intervals() {}

  static Period period(String text) {
    return Period.ofMonths(Math.toIntExact(12 * unit(text, "year") + unit(text, "month")))
        .normalized();
  }

  static Duration duration(String text) {
    return Duration.ofDays(unit(text, "day")).plus(time(text));
  }

  private static long unit(String text, String name) {
    Matcher matcher = UNIT.matcher(text);
    while (matcher.find()) {
      if (matcher.group(2).equals(name)) {
        return Long.parseLong(matcher.group(1));
      }
    }
    return 0;
  }

  private static Duration time(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.find()) {
      return Duration.ZERO;
    }
    long seconds =
        Long.parseLong(matcher.group(2)) * 3600
            + Long.parseLong(matcher.group(3)) * 60
            + Long.parseLong(matcher.group(4));
    String fraction = matcher.group(5) == null ? "" : matcher.group(5);
    long micros = Long.parseLong((fraction + "000000").substring(0, 6));
    Duration time = Duration.ofSeconds(seconds).plusNanos(micros * 1000);
    return matcher.group(1).isEmpty() ? time : time.negated();
  }
}
