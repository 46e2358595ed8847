package dev.perigon.lakehouse;

import java.util.Map;

/**
 * Row count and per-column statistics of one file.
 *
 * @param columns by column path; nested fields are joined with dots
 */
public record FileStatistics(long rows, Map<String, ColumnStatistics> columns) {
  public FileStatistics {
    columns = Map.copyOf(columns);
  }

  /**
   * @param min text in the form that Delta's JSON statistics use (numbers plain, dates ISO,
   *     timestamps ISO with milliseconds and Z); empty when unknown or all null. Bounds may be
   *     truncated outwards.
   */
  public record ColumnStatistics(
      java.util.Optional<String> min, java.util.Optional<String> max, long nulls) {}
}
