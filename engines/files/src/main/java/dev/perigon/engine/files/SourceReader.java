package dev.perigon.engine.files;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.csv.CsvHeader;
import dev.perigon.engine.files.csv.CsvOptions;
import dev.perigon.engine.files.csv.CsvRows;
import dev.perigon.engine.files.csv.TextLines;
import dev.perigon.engine.files.json.JsonRows;
import dev.perigon.lakehouse.FileStore.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.Optional;

/** Opens the files of one {@code read_files} of CSV, JSON or text, row by row. */
public final class SourceReader {
  private final SourceFiles source;
  private final CsvOptions options;
  private final ZoneId zone;
  private final SourceOpener opener;

  /**
   * @param zone of timestamps that name none
   * @throws dev.perigon.sql.error.PerigonException for options or column types that these files
   *     cannot have
   */
  public SourceReader(SourceFiles source, ZoneId zone, SourceOpener opener) {
    SourceColumns.check(source);
    this.source = source;
    this.zone = zone;
    this.opener = opener;
    this.options = CsvOptions.of(source.format().equals("json") ? NO_OPTIONS : source.options());
  }

  private static final java.util.Map<String, String> NO_OPTIONS = java.util.Map.of();

  /**
   * The rows of {@code file}.
   *
   * @throws dev.perigon.sql.error.PerigonException DATA when a CSV header does not fit the schema
   */
  public SourceRows open(StoredFile file) throws IOException {
    String name = FileNames.display(file.location());
    return switch (source.format()) {
      case "csv" -> csv(file, name);
      case "json" -> new JsonRows(name, opener.open(file), source.schema(), zone);
      default -> new TextLines(name, opener.open(file), options.charset());
    };
  }

  private SourceRows csv(StoredFile file, String name) throws IOException {
    Optional<CsvHeader> header;
    try (InputStream in = opener.open(file)) {
      header = CsvHeader.read(in, options, source.schema(), name);
    }
    return header.isEmpty()
        ? new NoRows()
        : new CsvRows(name, opener.open(file), options, source.schema(), header.get(), zone);
  }

  private record NoRows() implements SourceRows {
    @Override
    public Object[] next() {
      return null;
    }

    @Override
    public void close() {}
  }
}
