package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.DivideDTInterval;
import org.apache.spark.sql.catalyst.expressions.DivideYMInterval;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExtractANSIIntervalDays;
import org.apache.spark.sql.catalyst.expressions.ExtractANSIIntervalHours;
import org.apache.spark.sql.catalyst.expressions.ExtractANSIIntervalMinutes;
import org.apache.spark.sql.catalyst.expressions.ExtractANSIIntervalMonths;
import org.apache.spark.sql.catalyst.expressions.ExtractANSIIntervalSeconds;
import org.apache.spark.sql.catalyst.expressions.ExtractANSIIntervalYears;
import org.apache.spark.sql.catalyst.expressions.MakeDTInterval;
import org.apache.spark.sql.catalyst.expressions.MakeYMInterval;
import org.apache.spark.sql.catalyst.expressions.MultiplyDTInterval;
import org.apache.spark.sql.catalyst.expressions.MultiplyYMInterval;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/** Intervals: made, multiplied, divided and taken apart. */
final class IntervalArithmetic {
  private IntervalArithmetic() {}

  static List<Entry<?>> all() {
    return List.of(
        Entry.of(MakeDTInterval.class, IntervalArithmetic::makeDayTime, "make_dt_interval"),
        Entry.of(
            MakeYMInterval.class,
            (e, w) ->
                "to_months(CAST(CAST(%s AS BIGINT) * 12 + %s AS INTEGER))"
                    .formatted(w.write(e.years()), w.write(e.months())),
            "make_ym_interval"),
        Entry.of(
            MultiplyDTInterval.class,
            (e, w) -> fromMicros(multiply(micros(w.write(e.interval())), e.num(), "BIGINT", w))),
        Entry.of(
            MultiplyYMInterval.class,
            (e, w) -> fromMonths(multiply(months(w.write(e.interval())), e.num(), "INTEGER", w))),
        Entry.of(
            DivideDTInterval.class,
            (e, w) ->
                isFractional(e.num())
                    ? SparkCall.operator(e, "/", w)
                    : fromMicros(divide(micros(w.write(e.interval())), e.num(), "BIGINT", w))),
        Entry.of(
            DivideYMInterval.class,
            (e, w) ->
                isFractional(e.num())
                    ? SparkCall.operator(e, "/", w)
                    : fromMonths(divide(months(w.write(e.interval())), e.num(), "INTEGER", w))),
        part(ExtractANSIIntervalDays.class, "perigon_interval_us(%s) // 86400000000"),
        part(ExtractANSIIntervalHours.class, "perigon_interval_us(%s) % 86400000000 // 3600000000"),
        part(ExtractANSIIntervalMinutes.class, "perigon_interval_us(%s) % 3600000000 // 60000000"),
        part(
            ExtractANSIIntervalSeconds.class,
            "CAST(perigon_interval_us(%s) % 60000000 AS DECIMAL(8,0)) * 0.000001"),
        part(ExtractANSIIntervalYears.class, "date_part('year', %s)"),
        part(ExtractANSIIntervalMonths.class, "date_part('month', %s)"));
  }

  static List<String> macros() {
    return List.of("CREATE MACRO perigon_interval_us(i) AS epoch_us(i)");
  }

  /** True when {@code to} has the smallest field of {@code from}, so that nothing is cut off. */
  static boolean isUnchangedAs(DataType from, DataType to) {
    if (from instanceof DayTimeIntervalType a && to instanceof DayTimeIntervalType b) {
      return b.endField() >= a.endField();
    }
    return from instanceof YearMonthIntervalType a
        && to instanceof YearMonthIntervalType b
        && b.endField() >= a.endField();
  }

  private static <E extends Expression> Entry<E> part(Class<E> type, String template) {
    return Entry.of(
        type,
        (e, w) ->
            "CAST(%s AS %s)"
                .formatted(
                    template.replace("%s", w.write(Scala.list(e.children()).get(0))),
                    w.type(e.dataType())));
  }

