package dev.perigon.sql.query;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;

/**
 * The column {@code _metadata}, by which rows of {@code read_files} tell the file they are from.
 */
public final class FileMetadata {
  private FileMetadata() {}

  /** Under Spark's names: location as a URI, its last part, bytes, time of the last change. */
  public static final Schema FIELDS =
      Schema.of(
          new Column("file_path", Scalar.STRING, false, java.util.Optional.empty()),
          new Column("file_name", Scalar.STRING, false, java.util.Optional.empty()),
          new Column("file_size", Scalar.LONG, false, java.util.Optional.empty()),
          new Column(
              "file_modification_time", Scalar.TIMESTAMP, false, java.util.Optional.empty()));

  /** It stands after the columns of the files. */
  public static final Column COLUMN =
      new Column("_metadata", new SqlType.Struct(FIELDS), false, java.util.Optional.empty());
}
