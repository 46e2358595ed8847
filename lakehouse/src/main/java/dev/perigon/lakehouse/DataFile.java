package dev.perigon.lakehouse;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * A Parquet file of a table.
 *
 * @param location absolute
 * @param size bytes
 * @param modified milliseconds since the epoch
 * @param partitionValues logical column name to its Delta text; a null partition value is an absent
 *     key
 * @param deletedRows positions (from 0) of rows that a deletion vector takes off, ascending; empty
 *     for most files
 * @param writer lets readers of Perigon's own files save a look into each footer
 * @param clusteredBy the columns by which its rows were put together, as whoever did it says
 */
public record DataFile(
    URI location,
    long size,
    long modified,
    Map<String, String> partitionValues,
    Optional<FileStatistics> statistics,
    long[] deletedRows,
    Writer writer,
    Optional<String> clusteredBy) {
  /** A file in no particular order. */
  public DataFile(
      URI location,
      long size,
      long modified,
      Map<String, String> partitionValues,
      Optional<FileStatistics> statistics,
      long[] deletedRows,
      Writer writer) {
    this(
        location,
        size,
        modified,
        partitionValues,
        statistics,
        deletedRows,
        writer,
        Optional.empty());
  }

  /** A file of which nobody says who wrote it. */
  public DataFile(
      URI location,
      long size,
      long modified,
      Map<String, String> partitionValues,
      Optional<FileStatistics> statistics,
      long[] deletedRows) {
    this(location, size, modified, partitionValues, statistics, deletedRows, Writer.UNKNOWN);
  }

  /** Whose habits a file follows. */
  public enum Writer {
    /** Days and instants are stored as Parquet's specification has it. */
    PERIGON,
    UNKNOWN
  }
}
