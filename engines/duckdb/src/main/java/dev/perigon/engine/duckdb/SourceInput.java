package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.SourceReader;
import dev.perigon.engine.files.SourceRows;
import dev.perigon.engine.files.json.JsonOptions;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.query.FileMetadata;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes the query that reads the files of one {@code read_files}. */
final class SourceInput {
  private final SourceFiles source;
  private final Session session;
  private final ZoneId zone;
  private final Trust trust;

  SourceInput(SourceFiles source, Session session, ZoneId zone, Trust trust) {
    this.source = source;
    this.session = session;
    this.zone = zone;
    this.trust = trust;
  }

  /**
   * @param name what temporary tables may start with
   */
  String select(String name) throws SQLException {
    if (!source.tellsFiles()) {
      return rows(name);
    }
    if (source.files().isEmpty()) {
      return empty();
    }
    List<String> columns =
        source.schema().names().stream().map(c -> "rows." + quoteForDuckDb(c)).toList();
    return "SELECT %s, files.%s FROM (%s) AS rows JOIN %s AS files USING (%s)"
        .formatted(
            String.join(", ", columns),
            FileMetadata.COLUMN.name(),
            rows(name),
            FileFacts.table(source.files(), session, name + "_files"),
            FileFacts.PATH);
  }

  private String empty() {
    var columns = new ArrayList<>(source.schema().columns());
    if (source.tellsFiles()) {
      columns.add(FileMetadata.COLUMN);
    }
    return Inputs.empty(new Schema(columns));
  }

  /** The schema's columns and, when rows must tell their file, its local path. */
  private String rows(String name) throws SQLException {
    if (source.files().isEmpty()) {
      return empty();
    }
    if (source.format().equals("csv")) {
      return csv(new CsvInput(source, session, zone));
    }
    List<Path> local = source.files().stream().map(session::local).toList();
    if (source.format().equals("parquet")) {
      return new ParquetFiles(source, session, zone).select(name);
    }
    var reader = new SourceReader(source, zone, new LocalSources(session));
    if (source.format().equals("json")) {
      // One file after the other then, so that of several complaints it is always the first.
      boolean open = OpenEnd.isAmong(source, session);
      if (open || trust == Trust.NONE || JsonOptions.of(source.options()).looksAtAll()) {
        return JsonInput.selectPlain(source, session.table(plain(reader, open)), zone);
      }
      session.judge(() -> SourceJudge.verdict(source, reader));
      return JsonInput.select(source, local, zone, trust != Trust.FULL);
    }
    return scan(exact(reader));
  }

  private JavaScan exact(SourceReader reader) {
    return scan(FileFacts.told(source), file -> reader.open(file), false);
  }

  /** Of JSON, whose nested values cannot pass but as text. */
  private JavaScan plain(SourceReader reader, boolean ordered) {
    return scan(JsonInput.passed(FileFacts.told(source)), file -> reader.openPlain(file), ordered);
  }

  private interface Opening {
    SourceRows open(StoredFile file) throws IOException;
  }

  private JavaScan scan(Schema schema, Opening opening, boolean ordered) {
    List<JavaScan.Opener> parts =
        source.files().stream()
            .<JavaScan.Opener>map(
                file -> () -> FileFacts.told(opening.open(file), source, session.local(file)))
            .toList();
    return new JavaScan(schema, parts, ordered);
  }

  private String csv(CsvInput input) throws SQLException {
    if (input.isEmpty()) {
      return source.tellsFiles() ? Inputs.empty(FileFacts.told(source)) : empty();
    }
    if (!input.fits() || (trust != Trust.FULL || input.mustCheck()) && !passes(input)) {
      return scan(input.exact());
    }
    return input.fast();
  }

  private boolean passes(CsvInput input) throws SQLException {
    try {
      session.rows(input.check(), row -> row.getLong(1));
      return true;
    } catch (SQLException e) {
      if (Inputs.isDoubtful(e) || DuckDbErrors.hidden(e)) {
        return false;
      }
      throw e;
    }
  }

  private String scan(JavaScan scan) throws SQLException {
    String table = session.table(scan);
    List<Column> columns = scan.schema().columns();
    var items = new ArrayList<String>();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      String value = column.type() == Scalar.BINARY ? "encode(c" + i + ")" : "c" + i;
      items.add(value + " AS " + quoteForDuckDb(column.name()));
    }
    return items.stream().collect(Collectors.joining(", ", "SELECT ", " FROM " + table));
  }
}
