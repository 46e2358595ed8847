package dev.perigon.engine.duckdb;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * Spark stores instants as INT96 unless told otherwise, and DuckDB reads them as local times. Its
 * cast to an instant is right only where the session's zone is UTC; elsewhere such files are read
 * apart, as local times in UTC.
 */
final class Int96Files {
  private Int96Files() {}

  /** Those of {@code files} that need it. */
  static Set<String> among(List<Path> files, Schema schema, ZoneId zone, Session session)
      throws SQLException {
    boolean utc = zone.getRules().equals(ZoneOffset.UTC.getRules());
    if (utc || files.isEmpty() || schema.columns().stream().noneMatch(c -> hasInstant(c.type()))) {
      return Set.of();
    }
    return Set.copyOf(
        session.rows(
            "SELECT DISTINCT file_name FROM parquet_schema(%s) WHERE type = 'INT96'"
                .formatted(ParquetInput.fileList(files)),
            row -> row.getString(1)));
  }

  private static boolean hasInstant(SqlType type) {
    return !localTimes(type).equals(type);
  }

  /** The same schema with local times for instants. */
  static Schema localTimes(Schema schema) {
    return new Schema(
        schema.columns().stream()
            .map(c -> new Column(c.name(), localTimes(c.type()), c.nullable(), c.comment()))
            .toList());
  }

  private static SqlType localTimes(SqlType type) {
    if (type instanceof SqlType.Struct struct) {
      return new SqlType.Struct(localTimes(struct.fields()));
    }
    if (type instanceof SqlType.Array array) {
      return new SqlType.Array(localTimes(array.element()), array.containsNull());
    }
    if (type instanceof SqlType.MapOf map) {
      return new SqlType.MapOf(
          localTimes(map.key()), localTimes(map.value()), map.valueContainsNull());
    }
    return type == Scalar.TIMESTAMP ? Scalar.TIMESTAMP_NTZ : type;
  }
}
