package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBWritableVector;

/** Makes Java functions callable from SQL, as the embedded engine does. */
final class ScalarFunctions {
  private ScalarFunctions() {}

  static void register(DuckDBConnection connection, List<JavaFunction> functions)
      throws SQLException {
    for (JavaFunction function : functions) {
      register(connection, function);
    }
  }

  private static void register(DuckDBConnection connection, JavaFunction function)
      throws SQLException {
    try (var builder = DuckDBFunctions.scalarFunction()) {
      builder.withName(function.name());
      for (SqlType parameter : function.parameters()) {
        try (DuckDBLogicalType type = logical(parameter)) {
          builder.withParameter(type);
        }
      }
      try (DuckDBLogicalType type = logical(function.result())) {
        builder.withReturnType(type);
      }
      builder.withVectorizedFunction((rows, result) -> apply(function, rows, result));
      builder.register(connection);
    }
  }

  private static DuckDBLogicalType logical(SqlType type) throws SQLException {
    return type instanceof SqlType.Decimal decimal
        ? DuckDBLogicalType.decimal(decimal.precision(), decimal.scale())
        : DuckDBLogicalType.of(columnType((Scalar) type));
  }

  private static DuckDBColumnType columnType(Scalar type) {
    return switch (type) {
      case BOOLEAN -> DuckDBColumnType.BOOLEAN;
      case BYTE -> DuckDBColumnType.TINYINT;
      case SHORT -> DuckDBColumnType.SMALLINT;
      case INTEGER -> DuckDBColumnType.INTEGER;
      case LONG -> DuckDBColumnType.BIGINT;
      case FLOAT -> DuckDBColumnType.FLOAT;
      case DOUBLE -> DuckDBColumnType.DOUBLE;
      case STRING -> DuckDBColumnType.VARCHAR;
      case DATE -> DuckDBColumnType.DATE;
      case TIMESTAMP -> DuckDBColumnType.TIMESTAMP_WITH_TIME_ZONE;
      case TIMESTAMP_NTZ -> DuckDBColumnType.TIMESTAMP;
      case BINARY, DAY_TIME_INTERVAL, YEAR_MONTH_INTERVAL, VOID ->
          throw new IllegalArgumentException("Functions cannot pass " + type);
    };
  }

  private static void apply(
      JavaFunction function, DuckDBDataChunkReader rows, DuckDBWritableVector result) {
    int width = function.parameters().size();
    for (long row = 0; row < rows.rowCount(); row++) {
      List<Object> arguments = new ArrayList<>(width);
      for (int i = 0; i < width; i++) {
        arguments.add(read(rows.vector(i), row, function.parameters().get(i)));
      }
      write(result, row, function.implementation().apply(arguments), function.result());
    }
  }

  private static Object read(DuckDBReadableVector vector, long row, SqlType type) {
    if (vector.isNull(row)) {
      return null;
    }
    if (type instanceof SqlType.Decimal) {
      return vector.getBigDecimal(row);
    }
    return switch ((Scalar) type) {
      case BOOLEAN -> (Object) vector.getBoolean(row);
      case BYTE -> vector.getByte(row);
      case SHORT -> vector.getShort(row);
      case INTEGER -> vector.getInt(row);
      case LONG -> vector.getLong(row);
      case FLOAT -> vector.getFloat(row);
      case DOUBLE -> vector.getDouble(row);
      case STRING -> vector.getString(row);
      case DATE -> vector.getLocalDate(row);
      case TIMESTAMP -> vector.getOffsetDateTime(row).toInstant();
      case TIMESTAMP_NTZ -> vector.getLocalDateTime(row);
      case BINARY, DAY_TIME_INTERVAL, YEAR_MONTH_INTERVAL, VOID -> throw new AssertionError(type);
    };
  }

  private static void write(DuckDBWritableVector vector, long row, Object value, SqlType type) {
    if (value == null) {
      vector.setNull(row);
    } else if (type instanceof SqlType.Decimal decimal) {
      vector.setBigDecimal(row, ((java.math.BigDecimal) value).setScale(decimal.scale()));
    } else {
      writeScalar(vector, row, value, (Scalar) type);
    }
  }

  private static void writeScalar(
      DuckDBWritableVector vector, long row, Object value, Scalar type) {
    switch (type) {
      case BOOLEAN -> vector.setBoolean(row, (Boolean) value);
      case BYTE -> vector.setByte(row, (Byte) value);
      case SHORT -> vector.setShort(row, (Short) value);
      case INTEGER -> vector.setInt(row, (Integer) value);
      case LONG -> vector.setLong(row, (Long) value);
      case FLOAT -> vector.setFloat(row, (Float) value);
      case DOUBLE -> vector.setDouble(row, (Double) value);
      case STRING -> vector.setString(row, (String) value);
      case DATE -> vector.setDate(row, (java.time.LocalDate) value);
      case TIMESTAMP ->
          vector.setOffsetDateTime(
              row, ((java.time.Instant) value).atOffset(java.time.ZoneOffset.UTC));
      case TIMESTAMP_NTZ -> vector.setTimestamp(row, (LocalDateTime) value);
      case BINARY, DAY_TIME_INTERVAL, YEAR_MONTH_INTERVAL, VOID -> throw new AssertionError(type);
    }
  }
}
