package dev.perigon.engine;

import dev.perigon.sql.type.Schema;
import java.net.URI;
import java.util.List;

/**
 * Where an engine writes.
 *
 * @param folder may not exist yet; on any file system
 * @param schema the table's columns: the query's columns are cast to these types, by position
 * @param partitionBy columns whose values go into the path and not into the files
 * @param targetFileBytes about how large one file should become
 */
public record Destination(
    URI folder, Schema schema, List<String> partitionBy, long targetFileBytes) {
  public Destination {
    partitionBy = List.copyOf(partitionBy);
  }

  /** 128 MiB, Delta's usual size. */
  public static final long DEFAULT_FILE_BYTES = 128L << 20;
}
