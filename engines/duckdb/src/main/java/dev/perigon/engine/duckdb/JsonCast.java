package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.literalForDuckDb;
import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.stream.Collectors;

/**
 * Reads a JSON value as a type, strictly: DuckDB's own conversion makes 2 of 1.5. Numbers with more
 * than 15 digits and a fraction are refused, because DuckDB reads them as doubles.
 */
final class JsonCast {
  /** So many digits of a number are as they were written. */
  static final int EXACT_DIGITS = 15;

  private static final String WHOLE = "'BIGINT', 'UBIGINT'";

  private final Column column;
  private final LocalTimes times;

  JsonCast(Column column, LocalTimes times) {
    this.column = column;
    this.times = times;
  }

  /** {@code json}, an expression of DuckDB's type JSON, as the column's type. */
  String expression(String json) {
    return cast(json, column.type(), 0);
  }

  private String cast(String json, SqlType type, int depth) {
    if (type instanceof SqlType.Struct struct) {
      return guarded(json, "'OBJECT'", struct(json, struct, depth));
    }
    if (type instanceof SqlType.Array array) {
      String x = "j" + depth;
      String element = cast(x, array.element(), depth + 1);
      return guarded(
          json,
          "'ARRAY'",
          "list_transform(CAST(%s AS JSON[]), lambda %s: %s)".formatted(json, x, element));
    }
    if (type instanceof SqlType.MapOf map) {
      return map(json, map, depth);
    }
    if (type instanceof SqlType.Decimal) {
      return decimal(json, type);
    }
    return scalar(json, (Scalar) type);
  }

  private String scalar(String json, Scalar type) {
    String text = "(%s ->> '$')".formatted(json);
    return switch (type) {
      case STRING -> "CASE WHEN json_type(%s) = 'NULL' THEN NULL ELSE %s END".formatted(json, text);
      case BOOLEAN -> guarded(json, "'BOOLEAN'", "CAST(%s AS BOOLEAN)".formatted(text));
      case BYTE, SHORT, INTEGER, LONG -> guarded(json, WHOLE, tried(text, type));
      case FLOAT, DOUBLE -> guarded(json, WHOLE + ", 'DOUBLE'", finite(text, type));
      case DATE, TIMESTAMP, TIMESTAMP_NTZ -> guarded(json, "'VARCHAR'", time(text, type));
      case BINARY -> guarded(json, "'VARCHAR'", "from_base64(%s)".formatted(text));
      case DAY_TIME_INTERVAL, YEAR_MONTH_INTERVAL, VOID -> throw new AssertionError(type);
    };
  }

  private String time(String text, Scalar type) {
    String value =
        type == Scalar.TIMESTAMP
            ? "TRY_CAST(%s AS TIMESTAMP)".formatted(text)
            : "TRY_CAST(%s AS %s)".formatted(text, DuckDbTypes.name(type));
    return CsvCast.of(type, text, value, times, '"')
        .check()
        .replace("error('" + CsvCast.MARKER + "')", error());
  }

  private String decimal(String json, SqlType type) {
    String text = "(%s ->> '$')".formatted(json);
    String digits =
        "length(regexp_replace(%s, '[^0-9]', '', 'g')) <= %d".formatted(text, EXACT_DIGITS);
    return "CASE WHEN %1$s IS NULL OR json_type(%1$s) = 'NULL' THEN NULL WHEN json_type(%1$s) IN (%2$s) OR json_type(%1$s) = 'VARCHAR' AND %6$s OR json_type(%1$s) = 'DOUBLE' AND %3$s THEN %4$s ELSE %5$s END"
        .formatted(json, WHOLE, digits, tried(text, type), error(), CsvCast.isDecimal(text));
  }

  private String finite(String text, SqlType type) {
    String value = "TRY_CAST(%s AS %s)".formatted(text, DuckDbTypes.name(type));
    return "CASE WHEN isfinite(%1$s) THEN %1$s ELSE %2$s END".formatted(value, error());
  }

  private String tried(String text, SqlType type) {
    return "coalesce(TRY_CAST(%s AS %s), %s)".formatted(text, DuckDbTypes.name(type), error());
  }

  private String struct(String json, SqlType.Struct struct, int depth) {
    return struct.fields().columns().stream()
        .map(
            field ->
                quoteForDuckDb(field.name())
                    + " := "
                    + cast(
                        member(json, literalForDuckDb(pointer(field.name()))), field.type(), depth))
        .collect(Collectors.joining(", ", "struct_pack(", ")"));
  }

  private String map(String json, SqlType.MapOf map, int depth) {
    String x = "j" + depth;
    String value =
        cast(
            "json_extract(%s, '/' || replace(replace(%s, '~', '~0'), '/', '~1'))"
                .formatted(json, x),
            map.value(),
            depth + 1);
    return guarded(
        json,
        "'OBJECT'",
        "map(json_keys(%1$s), list_transform(json_keys(%1$s), lambda %2$s: %3$s))"
            .formatted(json, x, value));
  }

  private static String member(String json, String pointer) {
    return "json_extract(%s, %s)".formatted(json, pointer);
  }

  private static String pointer(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private String guarded(String json, String kinds, String value) {
    return "CASE WHEN %1$s IS NULL OR json_type(%1$s) = 'NULL' THEN NULL WHEN json_type(%1$s) IN (%2$s) THEN %3$s ELSE %4$s END"
        .formatted(json, kinds, value, error());
  }

  private String error() {
    return "error(%s)".formatted(literalForDuckDb(StoreCast.MARKER + "TYPE:" + column.name()));
  }
}
