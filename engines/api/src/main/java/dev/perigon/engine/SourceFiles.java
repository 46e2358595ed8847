package dev.perigon.engine;

import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Schema;
import java.util.List;
import java.util.Map;

/**
 * Source files of one {@code read_files}.
 *
 * @param format csv, json, parquet or text
 * @param options read_files' other arguments, keys in lower case
 * @param schema includes {@code _rescued_data} when the options ask for it
 * @param tellsFiles whether rows must also have {@code FileMetadata.COLUMN}, after the schema's
 */
public record SourceFiles(
    String format,
    Map<String, String> options,
    Schema schema,
    List<StoredFile> files,
    boolean tellsFiles)
    implements Slice {
  public SourceFiles(
      String format, Map<String, String> options, Schema schema, List<StoredFile> files) {
    this(format, options, schema, files, false);
  }

  public SourceFiles {
    options = Map.copyOf(options);
    files = List.copyOf(files);
  }
}
