package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.literalForDuckDb;

import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;

/**
 * Reads a field's text as a type, strictly: DuckDB's own casts take {@code 1.5} for the integer 2.
 * What is not plainly right is an error, and then the exact reader decides.
 *
 * @param value computed first, as {@code v}
 * @param check the result, from the text {@code t} and {@code v}
 */
record CsvCast(String value, String check) {
  /** In the message of the error that sends a file to the exact reader. */
  static final String MARKER = "perigon-CSV";

  private static final String DAY = "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}";
  private static final String TIME =
      "[ T]([01]?[0-9]|2[0-3]):[0-5]?[0-9](:[0-5]?[0-9](\\.[0-9]{1,6})?)?";
  private static final String FRACTION = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)";

  static CsvCast of(SqlType type, String t, String v, LocalTimes times, char quote) {
    String cast = "TRY_CAST(%s AS %s)".formatted(t, DuckDbTypes.name(type));
    if (type instanceof SqlType.Decimal) {
      return checked(cast, t, v, same(t, v), FRACTION);
    }
    return switch ((Scalar) type) {
      case STRING, VOID, DAY_TIME_INTERVAL, YEAR_MONTH_INTERVAL ->
          new CsvCast("NULL", text(t, quote));
      case BINARY -> new CsvCast("NULL", "encode(%s)".formatted(text(t, quote)));
      case BYTE, SHORT, INTEGER, LONG -> checked(cast, t, v, same(t, v), "[+-]?[0-9]+");
      case FLOAT, DOUBLE -> real(cast, t, v);
      case BOOLEAN -> bool(t);
      case DATE -> checked(cast, t, v, same(t, v) + " AND length(%s) = 10".formatted(t), DAY);
      case TIMESTAMP_NTZ -> checked(cast, t, v, plainTime(t, v), DAY + "(" + TIME + ")?");
      case TIMESTAMP -> timestamp(t, v, times);
    };
  }

  /** DuckDB passes over blanks before a quote, or takes both for text; here they never count. */
  private static String text(String t, char quote) {
    return "CASE WHEN starts_with(%1$s, ' ') AND starts_with(ltrim(%1$s, ' '), %2$s) THEN %3$s ELSE %1$s END"
        .formatted(t, literalForDuckDb(String.valueOf(quote)), refuse());
  }

  private static String same(String t, String v) {
    return "CAST(%s AS VARCHAR) = %s".formatted(v, t);
  }

  private static String plainTime(String t, String v) {
    return same(t, v) + " AND length(%1$s) >= 19 AND NOT contains(%1$s, '(')".formatted(t);
  }

  private static CsvCast checked(String cast, String t, String v, String plain, String pattern) {
    return new CsvCast(
        cast,
        "CASE WHEN %s THEN %s WHEN %s IS NULL THEN NULL WHEN %s IS NOT NULL AND %s THEN %s ELSE %s END"
            .formatted(plain, v, t, v, matches(t, pattern), v, refuse()));
  }

  private static CsvCast real(String cast, String t, String v) {
    String finite = "isfinite(%s)".formatted(v);
    return new CsvCast(
        cast,
        "CASE WHEN %s AND %s THEN %s WHEN %s IS NULL THEN NULL WHEN %s AND %s THEN %s ELSE %s END"
            .formatted(
                same(t, v),
                finite,
                v,
                t,
                finite,
                matches(t, FRACTION + "([eE][+-]?[0-9]{1,9})?"),
                v,
                refuse()));
  }

  private static CsvCast bool(String t) {
    return new CsvCast(
        "lower(%s)".formatted(t),
        "CASE lower(%1$s) WHEN 'true' THEN true WHEN 'false' THEN false ELSE CASE WHEN %1$s IS NULL THEN NULL ELSE %2$s END END"
            .formatted(t, refuse()));
  }

  /** Read without a zone first: DuckDB's cast to TIMESTAMP passes over a zone. */
  private static CsvCast timestamp(String t, String v, LocalTimes times) {
    String local = times.instant(v);
    return new CsvCast(
        "TRY_CAST(%s AS TIMESTAMP)".formatted(t),
        ("CASE WHEN %s THEN %s WHEN %s IS NULL THEN NULL WHEN %s IS NOT NULL AND %s THEN %s"
                + " WHEN %s AND TRY_CAST(%s AS TIMESTAMPTZ) IS NOT NULL THEN CAST(%s AS TIMESTAMPTZ) ELSE %s END")
            .formatted(
                plainTime(t, v),
                local,
                t,
                v,
                matches(t, DAY + "(" + TIME + ")?"),
                local,
                matches(t, DAY + TIME + "(Z|[+-][0-9]{2}:[0-9]{2})"),
                t,
                t,
                refuse()));
  }

  private static String matches(String t, String pattern) {
    return "regexp_full_match(%s, '%s')".formatted(t, pattern);
  }

  /** Whether {@code t} is a number without an exponent. */
  static String isDecimal(String t) {
    return matches(t, FRACTION);
  }

  static String refuse() {
    return "error('" + MARKER + "')";
  }
}
