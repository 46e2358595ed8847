package dev.perigon.lakehouse;

import dev.perigon.sql.type.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table at one version. */
public interface Snapshot {
  URI location();

  /** The table's own; another one when it was removed and made anew. */
  String tableId();

  long version();

  Instant committedAt();

  Schema schema();

  /**
   * The same shape as {@link #schema()} with the names that the Parquet files use (they differ only
   * with column mapping).
   */
  Schema physicalSchema();

  List<String> partitionColumns();

  Map<String, String> properties();

  Optional<String> comment();

  /** The live data files; of their statistics only the row count. */
  List<DataFile> files();

  /** The live data files with all their statistics. */
  List<DataFile> filesWithStatistics();

  /** Rows over all files, deletion vectors taken off; empty when some file has no statistics. */
  Optional<Long> rows();

  /** The text that a flow stored with its last commit, by domain. */
  Map<String, String> cursors();
}
