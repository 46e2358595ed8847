package dev.perigon.engine.duckdb;

import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBWritableVector;

/** Passes values between Java and DuckDB's vectors. Nested values, intervals and bytes cannot. */
final class Vectors {
  private Vectors() {}

  static DuckDBLogicalType type(SqlType type) throws SQLException {
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
          throw new IllegalArgumentException("Vectors cannot pass " + type);
    };
  }

  /** As {@code Rows.value} gives it. */
  static Object read(DuckDBReadableVector vector, long row, SqlType type) {
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

  /** Writes {@code column} of the first {@code count} rows. */
  static void write(
      DuckDBWritableVector vector, Object[][] rows, int count, int column, SqlType type) {
    if (type == Scalar.STRING) {
      TextVectors.write(vector, rows, count, column);
    } else {
      for (int row = 0; row < count; row++) {
        write(vector, row, rows[row][column], type);
      }
    }
  }

  static void write(DuckDBWritableVector vector, long row, Object value, SqlType type) {
    if (value == null) {
      vector.setNull(row);
    } else if (type instanceof SqlType.Decimal decimal) {
      vector.setBigDecimal(row, ((BigDecimal) value).setScale(decimal.scale()));
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
      case DATE -> vector.setDate(row, (LocalDate) value);
      case TIMESTAMP -> vector.setOffsetDateTime(row, ((Instant) value).atOffset(ZoneOffset.UTC));
      case TIMESTAMP_NTZ -> vector.setTimestamp(row, (LocalDateTime) value);
      case BINARY, DAY_TIME_INTERVAL, YEAR_MONTH_INTERVAL, VOID -> throw new AssertionError(type);
    }
  }
}
