package dev.perigon.engine.duckdb;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

/** Reads the timestamps that DuckDB prints; empty for infinities and years before 1. */
final class DuckDbTimes {
  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter();
  private static final DateTimeFormatter OFFSET =
      new DateTimeFormatterBuilder().append(LOCAL).appendOffset("+HH:mm:ss", "+00").toFormatter();

  private DuckDbTimes() {}

  static Optional<Instant> instant(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text, OFFSET).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static Optional<LocalDateTime> local(String text) {
    try {
      return Optional.of(LocalDateTime.parse(text, LOCAL));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
