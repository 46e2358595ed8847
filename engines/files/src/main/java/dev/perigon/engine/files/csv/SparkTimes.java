package dev.perigon.engine.files.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates and times in the forms that Spark's cast from text takes: {@code yyyy[-M[-d]]}, then {@code
 * ' '} or {@code T}, {@code H[:m[:s[.fraction]]]} and a zone.
 */
public final class SparkTimes {
  private static final String DAY = "([+-]?\\d{4,6})(?:-(\\d{1,2})(?:-(\\d{1,2})%s)?)?";
  private static final Pattern DATE = Pattern.compile(DAY.formatted("(?:[ T].*)?"));
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          DAY.formatted(
              "(?:[ T](\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d*))?)?)?\\s*([A-Za-z+-].*)?)?"));
  private static final Pattern SHORT_HOUR = Pattern.compile("([+-])(\\d)(?=:|$)");
  private static final int MICROS = 6;

  /** What nearly every date and time looks like, read without a pattern. */
  private static final String ISO_DAY = "0000-00-00";

  private static final String ISO_TIME = "0000-00-00T00:00:00";
  private static final String ISO_TIME_BLANK = "0000-00-00 00:00:00";

  private SparkTimes() {}

  /** A date and time as written, and the zone that was written with it. */
  public record Parsed(LocalDateTime time, Optional<ZoneId> zone) {}

  /** Empty for what is no date. */
  public static Optional<LocalDate> date(String text) {
    if (fits(text, ISO_DAY)) {
      return isoDay(text);
    }
    Matcher matcher = DATE.matcher(text.strip());
    try {
      return matcher.matches() ? Optional.of(day(matcher)) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Empty for what is no date and time. */
  public static Optional<Parsed> timestamp(String text) {
    if (fits(text, ISO_TIME) || fits(text, ISO_TIME_BLANK)) {
      return isoDay(text).flatMap(day -> isoTime(day, text));
    }
    Matcher matcher = TIMESTAMP.matcher(text.strip());
    try {
      return matcher.matches() ? Optional.of(parsed(matcher)) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Whether {@code text} has digits where {@code shape} has zeros, and is the same elsewhere. */
  private static boolean fits(String text, String shape) {
    if (text.length() != shape.length()) {
      return false;
    }
    for (int i = 0; i < shape.length(); i++) {
      char c = text.charAt(i);
      if (shape.charAt(i) == '0' ? c < '0' || c > '9' : c != shape.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<LocalDate> isoDay(String text) {
    try {
      return Optional.of(LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Parsed> isoTime(LocalDate day, String text) {
    try {
      LocalDateTime time =
          day.atTime(digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19));
      return Optional.of(new Parsed(time, Optional.empty()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int digits(String text, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + text.charAt(i) - '0';
    }
    return value;
  }

  private static Parsed parsed(Matcher matcher) {
    LocalTime time =
        LocalTime.of(number(matcher, 4, 0), number(matcher, 5, 0), number(matcher, 6, 0))
            .plusNanos(micros(matcher.group(7)) * 1000);
    return new Parsed(
        day(matcher).atTime(time), Optional.ofNullable(matcher.group(8)).map(SparkTimes::zone));
  }

  private static LocalDate day(Matcher matcher) {
    return LocalDate.of(
        Integer.parseInt(matcher.group(1)), number(matcher, 2, 1), number(matcher, 3, 1));
  }

  private static int number(Matcher matcher, int group, int otherwise) {
    return matcher.group(group) == null ? otherwise : Integer.parseInt(matcher.group(group));
  }

  private static long micros(String fraction) {
    return fraction == null
        ? 0
        : Long.parseLong((fraction + "0".repeat(MICROS)).substring(0, MICROS));
  }

  private static ZoneId zone(String text) {
    String padded = SHORT_HOUR.matcher(text.strip()).replaceFirst("$10$2");
    return ZoneId.of(padded, ZoneId.SHORT_IDS);
  }
}
