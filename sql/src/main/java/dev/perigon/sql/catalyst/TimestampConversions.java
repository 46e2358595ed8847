package dev.perigon.sql.catalyst;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.ConvertTimezone;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.FromUTCTimestamp;
import org.apache.spark.sql.catalyst.expressions.MakeTimestamp;
import org.apache.spark.sql.catalyst.expressions.MicrosToTimestamp;
import org.apache.spark.sql.catalyst.expressions.MillisToTimestamp;
import org.apache.spark.sql.catalyst.expressions.PreciseTimestampConversion;
import org.apache.spark.sql.catalyst.expressions.SecondsToTimestamp;
import org.apache.spark.sql.catalyst.expressions.ToUTCTimestamp;
import org.apache.spark.sql.catalyst.expressions.UnixMicros;
import org.apache.spark.sql.catalyst.expressions.UnixMillis;
import org.apache.spark.sql.catalyst.expressions.UnixSeconds;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Timestamps from and to numbers, parts and other time zones. */
final class TimestampConversions {
  private TimestampConversions() {}

  static List<Entry<?>> all() {
    return List.of(
        Entry.of(SecondsToTimestamp.class, TimestampConversions::fromSeconds, "timestamp_seconds"),
        Entry.of(
            MillisToTimestamp.class,
            (e, w) -> fromMicros("CAST(%s AS BIGINT) * 1000".formatted(w.write(e.child()))),
            "timestamp_millis"),
        Entry.of(
            MicrosToTimestamp.class,
            (e, w) -> fromMicros("CAST(%s AS BIGINT)".formatted(w.write(e.child()))),
            "timestamp_micros"),
        Entry.of(UnixSeconds.class, (e, w) -> floor(w.write(e.child()), 1_000_000), "unix_seconds"),
        Entry.of(UnixMillis.class, (e, w) -> floor(w.write(e.child()), 1_000), "unix_millis"),
        Entry.of(UnixMicros.class, (e, w) -> Instants.micros(w.write(e.child())), "unix_micros"),
        Entry.of(
            MakeTimestamp.class,
            TimestampConversions::make,
            "make_timestamp",
            "make_timestamp_ltz",
            "make_timestamp_ntz",
            "try_make_timestamp",
            "try_make_timestamp_ltz",
            "try_make_timestamp_ntz"),
        Entry.of(
            FromUTCTimestamp.class,
            (e, w) -> convert(e.left(), e.right(), true, w),
            "from_utc_timestamp"),
        Entry.of(
            ToUTCTimestamp.class,
            (e, w) -> convert(e.left(), e.right(), false, w),
            "to_utc_timestamp"),
        Entry.of(ConvertTimezone.class, TimestampConversions::convert, "convert_timezone"),
        Entry.of(PreciseTimestampConversion.class, TimestampConversions::precise));
  }

  static List<String> macros() {
    return List.of(
        "CREATE MACRO perigon_floor_div(n, d) AS (n - CASE WHEN n < 0 THEN d - 1 ELSE 0 END) // d");
  }

  private static String fromMicros(String micros) {
    return "make_timestamptz(" + micros + ")";
  }

  private static String floor(String timestamp, long unit) {
    return "perigon_floor_div(%s, %d)".formatted(Instants.micros(timestamp), unit);
  }

  private static String fromSeconds(SecondsToTimestamp from, ExpressionWriter writer) {
    String text = writer.write(from.child());
    DataType type = from.child().dataType();
    if (type instanceof DecimalType decimal) {
      if (decimal.scale() > 6) {
        return SparkCall.render(from, "timestamp_seconds", writer);
      }
      return fromMicros(
          "CAST(CAST(%s AS DECIMAL(38,6)) * CAST(1000000 AS DECIMAL(7,0)) AS BIGINT)"
              .formatted(text));
    }
    if (type instanceof DoubleType || type instanceof FloatType) {
      return fromMicros(
          "CASE WHEN isfinite(%s) THEN CAST(trunc(CAST(%s AS DOUBLE) * 1e6) AS BIGINT) END"
              .formatted(text, text));
    }
    return fromMicros("CAST(%s AS BIGINT) * 1000000".formatted(text));
  }

  private static String tryMake(MakeTimestamp make, ExpressionWriter writer) {
    boolean local = make.dataType() instanceof TimestampNTZType;
    return SparkCall.render(
        make, local ? "try_make_timestamp_ntz" : "try_make_timestamp_ltz", writer);
  }

  /** Seconds may be 60, the start of the next minute, but not more. */
  private static String make(MakeTimestamp make, ExpressionWriter writer) {
    if (!make.failOnError()) {
      return tryMake(make, writer);
    }
    String seconds = writer.write(make.sec());
    String hour = writer.write(make.hour());
    String local =
        ("(make_timestamp(%s, %s, %s, %s, %s, 0.0) + to_microseconds(CASE"
                + " WHEN %s > 23 THEN error('Hours must be from 0 to 23')"
                + " WHEN %s NOT BETWEEN 0 AND 60 THEN error('Seconds must be from 0 to 60')"
                + " ELSE CAST(%s * CAST(1000000 AS DECIMAL(7,0)) AS BIGINT) END))")
            .formatted(
                writer.write(make.year()),
                writer.write(make.month()),
                writer.write(make.day()),
                hour,
                writer.write(make.min()),
                hour,
                seconds,
                seconds);
    Optional<Expression> zone = Scala.optional(make.timezone());
    if (zone.isPresent() && make.dataType() instanceof TimestampType) {
      return fromMicros(
          "%s(%s, %s, 'UTC')"
              .formatted(ZoneFunctions.CONVERT, Instants.micros(local), writer.write(zone.get())));
    }
    return Instants.instant(local, make.dataType(), make.zoneId());
  }

  private static String convert(
      Expression timestamp, Expression zone, boolean fromUtc, ExpressionWriter writer) {
    String micros = Instants.micros(writer.write(timestamp));
    String other = writer.write(zone);
    Optional<Integer> offset = fixedOffset(zone);
    if (offset.isPresent()) {
      long shift = offset.get() * (fromUtc ? 1_000_000L : -1_000_000L);
      return fromMicros("%s + (%d)".formatted(micros, shift));
    }
    return fromMicros(
        "%s(%s, %s, %s)"
            .formatted(
                ZoneFunctions.CONVERT,
                micros,
                fromUtc ? "'UTC'" : other,
                fromUtc ? other : "'UTC'"));
  }

  private static Optional<Integer> fixedOffset(Expression zone) {
    return Folded.value(zone)
        .map(id -> DateTimeUtils.getZoneId(id.toString()).normalized())
        .filter(ZoneOffset.class::isInstance)
        .map(id -> ((ZoneOffset) id).getTotalSeconds());
  }

  private static String convert(ConvertTimezone convert, ExpressionWriter writer) {
    return "make_timestamp(%s(%s, %s, %s))"
        .formatted(
            ZoneFunctions.CONVERT_LOCAL,
            writer.write(convert.sourceTz()),
            writer.write(convert.targetTz()),
            Instants.micros(writer.write(convert.sourceTs())));
  }

  private static String precise(PreciseTimestampConversion convert, ExpressionWriter writer) {
    String text = writer.write(convert.child());
    return convert.toType() instanceof LongType
        ? Instants.micros(text)
        : Instants.fromMicros(text, convert.toType());
  }
}
