package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Casts to STRING. */
record CastsToText(CastText casts) {
  String cast(String value, DataType from) {
    if (from instanceof IntegralType || from instanceof BooleanType) {
      return varchar(value);
    }
    if (from instanceof DecimalType decimal) {
      return decimalText(value, decimal);
    }
    if (from instanceof DoubleType) {
      return doubleText(value);
    }
    if (from instanceof FloatType) {
      return "perigon_float_to_string(%s)".formatted(value);
    }
    if (from instanceof BinaryType) {
      return bytesText(value, from);
    }
    if (from instanceof DateType) {
      return dateText(value);
    }
    if (from instanceof TimestampType) {
      return localText(casts.zone().toLocal(value));
    }
    return from instanceof TimestampNTZType ? localText(value) : null;
  }

  /** As {@code make_valid_utf8}, because a string here is always valid. */
  private String bytesText(String value, DataType from) {
    String repaired =
        SparkCall.render(
            new Literal(null, from),
            "make_valid_utf8(cast(a0 as string))",
            List.of(new SparkCall.Argument(value, from, null)),
            DataTypes.StringType,
            casts.writer());
    return "CASE WHEN %1$s IS NOT NULL THEN coalesce(%2$s, %3$s) END"
        .formatted(value, validText(value), repaired);
  }

  /** The text of bytes, or NULL where they are not UTF-8. */
  static String validText(String bytes) {
    return "TRY(decode(%s))".formatted(bytes);
  }

  private static String varchar(String value) {
    return "CAST(%s AS VARCHAR)".formatted(value);
  }

  /** DuckDB leaves the zero before the point out when the type has no place for it. */
  private static String decimalText(String value, DecimalType type) {
    return type.precision() > type.scale()
        ? varchar(value)
        : "regexp_replace(%s, '^(-?)\\.', '\\10.')".formatted(varchar(value));
  }

  /** Between a thousandth and ten million DuckDB writes a double as Java does. */
  static String doubleText(String value) {
    return "CASE WHEN abs(%1$s) >= 0.001 AND abs(%1$s) < 10000000 THEN CAST(%1$s AS VARCHAR) ELSE perigon_double_to_string(%1$s) END"
        .formatted(value);
  }

  private static String dateText(String value) {
    return "CASE WHEN %1$s BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN CAST(%1$s AS VARCHAR) ELSE perigon_date_to_string(%1$s) END"
        .formatted(value);
  }

  private static String localText(String value) {
    return "CASE WHEN %1$s >= TIMESTAMP '0001-01-01' AND %1$s < TIMESTAMP '10000-01-01' THEN CAST(%1$s AS VARCHAR) ELSE perigon_timestamp_to_string(%1$s) END"
        .formatted(value);
  }
}
