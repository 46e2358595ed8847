package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.literalForDuckDb;
import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Spark 2, and later ones when told so, count days before 1582-10-15 and instants before 1900 in a
 * calendar that DuckDB does not know, and leave a mark in the file. Later values are the same in
 * both; earlier ones are refused.
 */
final class LegacyCalendar {
  /** In DuckDB's error; then the column. */
  static final String KIND = "CALENDAR";

  private LegacyCalendar() {}

  /** Those of {@code files} with the mark, if {@code schema} has days or instants. */
  static Set<String> among(List<Path> files, Schema schema, Session session) throws SQLException {
    if (files.isEmpty() || schema.columns().stream().noneMatch(c -> hasTime(c.type()))) {
      return Set.of();
    }
    return Set.copyOf(
        session.rows(
            ("SELECT DISTINCT file_name FROM parquet_kv_metadata(%s) WHERE decode(key) IN"
                    + " ('org.apache.spark.legacyDateTime', 'org.apache.spark.legacyINT96')"
                    + " OR decode(key) = 'org.apache.spark.version' AND decode(value) < '3.1.0'")
                .formatted(ParquetInput.fileList(files)),
            row -> row.getString(1)));
  }

  /** {@code select}, which reads marked files, without what must not be read of them. */
  static String guarded(String select, Schema schema) {
    return schema.columns().stream()
        .map(LegacyCalendar::guarded)
        .collect(Collectors.joining(", ", "SELECT ", " FROM (" + select + ")"));
  }

  private static String guarded(Column column) {
    String name = quoteForDuckDb(column.name());
    if (column.type() == Scalar.DATE) {
      return since("DATE '1582-10-15'", column, name);
    }
    if (column.type() == Scalar.TIMESTAMP) {
      return since("TIMESTAMPTZ '1900-01-01 00:00:00+00'", column, name);
    }
    if (hasTime(column.type())) {
      throw DuckDbErrors.legacyCalendar(column.name());
    }
    return name;
  }

  private static String since(String first, Column column, String name) {
    String error = literalForDuckDb(StoreCast.MARKER + KIND + ":" + column.name());
    return "CASE WHEN %1$s < %2$s THEN error(%3$s) ELSE %1$s END AS %1$s"
        .formatted(name, first, error);
  }

  private static boolean hasTime(SqlType type) {
    if (type instanceof SqlType.Struct struct) {
      return struct.fields().columns().stream().anyMatch(field -> hasTime(field.type()));
    }
    if (type instanceof SqlType.Array array) {
      return hasTime(array.element());
    }
    if (type instanceof SqlType.MapOf map) {
      return hasTime(map.key()) || hasTime(map.value());
    }
    return type == Scalar.DATE || type == Scalar.TIMESTAMP;
  }
}
