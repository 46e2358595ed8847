package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/**
 * Says casts in DuckDB's SQL. Texts that DuckDB reads or writes exactly as Spark does are left to
 * it; the odd ones are recognised and go to Java.
 *
 * @param isTry gives NULL where a cast in ANSI mode fails
 * @param depth how many lambdas are around this cast
 */
record CastText(boolean isTry, SessionZone zone, ExpressionWriter writer, int depth) {
  /** The cast of {@code value}, or null when there is none. */
  String cast(String value, DataType from, DataType to) {
    if (from instanceof NullType) {
      return "CAST(%s AS %s)".formatted(value, writer.type(to));
    }
    if (isNested(from) || isNested(to)) {
      return new NestedCasts(this).cast(value, from, to);
    }
    if (from.equals(to) || IntervalArithmetic.isUnchangedAs(from, to)) {
      return value;
    }
    if (isInterval(from) || isInterval(to)) {
      return java(value, from, to);
    }
    if (to instanceof StringType) {
      return new CastsToText(this).cast(value, from);
    }
    if (from instanceof StringType) {
      return new CastsFromText(this).cast(value, to);
    }
    if (from instanceof NumericType || from instanceof BooleanType) {
      return new NumericCasts(this).cast(value, from, to);
    }
    return new TimeCasts(this).cast(value, from, to);
  }

  private static boolean isInterval(DataType type) {
    return type instanceof DayTimeIntervalType || type instanceof YearMonthIntervalType;
  }

  /** Spark's own cast. */
  String java(String value, DataType from, DataType to) {
    return SparkCall.render(
        new Literal(null, from),
        "%s(a0 AS %s)".formatted(isTry ? "try_cast" : "cast", to.sql()),
        List.of(new SparkCall.Argument(value, from, null)),
        to,
        writer);
  }

  /** Casts inside a lambda around this one. */
  CastText inner() {
    return new CastText(isTry, zone, writer, depth + 1);
  }

  /** DuckDB's own cast, failing or giving NULL. */
  String plain(String value, DataType to) {
    return "%s(%s AS %s)".formatted(keyword(), value, writer.type(to));
  }

  String keyword() {
    return isTry ? "TRY_CAST" : "CAST";
  }

  static boolean isNested(DataType type) {
    return type instanceof ArrayType || type instanceof MapType || type instanceof StructType;
  }
}
