package dev.perigon.sql.catalyst;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.MonthsBetween;
import org.apache.spark.sql.catalyst.expressions.SubtractTimestamps;
import org.apache.spark.sql.catalyst.expressions.TimeAdd;
import org.apache.spark.sql.catalyst.expressions.TimestampAdd;
import org.apache.spark.sql.catalyst.expressions.TimestampAddYMInterval;
import org.apache.spark.sql.catalyst.expressions.TimestampDiff;
import org.apache.spark.sql.catalyst.expressions.TruncTimestamp;
import org.apache.spark.sql.catalyst.util.DateTimeUtils$;
import org.apache.spark.sql.types.CalendarIntervalType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.CalendarInterval;

/** Arithmetic on timestamps, in the session's time zone. */
final class TimestampArithmetic {
  private static final Map<String, Integer> MONTHS = Map.of("MONTH", 1, "QUARTER", 3, "YEAR", 12);
  private static final Map<String, Long> MICROS =
      Map.of(
          "MICROSECOND", 1L,
          "MILLISECOND", 1_000L,
          "SECOND", 1_000_000L,
          "MINUTE", 60_000_000L,
          "HOUR", 3_600_000_000L,
          "DAY", 86_400_000_000L,
          "DAYOFYEAR", 86_400_000_000L,
          "WEEK", 604_800_000_000L);

  private TimestampArithmetic() {}

  static List<Entry<?>> all() {
    return List.of(
        Entry.of(TimeAdd.class, (e, w) -> addMicros(e.start(), micros(e, w), e.zoneId(), w)),
        Entry.of(TimestampAddYMInterval.class, TimestampArithmetic::addMonths),
        Entry.of(TimestampAdd.class, TimestampArithmetic::timestampAdd, "timestampadd", "dateadd"),
        Entry.of(
            TimestampDiff.class,
            TimestampArithmetic::timestampDiff,
            "timestampdiff",
            "datediff",
            "date_diff"),
        Entry.of(
            SubtractTimestamps.class,
            (e, w) ->
                "(%s - %s)"
                    .formatted(
                        Instants.local(e.left(), e.zoneId(), w),
                        Instants.local(e.right(), e.zoneId(), w))),
        Entry.of(MonthsBetween.class, TimestampArithmetic::monthsBetween, "months_between"),
        Entry.of(TruncTimestamp.class, TimestampArithmetic::truncate, "date_trunc"));
  }

  static List<String> macros() {
    return List.of(
        "CREATE MACRO perigon_month_days(t) AS (year(t) * 12 + month(t)) * 32 + day(t)",
        // As java.time does: a part of a day shortens the distance, then months count in 32 days.
        "CREATE MACRO perigon_whole_months(s, e) AS CAST(("
            + "perigon_month_days(e + to_days(CASE WHEN CAST(e AS DATE) > CAST(s AS DATE)"
            + " AND CAST(e AS TIME) < CAST(s AS TIME) THEN -1"
            + " WHEN CAST(e AS DATE) < CAST(s AS DATE)"
            + " AND CAST(e AS TIME) > CAST(s AS TIME) THEN 1 ELSE 0 END))"
            + " - perigon_month_days(s)) // 32 AS BIGINT)",
        "CREATE MACRO perigon_seconds_of_day(t) AS epoch_us(CAST(t AS TIME)) // 1000000",
        "CREATE MACRO perigon_is_month_end(t) AS CAST(t AS DATE) = last_day(CAST(t AS DATE))",
        "CREATE MACRO perigon_month_distance(a, b) AS"
            + " CAST((year(a) - year(b)) * 12 + month(a) - month(b) AS DOUBLE)"
            + " + CASE WHEN day(a) = day(b)"
            + " OR (perigon_is_month_end(a) AND perigon_is_month_end(b)) THEN 0"
            + " ELSE CAST((day(a) - day(b)) * 86400 + perigon_seconds_of_day(a)"
            + " - perigon_seconds_of_day(b) AS DOUBLE) / CAST(2678400 AS DOUBLE) END");
  }

  private static String micros(String interval) {
    return "epoch_us(" + interval + ")";
  }

  private static String micros(TimeAdd add, ExpressionWriter writer) {
    if (!(add.interval().dataType() instanceof CalendarIntervalType)) {
      return micros(writer.write(add.interval()));
    }
    CalendarInterval gap =
        (CalendarInterval)
            Folded.value(add.interval())
                .orElseThrow(() -> writer.unsupported(add, "its interval is not a constant"));
    if (gap.months != 0 || gap.days != 0 && !inUtc(add.start(), add.zoneId())) {
      Expression said = add.interval() instanceof Literal ? add : add.interval();
      throw writer.unsupported(said, "it adds months or days of changing length");
    }
    return "CAST(%d AS BIGINT)".formatted(gap.days * MICROS.get("DAY") + gap.microseconds);
  }

  /** In UTC every day has 24 hours; elsewhere whole days keep the local time. */
  private static String addMicros(
      Expression start, String micros, ZoneId zone, ExpressionWriter writer) {
    String text = writer.write(start);
    if (inUtc(start, zone)) {
      return Instants.fromMicros(Instants.micros(text) + " + " + micros, start.dataType());
    }
    return addInZone(start, text, "0", micros, zone);
  }

