package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.DayName;
import org.apache.spark.sql.catalyst.expressions.DayOfMonth;
import org.apache.spark.sql.catalyst.expressions.DayOfWeek;
import org.apache.spark.sql.catalyst.expressions.DayOfYear;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetDateField;
import org.apache.spark.sql.catalyst.expressions.GetTimeField;
import org.apache.spark.sql.catalyst.expressions.Hour;
import org.apache.spark.sql.catalyst.expressions.Minute;
import org.apache.spark.sql.catalyst.expressions.Month;
import org.apache.spark.sql.catalyst.expressions.MonthName;
import org.apache.spark.sql.catalyst.expressions.Quarter;
import org.apache.spark.sql.catalyst.expressions.Second;
import org.apache.spark.sql.catalyst.expressions.SecondWithFraction;
import org.apache.spark.sql.catalyst.expressions.TimeZoneAwareExpression;
import org.apache.spark.sql.catalyst.expressions.WeekDay;
import org.apache.spark.sql.catalyst.expressions.WeekOfYear;
import org.apache.spark.sql.catalyst.expressions.Year;
import org.apache.spark.sql.catalyst.expressions.YearOfWeek;

/** The parts of dates and times, also behind extract and date_part. */
final class DateFields {
  private DateFields() {}

  static List<Entry<?>> all() {
    return List.of(
        date(Year.class, "year(%s)", "year", "extract", "date_part", "datepart"),
        date(YearOfWeek.class, "isoyear(%s)"),
        date(Quarter.class, "quarter(%s)", "quarter"),
        date(Month.class, "month(%s)", "month"),
        date(WeekOfYear.class, "weekofyear(%s)", "weekofyear"),
        date(DayOfMonth.class, "day(%s)", "day", "dayofmonth"),
        date(DayOfYear.class, "dayofyear(%s)", "dayofyear"),
        date(DayOfWeek.class, "dayofweek(%s) + 1", "dayofweek"),
        date(WeekDay.class, "isodow(%s) - 1", "weekday"),
        name(DayName.class, "left(dayname(%s), 3)", "dayname"),
        name(MonthName.class, "left(monthname(%s), 3)", "monthname"),
        time(Hour.class, "hour(%s)", "hour"),
        time(Minute.class, "minute(%s)", "minute"),
        time(Second.class, "second(%s)", "second"),
        Entry.of(SecondWithFraction.class, DateFields::secondWithFraction));
  }

  private static <E extends Expression & GetDateField> Entry<E> date(
      Class<E> type, String template, String... functions) {
    return Entry.of(
        type,
        (field, writer) -> asInteger(template.formatted(writer.write(only(field)))),
        functions);
  }

  private static <E extends Expression & GetDateField> Entry<E> name(
      Class<E> type, String template, String... functions) {
    return Entry.of(
        type, (field, writer) -> template.formatted(writer.write(only(field))), functions);
  }

  private static <E extends Expression & GetTimeField & TimeZoneAwareExpression> Entry<E> time(
      Class<E> type, String template, String... functions) {
    return Entry.of(
        type,
        (field, writer) ->
            asInteger(template.formatted(Instants.local(only(field), field.zoneId(), writer))),
        functions);
  }

  private static String secondWithFraction(SecondWithFraction field, ExpressionWriter writer) {
    String local = Instants.local(field.child(), field.zoneId(), writer);
    return "CAST(CAST(date_part('microseconds', %s) AS DECIMAL(8,0)) * 0.000001 AS DECIMAL(8,6))"
        .formatted(local);
  }

  private static Expression only(Expression field) {
    return Scala.list(field.children()).get(0);
  }

  private static String asInteger(String text) {
    return "CAST(" + text + " AS INTEGER)";
  }
}
