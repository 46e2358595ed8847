package dev.perigon.engine.duckdb;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.FileNames;
import dev.perigon.engine.files.SourceRows;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.query.FileMetadata;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.duckdb.DuckDBAppender;

/**
 * What rows tell of the file they are from: readers give the path on the local disk, a table knows
 * the rest.
 */
final class FileFacts {
  /** The readers' column. */
  static final String PATH = "perigon_path";

  private FileFacts() {}

  /** The table that knows {@code _metadata} of each of {@code files}. */
  static String table(List<StoredFile> files, Session session, String name) throws SQLException {
    session.createTable(
        name + "_raw",
        "(path VARCHAR, location VARCHAR, name VARCHAR, size BIGINT, modified BIGINT)");
    try (DuckDBAppender appender = session.appender(name + "_raw")) {
      for (StoredFile file : files) {
        List<Object> values = FileNames.metadata(file);
        appender.beginRow();
        appender.append(session.local(file).toString());
        appender.append((String) values.get(0));
        appender.append((String) values.get(1));
        appender.append((long) values.get(2));
        appender.append(((Instant) values.get(3)).toEpochMilli());
        appender.endRow();
      }
    }
    session.createTable(
        name,
        "AS SELECT path AS %2$s, struct_pack(file_path := location, file_name := name, file_size := size, file_modification_time := timezone('UTC', epoch_ms(modified))) AS %3$s FROM %1$s_raw"
            .formatted(name, PATH, FileMetadata.COLUMN.name()));
    return name;
  }

  /** The schema of rows that may also have the path. */
  static Schema told(SourceFiles source) {
    if (!source.tellsFiles()) {
      return source.schema();
    }
    var columns = new ArrayList<>(source.schema().columns());
    columns.add(Column.of(PATH, Scalar.STRING));
    return new Schema(columns);
  }

  static SourceRows told(SourceRows rows, SourceFiles source, Path path) {
    return source.tellsFiles() ? new Told(rows, path.toString()) : rows;
  }

  private record Told(SourceRows rows, String path) implements SourceRows {
    @Override
    public Object[] next() throws IOException {
      Object[] row = rows.next();
      if (row == null) {
        return null;
      }
      Object[] longer = Arrays.copyOf(row, row.length + 1);
      longer[row.length] = path;
      return longer;
    }

    @Override
    public void close() throws IOException {
      rows.close();
    }
  }
}