  private static String addMonths(TimestampAddYMInterval add, ExpressionWriter writer) {
    String interval = writer.write(add.interval());
    String months =
        "CAST(date_part('year', %s) * 12 + date_part('month', %s) AS INTEGER)"
            .formatted(interval, interval);
    return addMonths(add.timestamp(), months, add.zoneId(), writer);
  }

  private static String addMonths(
      Expression start, String months, ZoneId zone, ExpressionWriter writer) {
    if (inUtc(start, zone)) {
      String local = Instants.local(start, zone, writer) + " + to_months(" + months + ")";
      return Instants.instant("(" + local + ")", start.dataType(), zone);
    }
    return addInZone(start, writer.write(start), months, "0", zone);
  }

  private static String addInZone(
      Expression start, String text, String months, String micros, ZoneId zone) {
    return Instants.fromMicros(
        "%s(%s, %s, %s, %s)"
            .formatted(
                ZoneFunctions.ADD, Instants.micros(text), months, micros, Instants.literal(zone)),
        start.dataType());
  }

  private static boolean inUtc(Expression timestamp, ZoneId zone) {
    return !(timestamp.dataType() instanceof TimestampType) || Instants.isUtc(zone);
  }

  private static String timestampAdd(TimestampAdd add, ExpressionWriter writer) {
    String unit = add.unit().toUpperCase(Locale.ROOT);
    String quantity = writer.write(add.quantity());
    if (MONTHS.containsKey(unit)) {
      String months = "CAST(%s * %d AS INTEGER)".formatted(quantity, MONTHS.get(unit));
      return addMonths(add.timestamp(), months, add.zoneId(), writer);
    }
    if (!MICROS.containsKey(unit)) {
      throw writer.unsupported(add, "it adds " + unit);
    }
    String micros = "CAST(%s * %d AS BIGINT)".formatted(quantity, MICROS.get(unit));
    boolean keepsLocalTime = MICROS.get(unit) >= MICROS.get("DAY");
    if (!keepsLocalTime) {
      String sum = Instants.micros(writer.write(add.timestamp())) + " + " + micros;
      return Instants.fromMicros(sum, add.timestamp().dataType());
    }
    return addMicros(add.timestamp(), micros, add.zoneId(), writer);
  }

  private static String timestampDiff(TimestampDiff diff, ExpressionWriter writer) {
    String unit = diff.unit().toUpperCase(Locale.ROOT);
    String start = Instants.local(diff.startTimestamp(), diff.zoneId(), writer);
    String end = Instants.local(diff.endTimestamp(), diff.zoneId(), writer);
    if (MONTHS.containsKey(unit)) {
      return "(perigon_whole_months(%s, %s) // %d)".formatted(start, end, MONTHS.get(unit));
    }
    if (!MICROS.containsKey(unit)) {
      throw writer.unsupported(diff, "it counts " + unit);
    }
    return "((%s - %s) // %d)"
        .formatted(Instants.micros(end), Instants.micros(start), MICROS.get(unit));
  }

  private static String monthsBetween(MonthsBetween months, ExpressionWriter writer) {
    Expression roundOff = months.roundOff();
    if (!Instants.isUtc(months.zoneId())) {
      return "%s(%s, %s, %s, %s)"
          .formatted(
              ZoneFunctions.MONTHS_BETWEEN,
              Instants.micros(writer.write(months.first())),
              Instants.micros(writer.write(months.second())),
              writer.write(roundOff),
              Instants.literal(months.zoneId()));
    }
    String distance =
        "perigon_month_distance(%s, %s)"
            .formatted(
                Instants.local(months.first(), months.zoneId(), writer),
                Instants.local(months.second(), months.zoneId(), writer));
    String rounded = "floor(%s * 100000000 + 0.5) / 100000000".formatted(distance);
    return "CASE WHEN %s THEN %s ELSE %s END".formatted(writer.write(roundOff), rounded, distance);
  }

  private static String truncate(TruncTimestamp trunc, ExpressionWriter writer) {
    if (!trunc.format().foldable()) {
      return SparkCall.render(trunc, "date_trunc", writer);
    }
    int level = DateArithmetic.truncLevel(trunc.format());
    if (level < DateTimeUtils$.MODULE$.MIN_LEVEL_OF_TIMESTAMP_TRUNC()) {
      return "CAST(NULL AS TIMESTAMPTZ)";
    }
    if (Instants.isUtc(trunc.zoneId())) {
      String local = Instants.local(trunc.timestamp(), trunc.zoneId(), writer);
      String truncated = "date_trunc('%s', %s)".formatted(TruncLevels.unit(level), local);
      return Instants.instant(truncated, trunc.dataType(), trunc.zoneId());
    }
    return Instants.fromMicros(
        "%s(%s, %d, %s)"
            .formatted(
                ZoneFunctions.TRUNCATE,
                Instants.micros(writer.write(trunc.timestamp())),
                level,
                Instants.literal(trunc.zoneId())),
        trunc.dataType());
  }
}
