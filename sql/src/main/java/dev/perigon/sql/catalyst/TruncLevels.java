package dev.perigon.sql.catalyst;

import java.util.Map;
import org.apache.spark.sql.catalyst.util.DateTimeUtils$;

/** Spark's levels of truncation as DuckDB's units. */
final class TruncLevels {
  private static final Map<Integer, String> UNITS =
      Map.of(
          DateTimeUtils$.MODULE$.TRUNC_TO_MICROSECOND(), "microseconds",
          DateTimeUtils$.MODULE$.TRUNC_TO_MILLISECOND(), "milliseconds",
          DateTimeUtils$.MODULE$.TRUNC_TO_SECOND(), "second",
          DateTimeUtils$.MODULE$.TRUNC_TO_MINUTE(), "minute",
          DateTimeUtils$.MODULE$.TRUNC_TO_HOUR(), "hour",
          DateTimeUtils$.MODULE$.TRUNC_TO_DAY(), "day",
          DateTimeUtils$.MODULE$.TRUNC_TO_WEEK(), "week",
          DateTimeUtils$.MODULE$.TRUNC_TO_MONTH(), "month",
          DateTimeUtils$.MODULE$.TRUNC_TO_QUARTER(), "quarter",
          DateTimeUtils$.MODULE$.TRUNC_TO_YEAR(), "year");

  private TruncLevels() {}

  static String unit(int level) {
    return UNITS.get(level);
  }
}
