package dev.perigon.engine.duckdb;

import dev.perigon.lakehouse.DataFile;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.Map;

/** Partition values between Delta's text form and DuckDB's types. */
final class PartitionValues {
  private PartitionValues() {}

  /** Refuses columns whose values have no text form. */
  static Column checked(Column column) {
    boolean text =
        column.type() instanceof SqlType.Decimal
            || column.type() instanceof Scalar && column.type() != Scalar.BINARY;
    if (!text) {
      throw DuckDbErrors.notPartition(column);
    }
    return column;
  }

  /** The text of {@code file}'s value for the column, or null. An empty text means null, too. */
  static String of(DataFile file, String column) {
    for (Map.Entry<String, String> entry : file.partitionValues().entrySet()) {
      if (entry.getKey().equalsIgnoreCase(column)) {
        return "".equals(entry.getValue()) ? null : entry.getValue();
      }
    }
    return null;
  }

  /** {@code text}, an expression, read as {@code type}. */
  static String parse(String text, SqlType type) {
    return type == Scalar.BINARY
        ? "encode(%s)".formatted(text)
        : "CAST(%s AS %s)".formatted(text, DuckDbTypes.name(type));
  }

  /** DuckDB's text of a partition value in Delta's form. */
  static String format(String text, SqlType type) {
    return type == Scalar.TIMESTAMP ? DuckDbTimes.instant(text).orElseThrow().toString() : text;
  }
}
