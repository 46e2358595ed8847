package dev.perigon.lakehouse;

import java.util.Map;

/**
 * Row count and per-column statistics of one file.
 *
 * @param rows in the file; deletion vectors are not taken off
 * @param columns by column path; nested fields are joined with dots
 */
public record FileStatistics(long rows, Map<String, ColumnStatistics> columns) {
  public FileStatistics {
    columns = Map.copyOf(columns);
  }

  /**
   * @param min text in the form that Delta's JSON statistics use (numbers plain, dates ISO,
   *     timestamps ISO, with Z when they are instants); empty when unknown, all null, or when a NaN
   *     is among the values. Bounds may lie outwards of the values.
   */
  public record ColumnStatistics(
      java.util.Optional<String> min, java.util.Optional<String> max, long nulls) {}
}
