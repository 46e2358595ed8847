package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Sequence;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/** {@code sequence} of whole numbers, dates and timestamps. */
final class Sequences {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  private Sequences() {}

  static List<String> macros() {
    return List.of(
        "CREATE MACRO perigon_sequence(a, b, s) AS CASE"
            + " WHEN a IS NULL OR b IS NULL OR s IS NULL THEN NULL WHEN s = 0 AND a = b THEN [a]"
            + " WHEN (s > 0 AND a <= b) OR (s < 0 AND a >= b) THEN generate_series(a, b, s)"
            + " ELSE error('A sequence never reaches its end') END",
        "CREATE MACRO perigon_towards(a, b) AS CASE WHEN a <= b THEN 1 ELSE -1 END",
        // Each element is counted from the first one, so that month ends stay month ends.
        "CREATE MACRO perigon_month_sequence(a, b, s) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL"
            + " WHEN (s > 0 AND a <= b) OR (s < 0 AND a >= b) OR a = b THEN"
            + " list_filter(list_transform(range((year(b) * 12 + month(b) - year(a) * 12"
            + " - month(a)) // s + 1), lambda i: a + to_months(CAST(i * s AS INTEGER))),"
            + " lambda t: CASE WHEN s > 0 THEN t <= b ELSE t >= b END)"
            + " ELSE error('A sequence never reaches its end') END");
  }

  static String render(Sequence sequence, ExpressionWriter writer) {
    DataType type = sequence.start().dataType();
    if (type instanceof IntegralType) {
      return ofNumbers(sequence, writer);
    }
    if (type instanceof TimestampType && !Instants.isUtc(sequence.zoneId())) {
      return SparkCall.render(sequence, "sequence", writer);
    }
    Optional<Expression> step = Scala.optional(sequence.stepOpt());
    if (step.isEmpty()) {
      return ofMicros(sequence, Optional.empty(), writer);
    }
    Optional<Object> constant = Folded.value(step.get());
    if (constant.isEmpty() || !(constant.get() instanceof Number amount)) {
      return SparkCall.render(sequence, "sequence", writer);
    }
    if (step.get().dataType() instanceof YearMonthIntervalType && amount.intValue() != 0) {
      return ofMonths(sequence, amount.intValue(), writer);
    }
    if (step.get().dataType() instanceof DayTimeIntervalType) {
      return ofMicros(sequence, Optional.of(amount.longValue()), writer);
    }
    return SparkCall.render(sequence, "sequence", writer);
  }

  private static String ofNumbers(Sequence sequence, ExpressionWriter writer) {
    String start = "CAST(" + writer.write(sequence.start()) + " AS BIGINT)";
    String stop = "CAST(" + writer.write(sequence.stop()) + " AS BIGINT)";
    String step =
        Scala.optional(sequence.stepOpt())
            .map(writer::write)
            .orElseGet(() -> "perigon_towards(%s, %s)".formatted(start, stop));
    return "CAST(perigon_sequence(%s, %s, %s) AS %s)"
        .formatted(start, stop, step, writer.type(sequence.dataType()));
  }

  /** In UTC a day always has 24 hours. Without a step, days. */
  private static String ofMicros(
      Sequence sequence, Optional<Long> micros, ExpressionWriter writer) {
    DataType type = sequence.start().dataType();
    boolean dates = type instanceof DateType;
    long step = micros.orElse(MICROS_PER_DAY);
    if (dates && step % MICROS_PER_DAY != 0) {
      return SparkCall.render(sequence, "sequence", writer);
    }
    String start = count(sequence.start(), writer);
    String stop = count(sequence.stop(), writer);
    String by = String.valueOf(dates ? step / MICROS_PER_DAY : step);
    if (micros.isEmpty()) {
      by = "perigon_towards(%s, %s) * %s".formatted(start, stop, by);
    }
    String element =
        dates ? "DATE '1970-01-01' + CAST(e AS INTEGER)" : Instants.fromMicros("e", type);
    return "list_transform(perigon_sequence(%s, %s, %s), lambda e: %s)"
        .formatted(start, stop, by, element);
  }

  private static String count(Expression point, ExpressionWriter writer) {
    String text = writer.write(point);
    return point.dataType() instanceof DateType
        ? "(%s - DATE '1970-01-01')".formatted(text)
        : Instants.micros(text);
  }

  private static String ofMonths(Sequence sequence, int months, ExpressionWriter writer) {
    DataType type = sequence.start().dataType();
    String list =
        "perigon_month_sequence(%s, %s, %d)"
            .formatted(local(sequence.start(), writer), local(sequence.stop(), writer), months);
    String element =
        type instanceof DateType
            ? "CAST(e AS DATE)"
            : Instants.instant("e", type, sequence.zoneId());
    return "list_transform(%s, lambda e: %s)".formatted(list, element);
  }

  private static String local(Expression point, ExpressionWriter writer) {
    return point.dataType() instanceof DateType
        ? "CAST(" + writer.write(point) + " AS TIMESTAMP)"
        : Instants.local(point, java.time.ZoneOffset.UTC, writer);
  }
}
