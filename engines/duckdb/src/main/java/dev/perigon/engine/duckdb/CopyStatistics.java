package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.engine.Destination;
import dev.perigon.lakehouse.FileStatistics;
import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code COPY … (RETURN_STATS)} says about one file, in Delta's words.
 *
 * @param columns row count and column statistics
 * @param partitionValues by column name; nulls are absent
 */
record CopyStatistics(Optional<FileStatistics> columns, Map<String, String> partitionValues) {

  static CopyStatistics of(ResultSet row, Destination where) throws SQLException {
    var columns = new HashMap<String, ColumnStatistics>();
    collect(where.schema(), "", "", maps(row.getObject("column_statistics")), columns);
    return new CopyStatistics(
        Optional.of(new FileStatistics(row.getLong("count"), columns)), partitions(row, where));
  }

  private static void collect(
      Schema schema,
      String quotedPrefix,
      String prefix,
      Map<?, ?> statistics,
      Map<String, ColumnStatistics> into) {
    for (Column column : schema.columns()) {
      String quoted = quotedPrefix + quoteForDuckDb(column.name());
      String path = prefix + column.name();
      if (column.type() instanceof SqlType.Struct struct) {
        collect(struct.fields(), quoted + ".", path + ".", statistics, into);
      } else if (statistics.get(quoted) instanceof Map<?, ?> values) {
        into.put(path, StatisticsText.of(values, column.type()));
      }
    }
  }

  private static Map<String, String> partitions(ResultSet row, Destination where)
      throws SQLException {
    var values = new HashMap<String, String>();
    Map<?, ?> keys = maps(row.getObject("partition_keys"));
    for (String name : where.partitionBy()) {
      Column column = where.schema().find(name).orElseThrow();
      Object text = keys.get(column.name());
      if (text != null) {
        values.put(column.name(), PartitionValues.format((String) text, column.type()));
      }
    }
    return values;
  }

  private static Map<?, ?> maps(Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
