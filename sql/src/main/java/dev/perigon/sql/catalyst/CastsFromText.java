package dev.perigon.sql.catalyst;

import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * Casts from STRING. A pattern picks the texts that DuckDB reads as Spark does; where DuckDB would
 * take more than Spark, the pattern leaves an empty text that no type takes.
 */
record CastsFromText(CastText casts) {
  private static final String BLANK = "[\\x00-\\x20\\x7f]*";
  private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
  private static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?";

  String cast(String value, DataType to) {
    if (to instanceof IntegralType) {
      return casts.plain(part(value, "[+-]?[0-9]+"), to);
    }
    if (to instanceof BooleanType) {
      String words = "t|f|true|false|y|n|yes|no|1|0";
      return casts.plain(part("lower(%s)".formatted(value), words), to);
    }
    if (to instanceof BinaryType) {
      return "encode(%s)".formatted(value);
    }
    if (to instanceof DecimalType decimal) {
      return decimal(value, decimal);
    }
    if (to instanceof DoubleType) {
      return fractional(value, "perigon_string_to_double", to);
    }
    if (to instanceof FloatType) {
      return fractional(value, "perigon_string_to_float", to);
    }
    return time(value, to);
  }

  private String decimal(String value, DecimalType to) {
    String java =
        "perigon_string_to_decimal(%s, %d, %d, %s)"
            .formatted(value, to.precision(), to.scale(), casts.isTry());
    return "CASE WHEN %s THEN %s ELSE %s END"
        .formatted(
            matches(value, "[+-]?[0-9]{1,30}(\\.[0-9]{0,30})?"),
            casts.plain(value, to),
            "CAST(%s AS %s)".formatted(java, casts.writer().type(to)));
  }

  private String fractional(String value, String java, DataType to) {
    return "CASE WHEN %s THEN %s ELSE %s(%s, %s) END"
        .formatted(
            matches(value, "[+-]?[0-9]{1,30}(\\.[0-9]{0,30})?"),
            casts.plain(value, to),
            java,
            value,
            casts.isTry());
  }

  private String time(String value, DataType to) {
    if (to instanceof DateType) {
      return "CASE WHEN %s THEN %s ELSE perigon_string_to_date(%s, %s) END"
          .formatted(matches(value, DAY), casts.plain(value, to), value, casts.isTry());
    }
    String local = casts.keyword() + "(" + value + " AS TIMESTAMP)";
    String simple = matches(value, DAY + "[ T]" + TIME);
    if (to instanceof TimestampNTZType) {
      return "CASE WHEN %s THEN %s ELSE perigon_string_to_timestamp_ntz(%s, %s) END"
          .formatted(simple, local, value, casts.isTry());
    }
    return to instanceof TimestampType
        ? "CASE WHEN %s THEN %s ELSE perigon_string_to_timestamp(%s, %s, %s) END"
            .formatted(
                simple, casts.zone().toInstant(local), value, casts.zone().literal(), casts.isTry())
        : null;
  }

  private static String matches(String value, String pattern) {
    return "regexp_full_match(%s, '%s')".formatted(value, pattern);
  }

  /** The text without blanks around it, or nothing when it does not match. */
  private static String part(String value, String pattern) {
    return "regexp_extract(%s, '^%s(%s)%s$', 1)".formatted(value, BLANK, pattern, BLANK);
  }
}
