package dev.perigon.engine.spark;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.spark.sql.catalyst.expressions.CurrentDate;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestampLike;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.LocalTimestamp;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import scala.runtime.AbstractPartialFunction;

/** The update's one clock, in place of Spark's. */
final class Clock {
  private final Instant asOf;
  private final ZoneId zone;

  private Clock(Instant asOf, ZoneId zone) {
    this.asOf = asOf;
    this.zone = zone;
  }

  static Clock at(Instant asOf, SparkSession session) {
    return new Clock(asOf, ZoneId.of(session.sessionState().conf().sessionLocalTimeZone()));
  }

  /** An analysed plan in which every question for the time has its answer. */
  LogicalPlan stop(LogicalPlan plan) {
    return plan.transformAllExpressionsWithSubqueries(
        new AbstractPartialFunction<>() {
          @Override
          public boolean isDefinedAt(Expression expression) {
            return expression instanceof CurrentTimestampLike
                || expression instanceof CurrentDate
                || expression instanceof LocalTimestamp;
          }

          @Override
          public Expression apply(Expression expression) {
            return answer(expression);
          }
        });
  }

  private Expression answer(Expression question) {
    if (question instanceof CurrentDate) {
      int day = Math.toIntExact(LocalDate.ofInstant(asOf, zone).toEpochDay());
      return new Literal(day, DataTypes.DateType);
    }
    return question instanceof LocalTimestamp
        ? new Literal(
            micros(LocalDateTime.ofInstant(asOf, zone).toInstant(ZoneOffset.UTC)),
            DataTypes.TimestampNTZType)
        : new Literal(micros(asOf), DataTypes.TimestampType);
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
