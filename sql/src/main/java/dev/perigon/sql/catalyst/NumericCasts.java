package dev.perigon.sql.catalyst;

import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.TimestampType;

/** Casts from numbers and booleans to other numbers, booleans and timestamps. */
record NumericCasts(CastText casts) {
  private static final int EXACT_IN_DOUBLE = 15;
  private static final String MICROS = "1000000";

  String cast(String value, DataType from, DataType to) {
    if (from instanceof BooleanType) {
      return casts.plain("CAST(%s AS TINYINT)".formatted(value), to);
    }
    if (to instanceof BooleanType) {
      return value + " <> 0";
    }
    if (to instanceof TimestampType) {
      return toTimestamp(value, from);
    }
    if (from instanceof DecimalType decimal) {
      return fromDecimal(value, decimal, to);
    }
    if (isFractional(from)) {
      return fromFractional(value, from, to);
    }
    return casts.plain(value, to);
  }

  private static boolean isFractional(DataType type) {
    return type instanceof DoubleType || type instanceof FloatType;
  }

  private String fromDecimal(String value, DecimalType from, DataType to) {
    if (to instanceof IntegralType) {
      return from.scale() == 0
          ? casts.plain(value, to)
          : casts.plain("trunc(%s)".formatted(value), to);
    }
    boolean viaText = to instanceof FloatType || from.precision() > EXACT_IN_DOUBLE;
    if (isFractional(to) && viaText) {
      return casts.plain("CAST(%s AS VARCHAR)".formatted(value), to);
    }
    return casts.plain(value, to);
  }

  private String fromFractional(String value, DataType from, DataType to) {
    if (to instanceof LongType) {
      // Spark's bound is Long.MAX_VALUE as a double, which is one more.
      return "CASE WHEN %s = 9223372036854775808 THEN 9223372036854775807 ELSE %s END"
          .formatted(value, casts.plain("trunc(%s)".formatted(value), to));
    }
    if (to instanceof IntegralType) {
      return casts.plain("trunc(%s)".formatted(value), to);
    }
    if (to instanceof DecimalType) {
      return fractionalToDecimal(value, from, to);
    }
    if (to instanceof FloatType) {
      return "perigon_double_to_float(%s)".formatted(value);
    }
    return casts.plain(value, to);
  }

  /** As Spark does it: through the shortest text that stands for the double. */
  private String fractionalToDecimal(String value, DataType from, DataType to) {
    String number = from instanceof FloatType ? "CAST(%s AS DOUBLE)".formatted(value) : value;
    return "CASE WHEN isfinite(%s) THEN %s END"
        .formatted(value, casts.plain(CastsToText.doubleText(number), to));
  }

  private String toTimestamp(String value, DataType from) {
    if (isFractional(from)) {
      String micros = "trunc(CAST(%s AS DOUBLE) * %s)".formatted(value, MICROS);
      return "make_timestamptz(%s(%s AS BIGINT))".formatted(casts.keyword(), micros);
    }
    if (from instanceof DecimalType decimal) {
      int precision = decimal.precision() + MICROS.length();
      if (precision > DecimalType.MAX_PRECISION()) {
        return casts.java(value, from, DataTypes.TimestampType);
      }
      String wide = "CAST(%s AS DECIMAL(%d,%d))".formatted(value, precision, decimal.scale());
      return "make_timestamptz(%s(trunc(%s * %s) AS BIGINT))"
          .formatted(casts.keyword(), wide, MICROS);
    }
    return "make_timestamptz(CAST(%s AS BIGINT) * %s)".formatted(value, MICROS);
  }
}
