package dev.perigon.engine.files.csv;

import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** The value that a field's text stands for; empty when it is none of the column's type. */
final class CsvValues {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?");

  private final ZoneId timeZone;
  private final Optional<PatternTimes> dates;
  private final Optional<PatternTimes> timestamps;

  CsvValues(CsvOptions options, ZoneId timeZone) {
    this.timeZone = timeZone;
    this.dates = options.dateFormat().map(p -> PatternTimes.of("dateFormat", p));
    this.timestamps = options.timestampFormat().map(p -> PatternTimes.of("timestampFormat", p));
  }

  /** {@code text} is not null. BINARY gives the text itself. */
  Optional<Object> parse(String text, SqlType type) {
    if (type instanceof SqlType.Decimal decimal) {
      return decimal(text, decimal);
    }
    return switch ((Scalar) type) {
      case STRING, BINARY -> Optional.of(text);
      case BOOLEAN -> bool(text);
      case BYTE -> integer(text, Byte.MIN_VALUE, Byte.MAX_VALUE).map(Long::byteValue);
      case SHORT -> integer(text, Short.MIN_VALUE, Short.MAX_VALUE).map(Long::shortValue);
      case INTEGER -> integer(text, Integer.MIN_VALUE, Integer.MAX_VALUE).map(Long::intValue);
      case LONG -> integer(text, Long.MIN_VALUE, Long.MAX_VALUE).map(value -> value);
      case FLOAT ->
          real(text).map(value -> value.floatValue()).filter(f -> fits(f, text)).map(f -> f);
      case DOUBLE -> real(text).map(value -> value);
      case DATE ->
          dates.isPresent()
              ? dates.get().date(text).map(d -> d)
              : SparkTimes.date(text).map(d -> d);
      case TIMESTAMP -> timestamp(text).map(this::instant);
      case TIMESTAMP_NTZ -> timestamp(text).filter(t -> t.zone().isEmpty()).map(CsvValues::local);
      case DAY_TIME_INTERVAL, YEAR_MONTH_INTERVAL, VOID -> Optional.empty();
    };
  }

  private static Optional<Object> bool(String text) {
    return text.equalsIgnoreCase("true")
        ? Optional.of(true)
        : text.equalsIgnoreCase("false") ? Optional.of(false) : Optional.empty();
  }

  private static Optional<Long> integer(String text, long min, long max) {
    if (!isWhole(text)) {
      return Optional.empty();
    }
    try {
      long value = Long.parseLong(text);
      return value < min || value > max ? Optional.empty() : Optional.of(value);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** {@code [+-]?[0-9]+} */
  private static boolean isWhole(String text) {
    int first = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    return text.length() > first && hasOnlyDigits(text, first, false);
  }

  /** Digits, and where it may be one point between them. */
  private static boolean hasOnlyDigits(String text, int from, boolean point) {
    boolean allowed = point;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && allowed && i > from && i < text.length() - 1) {
        allowed = false;
      } else if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  /** Most numbers are plain: no pattern is needed to see it. */
  private static boolean isNumber(String text) {
    int first = text.startsWith("-") ? 1 : 0;
    return text.length() > first && hasOnlyDigits(text, first, true)
        || NUMBER.matcher(text).matches();
  }

  private static Optional<Object> decimal(String text, SqlType.Decimal type) {
    if (!isNumber(text)) {
      return Optional.empty();
    }
    var exact = new BigDecimal(text);
    if ((long) exact.precision() - exact.scale() > type.precision()) {
      return exact.signum() == 0
          ? Optional.of(BigDecimal.ZERO.setScale(type.scale()))
          : Optional.empty();
    }
    if (exact.scale() - (long) exact.precision() > type.scale()) {
      return Optional.of(BigDecimal.ZERO.setScale(type.scale())); // to round it takes Java minutes
    }
    BigDecimal value = exact.setScale(type.scale(), RoundingMode.HALF_UP);
    return value.precision() > type.precision() ? Optional.empty() : Optional.of(value);
  }

  private static Optional<Double> real(String text) {
    return switch (text) {
      case "NaN" -> Optional.of(Double.NaN);
      case "Inf", "Infinity" -> Optional.of(Double.POSITIVE_INFINITY);
      case "-Inf", "-Infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
      default ->
          isNumber(text.strip())
              ? Optional.of(Double.valueOf(text.strip())).filter(value -> !value.isInfinite())
              : Optional.empty();
    };
  }

  private static boolean fits(float value, String text) {
    return !Float.isInfinite(value) || text.contains("Inf");
  }

  private Optional<SparkTimes.Parsed> timestamp(String text) {
    return timestamps.isPresent() ? timestamps.get().timestamp(text) : SparkTimes.timestamp(text);
  }

  private Instant instant(SparkTimes.Parsed parsed) {
    return parsed
        .time()
        .atZone(parsed.zone().orElse(timeZone))
        .toInstant()
        .truncatedTo(ChronoUnit.MICROS);
  }

  private static LocalDateTime local(SparkTimes.Parsed parsed) {
    return parsed.time().truncatedTo(ChronoUnit.MICROS);
  }
}
