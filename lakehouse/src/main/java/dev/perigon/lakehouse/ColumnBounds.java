package dev.perigon.lakehouse;

import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The least and the greatest value of a column in the text form of Delta's statistics. */
public final class ColumnBounds {
  /** Delta keeps this many characters of a string. */
  private static final int PREFIX = 32;

  private static final int LAST_YEAR = 9999;
  private static final String HIGHEST = Character.toString(Character.MAX_CODE_POINT);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");

  private ColumnBounds() {}

  /**
   * Bounds that enclose {@code min} and {@code max}; both or neither.
   *
   * @param min a Java value as {@code type} has it: Byte, Short, Integer, Long, Float, Double,
   *     BigDecimal, String, LocalDate, Instant or LocalDateTime; any other or null has no bounds
   */
  public static ColumnStatistics of(SqlType type, Object min, Object max, long nulls) {
    Optional<String> lower = lower(type, min);
    Optional<String> upper = upper(type, max);
    return lower.isPresent() && upper.isPresent()
        ? new ColumnStatistics(lower, upper, nulls)
        : new ColumnStatistics(Optional.empty(), Optional.empty(), nulls);
  }

  private static Optional<String> lower(SqlType type, Object min) {
    if (min instanceof String text) {
      return Optional.of(text.substring(0, prefixEnd(text)));
    }
    return time(min).isPresent()
        ? time(min).map(at -> format(at.truncatedTo(ChronoUnit.MILLIS), type))
        : plain(min);
  }

  private static Optional<String> upper(SqlType type, Object max) {
    if (max instanceof String text) {
      return upper(text);
    }
    return time(max).isPresent() ? time(max).map(at -> format(roundedUp(at), type)) : plain(max);
  }

  private static Optional<String> upper(String max) {
    int end = prefixEnd(max);
    if (end == max.length()) {
      return Optional.of(max);
    }
    return max.contains(HIGHEST) ? Optional.empty() : Optional.of(max.substring(0, end) + HIGHEST);
  }

  private static int prefixEnd(String text) {
    return text.codePointCount(0, text.length()) <= PREFIX
        ? text.length()
        : text.offsetByCodePoints(0, PREFIX);
  }

  private static Optional<LocalDateTime> time(Object value) {
    if (value instanceof Instant instant) {
      return known(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    }
    return value instanceof LocalDateTime local ? known(local) : Optional.empty();
  }

  private static Optional<LocalDateTime> known(LocalDateTime time) {
    return time.getYear() > 0 && time.getYear() < LAST_YEAR ? Optional.of(time) : Optional.empty();
  }

  private static LocalDateTime roundedUp(LocalDateTime time) {
    LocalDateTime down = time.truncatedTo(ChronoUnit.MILLIS);
    return down.equals(time) ? down : down.plus(1, ChronoUnit.MILLIS);
  }

  private static String format(LocalDateTime time, SqlType type) {
    return MILLIS.format(time) + (type == Scalar.TIMESTAMP ? "Z" : "");
  }

  private static Optional<String> plain(Object value) {
    if (value instanceof Float || value instanceof Double) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number) ? Optional.of(value.toString()) : Optional.empty();
    }
    if (value instanceof BigDecimal decimal) {
      return Optional.of(decimal.toPlainString());
    }
    if (value instanceof LocalDate date) {
      return date.getYear() > 0 && date.getYear() <= LAST_YEAR
          ? Optional.of(date.toString())
          : Optional.empty();
    }
    return value instanceof Number whole ? Optional.of(whole.toString()) : Optional.empty();
  }
}
