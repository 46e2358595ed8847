package dev.perigon.engine.files.csv;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Optional;

/** Dates and times in a pattern of {@code dateFormat} or {@code timestampFormat}. */
final class PatternTimes {
  private final DateTimeFormatter formatter;

  private PatternTimes(DateTimeFormatter formatter) {
    this.formatter = formatter;
  }

  static PatternTimes of(String option, String pattern) {
    try {
      var builder = new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern(pattern);
      builder.parseDefaulting(ChronoField.ERA, 1);
      defaulting(builder, pattern, "ML", ChronoField.MONTH_OF_YEAR, 1);
      defaulting(builder, pattern, "dD", ChronoField.DAY_OF_MONTH, 1);
      defaulting(builder, pattern, "HhKk", ChronoField.HOUR_OF_DAY, 0);
      defaulting(builder, pattern, "m", ChronoField.MINUTE_OF_HOUR, 0);
      defaulting(builder, pattern, "s", ChronoField.SECOND_OF_MINUTE, 0);
      return new PatternTimes(
          builder.toFormatter(Locale.US).withResolverStyle(ResolverStyle.STRICT));
    } catch (IllegalArgumentException e) {
      throw CsvErrors.badOption(option, "a date pattern such as dd/MM/yyyy");
    }
  }

  private static void defaulting(
      DateTimeFormatterBuilder builder,
      String pattern,
      String letters,
      ChronoField field,
      long value) {
    if (pattern.replaceAll("'[^']*'", "").chars().noneMatch(c -> letters.indexOf(c) >= 0)) {
      builder.parseDefaulting(field, value);
    }
  }

  Optional<LocalDate> date(String text) {
    return parse(text).map(LocalDate::from);
  }

  Optional<SparkTimes.Parsed> timestamp(String text) {
    return parse(text)
        .map(
            parsed ->
                new SparkTimes.Parsed(
                    LocalDateTime.from(parsed),
                    Optional.<ZoneId>ofNullable(parsed.query(TemporalQueries.zone()))));
  }

  private Optional<TemporalAccessor> parse(String text) {
    try {
      return Optional.of(formatter.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
