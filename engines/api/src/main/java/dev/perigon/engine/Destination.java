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
 * @param noRows what to write of no rows
 */
public record Destination(
    URI folder, Schema schema, List<String> partitionBy, long targetFileBytes, NoRows noRows) {
  public Destination {
    partitionBy = List.copyOf(partitionBy);
  }

  /** For a table, to which a file without rows adds nothing. */
  public Destination(URI folder, Schema schema, List<String> partitionBy, long targetFileBytes) {
    this(folder, schema, partitionBy, targetFileBytes, NoRows.NO_FILE);
  }

  /** For people: one file, which of no rows still tells the columns. */
  public static Destination oneFile(URI folder, Schema schema) {
    return new Destination(folder, schema, List.of(), ONE_FILE, NoRows.EMPTY_FILE);
  }

  /** What becomes of a query without rows. */
  public enum NoRows {
    NO_FILE,
    EMPTY_FILE
  }

  private static final long ONE_FILE = 1L << 50;

  /** 128 MiB, Delta's usual size. */
  public static final long DEFAULT_FILE_BYTES = 128L << 20;
}
