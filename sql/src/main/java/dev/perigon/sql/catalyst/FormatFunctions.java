package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType.Scalar;
import java.text.ParseException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.catalyst.util.LegacyDateFormats$;
import org.apache.spark.sql.catalyst.util.TimestampFormatter;
import org.apache.spark.sql.catalyst.util.TimestampFormatter$;

/** Formats and reads timestamps with Spark's own formatter. */
final class FormatFunctions {
  /** {@code (micros, pattern, zone)}. */
  static final String FORMAT = "perigon_format_timestamp";

  /** {@code (text, pattern, zone, mode)} to microseconds. */
  static final String PARSE = "perigon_parse_timestamp";

  private static final Map<Key, TimestampFormatter> FORMATTERS = new ConcurrentHashMap<>();

  private FormatFunctions() {}

  /** How to read: into which type, and whether what cannot be read is NULL. */
  enum Mode {
    TIMESTAMP,
    LOCAL,
    TRY_TIMESTAMP,
    TRY_LOCAL;

    static Mode of(boolean local, boolean failOnError) {
      if (local) {
        return failOnError ? LOCAL : TRY_LOCAL;
      }
      return failOnError ? TIMESTAMP : TRY_TIMESTAMP;
    }

    boolean isLocal() {
      return this == LOCAL || this == TRY_LOCAL;
    }

    boolean fails() {
      return this == TIMESTAMP || this == LOCAL;
    }
  }

  private record Key(String pattern, String zone, boolean parses, boolean local) {
    TimestampFormatter formatter() {
      return TimestampFormatter$.MODULE$.apply(
          pattern,
          DateTimeUtils.getZoneId(zone),
          LegacyDateFormats$.MODULE$.SIMPLE_DATE_FORMAT(),
          parses,
          local);
    }
  }

  static List<JavaFunction> all() {
    return List.of(
        new JavaFunction(
            FORMAT,
            List.of(Scalar.LONG, Scalar.STRING, Scalar.STRING),
            Scalar.STRING,
            a -> a.contains(null) ? null : format(a)),
        new JavaFunction(
            PARSE,
            List.of(Scalar.STRING, Scalar.STRING, Scalar.STRING, Scalar.STRING),
            Scalar.LONG,
            a -> a.contains(null) ? null : parse(a)));
  }

  private static String format(List<Object> arguments) {
    return formatter(arguments.get(1), arguments.get(2), false, false)
        .format((long) (Long) arguments.get(0));
  }

  private static Long parse(List<Object> arguments) {
    Mode mode = Mode.valueOf((String) arguments.get(3));
    String text = (String) arguments.get(0);
    TimestampFormatter formatter =
        formatter(arguments.get(1), arguments.get(2), true, mode.isLocal());
    try {
      return mode.isLocal() ? formatter.parseWithoutTimeZone(text) : formatter.parse(text);
    } catch (DateTimeException | ParseException e) {
      if (!mode.fails()) {
        return null;
      }
      // Without the cause, whose message holds the value.
      throw new IllegalArgumentException(
          "a text does not have the date pattern '%s'".formatted(arguments.get(1)));
    }
  }

  private static TimestampFormatter formatter(
      Object pattern, Object zone, boolean parses, boolean local) {
    Key key = new Key((String) pattern, (String) zone, parses, local);
    return FORMATTERS.computeIfAbsent(key, Key::formatter);
  }
}
