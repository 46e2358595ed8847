package dev.perigon.engine.duckdb;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.duckdb.csv.CsvInference;
import dev.perigon.engine.duckdb.csv.CsvOptions;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The schema of source files that declare none. */
final class Inference {
  private Inference() {}

  static Schema schema(SourceFiles source, Session session) throws SQLException {
    if (source.files().isEmpty()) {
      throw DuckDbErrors.uninferable("the source", "there are no files");
    }
    return switch (source.format()) {
      case "csv" -> csv(source, session);
      case "json" -> describe(session, JsonInput.scan(source, local(source, session), ""));
      case "parquet" -> parquet(source, session);
      case "text" -> TextInput.SCHEMA;
      default -> throw DuckDbErrors.unknownFormat(source.format());
    };
  }

  private static Schema csv(SourceFiles source, Session session) {
    var inference = new CsvInference(CsvOptions.of(source.options()));
    for (StoredFile file : source.files()) {
      try (InputStream in = Compression.of(file.location()).open(session.local(file))) {
        if (!inference.look(in)) {
          break;
        }
      } catch (IOException e) {
        throw DuckDbErrors.unreadable(DuckDbErrors.display(file.location()), e);
      }
    }
    Schema schema = inference.schema();
    if (schema.columns().isEmpty()) {
      throw DuckDbErrors.uninferable(
          DuckDbErrors.display(source.files().get(0).location()), "the file is empty");
    }
    return schema;
  }

  /** INT96 is how Spark has long stored instants; DuckDB takes them for local times. */
  private static Schema parquet(SourceFiles source, Session session) throws SQLException {
    String files = ParquetInput.fileList(local(source, session));
    Set<String> instants =
        Set.copyOf(
            session.rows(
                "SELECT DISTINCT name FROM parquet_schema(%s) WHERE type = 'INT96'"
                    .formatted(files),
                row -> row.getString(1)));
    Schema described =
        describe(
            session,
            "read_parquet(%s, union_by_name = true, hive_partitioning = false)".formatted(files));
    return new Schema(
        described.columns().stream()
            .map(
                c ->
                    c.type() == Scalar.TIMESTAMP_NTZ && instants.contains(c.name())
                        ? Column.of(c.name(), Scalar.TIMESTAMP)
                        : c)
            .collect(Collectors.toList()));
  }

  private static Schema describe(Session session, String source) throws SQLException {
    return new Schema(
        session.rows(
            "DESCRIBE SELECT * FROM " + source,
            row -> Column.of(row.getString(1), TypeText.parse(row.getString(2)))));
  }

  private static List<Path> local(SourceFiles source, Session session) {
    return source.files().stream().map(session::local).toList();
  }
}
