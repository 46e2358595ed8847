package dev.perigon.engine.files.json;

import dev.perigon.engine.files.csv.SparkTimes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/** Dates and times in JSON: what ISO 8601 has, with a blank for the T, and nothing else. */
final class JsonTimes {
  private static final String DAY = "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}";
  private static final String TIME =
      "[ T]([01]?[0-9]|2[0-3]):[0-5]?[0-9](:[0-5]?[0-9](\\.[0-9]{1,6})?)?";
  private static final Pattern DATE = Pattern.compile(DAY);
  private static final Pattern LOCAL = Pattern.compile(DAY + "(" + TIME + ")?");
  private static final Pattern ZONED = Pattern.compile(DAY + TIME + "(Z|[+-][0-9]{2}:[0-9]{2})");

  private final ZoneId zone;

  JsonTimes(ZoneId zone) {
    this.zone = zone;
  }

  Optional<LocalDate> date(String text) {
    return DATE.matcher(text).matches() ? SparkTimes.date(text) : Optional.empty();
  }

  Optional<Instant> instant(String text) {
    boolean fits = LOCAL.matcher(text).matches() || ZONED.matcher(text).matches();
    return fits
        ? SparkTimes.timestamp(text).map(t -> t.time().atZone(t.zone().orElse(zone)).toInstant())
        : Optional.empty();
  }

  Optional<LocalDateTime> local(String text) {
    return LOCAL.matcher(text).matches()
        ? SparkTimes.timestamp(text).map(SparkTimes.Parsed::time)
        : Optional.empty();
  }
}
