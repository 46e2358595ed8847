package dev.perigon.engine.duckdb;

import dev.perigon.lakehouse.ColumnBounds;
import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/** Column statistics as DuckDB writes them. */
final class StatisticsText {
  private StatisticsText() {}

  static ColumnStatistics of(Map<?, ?> values, SqlType type) {
    long nulls = Long.parseLong((String) values.get("null_count"));
    boolean bounded =
        values.get("min") != null
            && values.get("max") != null
            && !"true".equals(values.get("has_nan"));
    return bounded
        ? ColumnBounds.of(
            type,
            value((String) values.get("min"), type),
            value((String) values.get("max"), type),
            nulls)
        : ColumnBounds.of(type, null, null, nulls);
  }

  private static Object value(String text, SqlType type) {
    if (type instanceof SqlType.Decimal) {
      return new BigDecimal(text);
    }
    return type instanceof Scalar scalar ? value(text, scalar) : null;
  }

  /** Null for what Java's types do not hold: infinities, years of more than four digits. */
  private static Object value(String text, Scalar type) {
    return switch (type) {
      case STRING -> text;
      case BYTE, SHORT, INTEGER, LONG -> Long.valueOf(text);
      case FLOAT, DOUBLE ->
          text.contains("inf") || text.contains("nan") ? null : Double.valueOf(text);
      case DATE -> text.matches("\\d{4}-\\d{2}-\\d{2}") ? LocalDate.parse(text) : null;
      case TIMESTAMP -> DuckDbTimes.instant(text).orElse(null);
      case TIMESTAMP_NTZ -> DuckDbTimes.local(text).orElse(null);
      default -> null;
    };
  }
}
