package dev.perigon.engine;

import dev.perigon.lakehouse.DataFile;
import dev.perigon.sql.type.Schema;
import java.util.List;

/** The part of an input that one flow run reads. */
public sealed interface Slice
    permits Slice.Delta, Slice.Changes, SourceFiles, KafkaRecords, KinesisRecords {
  /** The columns that the query sees, in order. */
  Schema schema();

  /**
   * Parquet files of a Delta table.
   *
   * @param physicalSchema same shape as {@code schema}, with the names in the Parquet files
   */
  record Delta(
      Schema schema, Schema physicalSchema, List<String> partitionColumns, List<DataFile> files)
      implements Slice {
    public Delta {
      partitionColumns = List.copyOf(partitionColumns);
      files = List.copyOf(files);
    }
  }

  /** Rows of several slices with the same columns, such as the changes of a Delta table. */
  record Changes(Schema schema, List<Delta> parts) implements Slice {
    public Changes {
      parts = List.copyOf(parts);
    }
  }
}
