package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.AddMonths;
import org.apache.spark.sql.catalyst.expressions.DateAdd;
import org.apache.spark.sql.catalyst.expressions.DateAddYMInterval;
import org.apache.spark.sql.catalyst.expressions.DateDiff;
import org.apache.spark.sql.catalyst.expressions.DateFromUnixDate;
import org.apache.spark.sql.catalyst.expressions.DateSub;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LastDay;
import org.apache.spark.sql.catalyst.expressions.MakeDate;
import org.apache.spark.sql.catalyst.expressions.NextDay;
import org.apache.spark.sql.catalyst.expressions.SubtractDates;
import org.apache.spark.sql.catalyst.expressions.TruncDate;
import org.apache.spark.sql.catalyst.expressions.UnixDate;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.catalyst.util.DateTimeUtils$;
import org.apache.spark.unsafe.types.UTF8String;

/** Arithmetic on dates: whole days and months. */
final class DateArithmetic {
  private DateArithmetic() {}

  static List<Entry<?>> all() {
    return List.of(
        Entry.of(
            DateAdd.class,
            (e, w) -> "(%s + %s)".formatted(w.write(e.startDate()), w.write(e.days())),
            "date_add",
            "dateadd"),
        Entry.of(
            DateSub.class,
            (e, w) -> "(%s - %s)".formatted(w.write(e.startDate()), w.write(e.days())),
            "date_sub"),
        Entry.of(
            DateDiff.class,
            (e, w) ->
                "CAST(%s - %s AS INTEGER)".formatted(w.write(e.endDate()), w.write(e.startDate())),
            "datediff",
            "date_diff"),
        Entry.of(
            SubtractDates.class,
            (e, w) ->
                "to_days(CAST(%s - %s AS INTEGER))"
                    .formatted(w.write(e.left()), w.write(e.right()))),
        Entry.of(
            AddMonths.class,
            (e, w) -> addInterval(w.write(e.left()), "to_months(" + w.write(e.right()) + ")"),
            "add_months"),
        Entry.of(
            DateAddYMInterval.class,
            (e, w) -> addInterval(w.write(e.date()), w.write(e.interval()))),
        Entry.of(LastDay.class, (e, w) -> "last_day(" + w.write(e.startDate()) + ")", "last_day"),
        Entry.of(NextDay.class, DateArithmetic::nextDay, "next_day"),
        Entry.of(TruncDate.class, DateArithmetic::truncDate, "trunc"),
        Entry.of(MakeDate.class, DateArithmetic::makeDate, "make_date"),
        Entry.of(
            UnixDate.class,
            (e, w) -> "CAST(%s - DATE '1970-01-01' AS INTEGER)".formatted(w.write(e.child())),
            "unix_date"),
        Entry.of(
            DateFromUnixDate.class,
            (e, w) -> "(DATE '1970-01-01' + " + w.write(e.child()) + ")",
            "date_from_unix_date"));
  }

  private static String addInterval(String date, String interval) {
    return "CAST(%s + %s AS DATE)".formatted(date, interval);
  }

  /** The next such day after the date: 1 to 7 days on. */
  private static String nextDay(NextDay next, ExpressionWriter writer) {
    if (!next.dayOfWeek().foldable()) {
      return SparkCall.render(next, "next_day", writer);
    }
    Object name = next.dayOfWeek().eval(null);
    if (name == null) {
      return "CAST(NULL AS DATE)";
    }
    // Spark counts from Thursday, the day that 1970 began with.
    int isoDay = (DateTimeUtils.getDayOfWeekFromString((UTF8String) name) + 3) % 7 + 1;
    String date = writer.write(next.startDate());
    return "(%s + CAST((%d - isodow(%s)) %% 7 + 1 AS INTEGER))".formatted(date, isoDay + 6, date);
  }

  private static String truncDate(TruncDate trunc, ExpressionWriter writer) {
    if (!trunc.format().foldable()) {
      return SparkCall.render(trunc, "trunc", writer);
    }
    int level = truncLevel(trunc.format());
    if (level < DateTimeUtils$.MODULE$.MIN_LEVEL_OF_DATE_TRUNC()) {
      return "CAST(NULL AS DATE)";
    }
    return "CAST(date_trunc('%s', %s) AS DATE)"
        .formatted(TruncLevels.unit(level), writer.write(trunc.date()));
  }

  static int truncLevel(Expression format) {
    return DateTimeUtils.parseTruncLevel((UTF8String) format.eval(null));
  }

  private static String makeDate(MakeDate make, ExpressionWriter writer) {
    String call =
        "make_date(%s, %s, %s)"
            .formatted(
                writer.write(make.year()), writer.write(make.month()), writer.write(make.day()));
    if (!make.failOnError()) {
      throw writer.unsupported(make, "it tolerates invalid dates");
    }
    return call;
  }
}