  private static String makeDayTime(MakeDTInterval make, ExpressionWriter writer) {
    return fromMicros(
        ("CAST(CAST(%s AS HUGEINT) * 86400000000 + CAST(%s AS HUGEINT) * 3600000000"
                + " + CAST(%s AS HUGEINT) * 60000000"
                + " + CAST(CAST(%s AS DECIMAL(38,6)) * CAST(1000000 AS DECIMAL(7,0)) AS HUGEINT) AS BIGINT)")
            .formatted(
                writer.write(make.days()),
                writer.write(make.hours()),
                writer.write(make.mins()),
                writer.write(make.secs())));
  }

  private static String micros(String interval) {
    return "perigon_interval_us(" + interval + ")";
  }

  private static String months(String interval) {
    return "(date_part('year', %s) * 12 + date_part('month', %s))".formatted(interval, interval);
  }

  private static String fromMicros(String micros) {
    return "to_microseconds(" + micros + ")";
  }

  private static String fromMonths(String months) {
    return "to_months(" + months + ")";
  }

  /** Rounded half-up to {@code type}. */
  private static String multiply(
      String amount, Expression factor, String type, ExpressionWriter writer) {
    String text = writer.write(factor);
    if (factor.dataType() instanceof IntegralType) {
      return "CAST(CAST(%s AS HUGEINT) * %s AS %s)".formatted(amount, text, type);
    }
    if (factor.dataType() instanceof DecimalType) {
      return "CAST(CAST(%s AS DECIMAL(19,0)) * %s AS %s)".formatted(amount, text, type);
    }
    return "CAST(round(CAST(%s AS DOUBLE) * %s) AS %s)".formatted(amount, text, type);
  }

  private static boolean isFractional(Expression divisor) {
    return divisor.dataType() instanceof DoubleType || divisor.dataType() instanceof FloatType;
  }

  private static String divide(
      String amount, Expression divisor, String type, ExpressionWriter writer) {
    String text = writer.write(divisor);
    return divisor.dataType() instanceof DecimalType decimal
        ? divide(
            amount, new DecimalArithmetic.Operand(text, decimal.precision(), decimal.scale()), type)
        : divide(amount, whole(text), type);
  }

  private static DecimalArithmetic.Operand whole(String text) {
    return new DecimalArithmetic.Operand("CAST(%s AS DECIMAL(19,0))".formatted(text), 19, 0);
  }

  private static String divide(String amount, DecimalArithmetic.Operand by, String type) {
    String quotient = DecimalArithmetic.divide(whole(amount), by, new DecimalType(38, 0), false);
    return "CAST(%s AS %s)".formatted(quotient, type);
  }

  /** The sum of a group's intervals. */
  static String sum(Expression child, boolean isTry, AggregateCall call, ExpressionWriter writer) {
    return child.dataType() instanceof DayTimeIntervalType
        ? fromMicros(total(micros(writer.write(child)), "BIGINT", isTry, call))
        : fromMonths(total(months(writer.write(child)), "INTEGER", isTry, call));
  }

  static String average(
      Expression child, boolean isTry, AggregateCall call, ExpressionWriter writer) {
    String text = writer.write(child);
    // NULL instead of a zero count, because even an unused division by zero fails.
    DecimalArithmetic.Operand count = whole("nullif(%s, 0)".formatted(call.of("count", text)));
    return child.dataType() instanceof DayTimeIntervalType
        ? fromMicros(divide(total(micros(text), "BIGINT", isTry, call), count, "BIGINT"))
        : fromMonths(divide(total(months(text), "INTEGER", isTry, call), count, "INTEGER"));
  }

  private static String total(String amount, String type, boolean isTry, AggregateCall call) {
    return "%s(%s AS %s)".formatted(isTry ? "TRY_CAST" : "CAST", call.of("sum", amount), type);
  }
}
