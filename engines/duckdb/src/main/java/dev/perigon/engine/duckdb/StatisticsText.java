package dev.perigon.engine.duckdb;

import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Column bounds in the text form of Delta's statistics; both or neither. */
final class StatisticsText {
  /** Delta keeps this many characters of a string. */
  private static final int PREFIX = 32;

  private static final String HIGHEST = Character.toString(Character.MAX_CODE_POINT);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");

  private StatisticsText() {}

  static ColumnStatistics of(Map<?, ?> values, SqlType type) {
    long nulls = Long.parseLong((String) values.get("null_count"));
    Optional<String> min = text(values.get("min")).flatMap(min_ -> lower(min_, type));
    Optional<String> max = text(values.get("max")).flatMap(max_ -> upper(max_, type));
    boolean bounded = min.isPresent() && max.isPresent() && !"true".equals(values.get("has_nan"));
    return bounded
        ? new ColumnStatistics(min, max, nulls)
        : new ColumnStatistics(Optional.empty(), Optional.empty(), nulls);
  }

  private static Optional<String> text(Object value) {
    return Optional.ofNullable((String) value);
  }

  private static Optional<String> lower(String min, SqlType type) {
    if (type == Scalar.STRING) {
      return Optional.of(min.substring(0, prefixEnd(min)));
    }
    if (type == Scalar.TIMESTAMP || type == Scalar.TIMESTAMP_NTZ) {
      return timestamp(min, type).map(time -> format(time.truncatedTo(ChronoUnit.MILLIS), type));
    }
    return number(min, type);
  }

  private static Optional<String> upper(String max, SqlType type) {
    if (type == Scalar.STRING) {
      return upper(max);
    }
    if (type == Scalar.TIMESTAMP || type == Scalar.TIMESTAMP_NTZ) {
      return timestamp(max, type).map(time -> format(roundedUp(time), type));
    }
    return number(max, type);
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

  private static Optional<LocalDateTime> timestamp(String text, SqlType type) {
    Optional<LocalDateTime> time =
        type == Scalar.TIMESTAMP
            ? DuckDbTimes.instant(text).map(i -> LocalDateTime.ofInstant(i, ZoneOffset.UTC))
            : DuckDbTimes.local(text);
    return time.filter(t -> t.getYear() > 0 && t.getYear() < 9999);
  }

  private static LocalDateTime roundedUp(LocalDateTime time) {
    LocalDateTime down = time.truncatedTo(ChronoUnit.MILLIS);
    return down.equals(time) ? down : down.plus(1, ChronoUnit.MILLIS);
  }

  private static String format(LocalDateTime time, SqlType type) {
    return MILLIS.format(time) + (type == Scalar.TIMESTAMP ? "Z" : "");
  }

  private static Optional<String> number(String text, SqlType type) {
    if (type instanceof SqlType.Decimal) {
      return Optional.of(text);
    }
    if (!(type instanceof Scalar scalar)) {
      return Optional.empty();
    }
    return switch (scalar) {
      case BYTE, SHORT, INTEGER, LONG -> Optional.of(text);
      case FLOAT, DOUBLE -> finite(text);
      case DATE -> Optional.of(text).filter(date -> date.matches("\\d{4}-\\d{2}-\\d{2}"));
      default -> Optional.empty();
    };
  }

  private static Optional<String> finite(String text) {
    return text.contains("inf") || text.contains("nan") ? Optional.empty() : Optional.of(text);
  }
}
