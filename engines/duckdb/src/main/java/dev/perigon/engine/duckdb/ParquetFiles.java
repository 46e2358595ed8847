package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;
import static java.util.stream.Collectors.joining;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.FileNames;
import dev.perigon.engine.files.ParquetRescue;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.Namespace;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Analyzer;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.query.SqlSettings;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.duckdb.DuckDBAppender;

/** Makes the query that reads the Parquet files of one {@code read_files}. */
final class ParquetFiles {
  private final SourceFiles source;
  private final Session session;
  private final ZoneId zone;

  ParquetFiles(SourceFiles source, Session session, ZoneId zone) {
    this.source = source;
    this.session = session;
    this.zone = zone;
  }

  /**
   * The schema's columns and, when rows must tell their file, its local path.
   *
   * @param name what temporary tables may start with
   */
  String select(String name) throws SQLException {
    if (!ParquetRescue.applies(source)) {
      Inference.checkParquet(source, session);
      return plain(source);
    }
    Map<Optional<ParquetRescue>, List<StoredFile>> alike = new LinkedHashMap<>();
    for (Map.Entry<Schema, List<StoredFile>> layout :
        Inference.layouts(source.files(), session).entrySet()) {
      String file = FileNames.display(layout.getValue().get(0).location());
      alike
          .computeIfAbsent(
              ParquetRescue.of(file, layout.getKey(), source), reading -> new ArrayList<>())
          .addAll(layout.getValue());
    }
    var parts = new ArrayList<String>();
    for (var group : alike.entrySet()) {
      parts.add(
          group.getKey().isEmpty()
              ? plain(of(source.schema(), group.getValue(), source.tellsFiles()))
              : rescued(group.getKey().get(), group.getValue(), name + "_parquet" + parts.size()));
    }
    return String.join(" UNION ALL ", parts);
  }

  private SourceFiles of(Schema schema, List<StoredFile> files, boolean tellsFiles) {
    return new SourceFiles(source.format(), source.options(), schema, files, tellsFiles);
  }

  private String plain(SourceFiles part) throws SQLException {
    List<Path> files = part.files().stream().map(session::local).toList();
    Set<String> int96 = Int96Files.among(files, part.schema(), zone, session);
    Set<String> legacy = LegacyCalendar.among(files, part.schema(), session);
    Map<FileReading, List<Path>> alike = new LinkedHashMap<>();
    for (Path file : files) {
      alike
          .computeIfAbsent(FileReading.of(file, int96, legacy), reading -> new ArrayList<>())
          .add(file);
    }
    return alike.entrySet().stream()
        .map(group -> select(part, group.getKey(), group.getValue()))
        .collect(joining(" UNION ALL "));
  }

  private static String select(SourceFiles part, FileReading reading, List<Path> files) {
    Schema physical = reading.physical(part.schema());
    String list = ParquetInput.fileList(files);
    String select =
        part.tellsFiles()
            ? ParquetInput.selectTelling(part.schema(), physical, list)
            : ParquetInput.select(part.schema(), physical, list, "");
    return reading.guarded(select, FileFacts.told(part));
  }

  /** Spark's expressions over the columns as they are in the files. */
  private String rescued(ParquetRescue rescue, List<StoredFile> files, String name)
      throws SQLException {
    SourceFiles raw = of(rescue.raw(), files, true);
    List<Column> columns = new ArrayList<>(FileFacts.told(raw).columns());
    columns.add(Column.of(ParquetRescue.FILE, Scalar.STRING));
    String list =
        columns.stream().map(column -> quoteForDuckDb(column.name())).collect(joining(", "));
    String input =
        "SELECT %s FROM (%s) JOIN %s USING (%s)"
            .formatted(list, plain(raw), names(files, name), FileFacts.PATH);
    return "SELECT * FROM (WITH input_0 AS (%s) SELECT * FROM (%s))"
        .formatted(input, rendered(rescue, new Schema(columns)));
  }

  private String names(List<StoredFile> files, String name) throws SQLException {
    session.createTable(
        name, "(%s VARCHAR, %s VARCHAR)".formatted(FileFacts.PATH, ParquetRescue.FILE));
    try (DuckDBAppender appender = session.appender(name)) {
      for (StoredFile file : files) {
        appender.beginRow();
        appender.append(session.local(file).toString());
        appender.append(FileNames.display(file.location()));
        appender.endRow();
      }
    }
    return name;
  }

  private String rendered(ParquetRescue rescue, Schema columns) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < rescue.expressions().size(); i++) {
      String column = source.schema().columns().get(i).name();
      items.add(
          rescue.expressions().get(i) + " AS " + dev.perigon.sql.type.Identifiers.quote(column));
    }
    if (source.tellsFiles()) {
      items.add(FileFacts.PATH);
    }
    var settings = new SqlSettings(new Namespace("perigon", "files"), zone, Map.of());
    SqlText text =
        SqlText.of("rescued data", "SELECT %s FROM files".formatted(String.join(", ", items)));
    AnalyzedQuery query = new Analyzer(settings).analyze(text, rows(columns));
    return ((AnalyzedQuery.Rendering.Sql) query.duckdb()).text();
  }

  private static Resolver rows(Schema columns) {
    return new Resolver() {
      @Override
      public Optional<Resolved> resolve(Relation relation) {
        return Optional.of(new Resolved.Rows(columns));
      }

      @Override
      public List<TableName> candidates() {
        return List.of();
      }
    };
  }
}
