package dev.perigon.engine.duckdb;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.FileNames;
import dev.perigon.engine.files.ParquetColumns;
import dev.perigon.engine.files.ParquetRescue;
import dev.perigon.engine.files.SourceSchema;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The schema of source files that declare none. */
final class Inference {
  private Inference() {}

  static Schema schema(SourceFiles source, Session session) throws SQLException {
    Optional<Schema> sampled = SourceSchema.infer(source, new LocalSources(session));
    if (sampled.isPresent()) {
      return sampled.get();
    }
    return ParquetRescue.applies(source)
        ? ParquetColumns.union(List.copyOf(layouts(source.files(), session).keySet()))
        : parquet(source.files(), session);
  }

  /** The files by the columns that they have, those of the first file first. */
  static Map<Schema, List<StoredFile>> layouts(List<StoredFile> source, Session session)
      throws SQLException {
    Map<String, StringBuilder> footers = new HashMap<>();
    session.rows(
        ("SELECT file_name, CAST(row(name, type, num_children, converted_type, scale, precision,"
                + " logical_type) AS VARCHAR) FROM parquet_schema(%s)")
            .formatted(ParquetInput.fileList(source.stream().map(session::local).toList())),
        row ->
            footers
                .computeIfAbsent(row.getString(1), file -> new StringBuilder())
                .append(row.getString(2))
                .append(System.lineSeparator()));
    Map<String, List<StoredFile>> alike = new LinkedHashMap<>();
    for (StoredFile file : source) {
      String footer = footers.get(session.local(file).toString()).toString();
      alike.computeIfAbsent(footer, key -> new ArrayList<>()).add(file);
    }
    Map<Schema, List<StoredFile>> layouts = new LinkedHashMap<>();
    for (List<StoredFile> files : alike.values()) {
      layouts
          .computeIfAbsent(parquet(files.subList(0, 1), session), key -> new ArrayList<>())
          .addAll(files);
    }
    return layouts;
  }

  /** Refuses Parquet files whose columns are not what {@code source} declares. */
  static void checkParquet(SourceFiles source, Session session) throws SQLException {
    if (ParquetColumns.fits(parquet(source.files(), session), source.schema())) {
      return;
    }
    for (StoredFile file : source.files()) {
      String name = FileNames.display(file.location());
      ParquetColumns.check(name, parquet(List.of(file), session), source.schema());
    }
  }

  /** INT96 is how Spark has long stored instants; DuckDB takes them for local times. */
  private static Schema parquet(List<StoredFile> source, Session session) throws SQLException {
    String files = ParquetInput.fileList(source.stream().map(session::local).toList());
    Set<String> instants =
        Set.copyOf(
            session.rows(
                "SELECT DISTINCT name FROM parquet_schema(%s) WHERE type = 'INT96'"
                    .formatted(files),
                row -> row.getString(1)));
    Schema described = describe(files, session);
    return new Schema(
        described.columns().stream()
            .map(
                c ->
                    c.type() == Scalar.TIMESTAMP_NTZ && instants.contains(c.name())
                        ? Column.of(c.name(), Scalar.TIMESTAMP)
                        : c)
            .collect(Collectors.toList()));
  }

  private static Schema describe(String files, Session session) throws SQLException {
    return new Schema(
        session.rows(
            "DESCRIBE FROM read_parquet(%s, union_by_name = true, hive_partitioning = false)"
                .formatted(files),
            row -> Column.of(row.getString(1), TypeText.parse(row.getString(2)))));
  }
}
