package dev.perigon.engine.duckdb;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;

/**
 * Reads a JSON value as a type without looking at what kind of value it is, where its text alone
 * says so; {@link JsonCast} has the rest, or else an error that means: it is doubtful.
 */
final class PlainJson {
  /** Other texts that DuckDB reads as numbers; one who is named so is doubtful. */
  private static final String NO_NUMBER = "[+-]?(nan|inf|infinity)";

  private static final int LONGEST_NO_NUMBER = 9;

  /** How DuckDB writes doubles that are very small or large; others write 1e-7, not 1e-07. */
  private static final String WITH_EXPONENT = "-?[0-9](\\.[0-9]+)?e[+-][0-9]+";

  private static final int LONGEST_WITH_EXPONENT = 24;

  private final Column column;
  private final LocalTimes times;

  PlainJson(Column column, LocalTimes times) {
    this.column = column;
    this.times = times;
  }

  /** What DuckDB shall read the column as. */
  static String scanned(Column column) {
    return column.type() == Scalar.STRING || isTime(column.type()) ? "VARCHAR" : "JSON";
  }

  private static boolean isTime(SqlType type) {
    return type == Scalar.DATE || type == Scalar.TIMESTAMP || type == Scalar.TIMESTAMP_NTZ;
  }

  /** {@code name}, a column as {@link #scanned} says, as the column's type. */
  String expression(String name) {
    if (isTime(column.type())) {
      return time(name);
    }
    if (column.type() == Scalar.STRING) {
      return "CASE WHEN length(%1$s) <= %2$d AND regexp_full_match(%1$s, '%3$s', 'i') OR (contains(%1$s, 'e-') OR contains(%1$s, 'e+')) AND length(%1$s) <= %4$d AND regexp_full_match(%1$s, '%5$s') THEN %6$s ELSE %1$s END"
          .formatted(
              name,
              LONGEST_NO_NUMBER,
              NO_NUMBER,
              LONGEST_WITH_EXPONENT,
              WITH_EXPONENT,
              CsvCast.refuse());
    }
    String exact = new JsonCast(column, times).expression(name);
    String text = "CAST(%s AS VARCHAR)".formatted(name);
    String value = "TRY_CAST(%s AS %s)".formatted(text, DuckDbTypes.name(column.type()));
    if (column.type() instanceof SqlType.Decimal) {
      String few = "length(%s) <= %d".formatted(text, JsonCast.EXACT_DIGITS);
      return either(few + " AND " + value + " IS NOT NULL", value, exact);
    }
    if (!(column.type() instanceof Scalar)) {
      return exact;
    }
    return switch ((Scalar) column.type()) {
      case BYTE, SHORT, INTEGER, LONG ->
          either("CAST(%s AS VARCHAR) = %s".formatted(value, text), value, exact);
      case FLOAT, DOUBLE -> either("isfinite(%s)".formatted(value), value, exact);
      case BOOLEAN ->
          "CASE %s WHEN 'true' THEN true WHEN 'false' THEN false ELSE %s END"
              .formatted(text, exact);
      default -> exact;
    };
  }

  /** No JSON value but a string looks like a date. */
  private String time(String text) {
    String value =
        column.type() == Scalar.TIMESTAMP
            ? "TRY_CAST(%s AS TIMESTAMP)".formatted(text)
            : "TRY_CAST(%s AS %s)".formatted(text, DuckDbTypes.name(column.type()));
    return CsvCast.of(column.type(), text, value, times, '"').check();
  }

  private static String either(String condition, String value, String exact) {
    return "CASE WHEN %s THEN %s ELSE %s END".formatted(condition, value, exact);
  }
}
