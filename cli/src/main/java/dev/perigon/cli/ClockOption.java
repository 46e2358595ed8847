package dev.perigon.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Option;

/** {@code --as-of}: the one clock of an update or query. */
final class ClockOption {
  @Option(
      names = "--as-of",
      paramLabel = "DATE|TIMESTAMP",
      description = "What current_date() and current_timestamp() are (default: now).")
  private String asOf;

  /** The instant; dates and times without zone are in {@code zone}. */
  Instant instant(ZoneId zone) {
    return asOf == null ? Instant.now() : parse("--as-of", asOf, zone);
  }

  /**
   * @param option that {@code text} was given for
   */
  static Instant parse(String option, String text, ZoneId zone) {
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text).atStartOfDay(zone).toInstant();
      }
      String iso = text.replace(' ', 'T');
      boolean hasZone = iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$");
      return hasZone
          ? java.time.OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      throw CliErrors.badTime(option, text);
    }
  }
}
