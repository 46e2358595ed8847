package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStore;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Schema;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Makes the views that rendered queries read their inputs from. */
final class Inputs {
  private final FileStore files;

  Inputs(FileStore files) {
    this.files = files;
  }

  void createView(Session session, String name, Slice slice) throws SQLException {
    session.execute("CREATE TEMP VIEW %s AS %s".formatted(name, select(session, name, slice)));
  }

  private String select(Session session, String name, Slice slice) throws SQLException {
    if (slice instanceof Slice.Delta delta) {
      return delta.files().isEmpty()
          ? empty(delta.schema())
          : new DeltaInput(delta, localData(delta.files())).select(session, name);
    }
    var source = (SourceFiles) slice;
    if (source.files().isEmpty()) {
      return empty(source.schema());
    }
    List<Path> local = source.files().stream().map(files::local).toList();
    return switch (source.format()) {
      case "csv" -> CsvInput.select(source, local);
      case "parquet" -> ParquetInput.select(source.schema(), source.schema(), local, "");
      default -> throw DuckDbErrors.unknownFormat(source.format());
    };
  }

  private List<Path> localData(List<DataFile> data) {
    return data.stream()
        .map(file -> new StoredFile(file.location(), file.size(), file.modified()))
        .map(files::local)
        .toList();
  }

  /** No rows, right types. */
  static String empty(Schema schema) {
    return schema.columns().stream()
        .map(
            c ->
                "CAST(NULL AS %s) AS %s"
                    .formatted(DuckDbTypes.name(c.type()), quoteForDuckDb(c.name())))
        .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
  }
}
