package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.stream.Collectors;

/** How DuckDB spells the types of the lakehouse. */
final class DuckDbTypes {
  private DuckDbTypes() {}

  static String name(SqlType type) {
    if (type instanceof Scalar scalar) {
      return scalar(scalar);
    }
    if (type instanceof SqlType.Decimal decimal) {
      return "DECIMAL(%d,%d)".formatted(decimal.precision(), decimal.scale());
    }
    if (type instanceof SqlType.Array array) {
      return name(array.element()) + "[]";
    }
    if (type instanceof SqlType.MapOf map) {
      return "MAP(%s, %s)".formatted(name(map.key()), name(map.value()));
    }
    return ((SqlType.Struct) type)
        .fields().columns().stream()
            .map(field -> quoteForDuckDb(field.name()) + " " + name(field.type()))
            .collect(Collectors.joining(", ", "STRUCT(", ")"));
  }

  private static String scalar(Scalar type) {
    return switch (type) {
      case BOOLEAN -> "BOOLEAN";
      case BYTE -> "TINYINT";
      case SHORT -> "SMALLINT";
      case INTEGER, VOID -> "INTEGER";
      case LONG -> "BIGINT";
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case STRING -> "VARCHAR";
      case BINARY -> "BLOB";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMPTZ";
      case TIMESTAMP_NTZ -> "TIMESTAMP";
      case DAY_TIME_INTERVAL, YEAR_MONTH_INTERVAL -> "INTERVAL";
    };
  }
}
