package dev.perigon.engine.files;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.csv.CsvHeader;
import dev.perigon.engine.files.csv.CsvOptions;
import dev.perigon.engine.files.csv.CsvOptions.Mode;
import dev.perigon.engine.files.csv.CsvRows;
import dev.perigon.engine.files.csv.TextLines;
import dev.perigon.engine.files.json.JsonOptions;
import dev.perigon.engine.files.json.JsonRows;
import dev.perigon.engine.files.json.JsonRows.Values;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** Opens the files of one {@code read_files} of CSV, JSON or text, row by row. */
public final class SourceReader {
  private final SourceFiles source;
  private final CsvOptions options;
  private final JsonOptions json;
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
    boolean json = source.format().equals("json");
    this.options = CsvOptions.of(json ? Map.of() : source.options());
    this.json = JsonOptions.of(json ? source.options() : Map.of());
  }

  /**
   * The rows of {@code file}.
   *
   * @throws dev.perigon.sql.error.PerigonException DATA when a CSV header does not fit the schema
   */
  public SourceRows open(StoredFile file) throws IOException {
    String name = FileNames.display(file.location());
    return switch (source.format()) {
      case "csv" -> csv(file, name);
      case "json" -> json(file, name, Values.TYPED);
      default -> new TextLines(name, opener.open(file), options.charset());
    };
  }

  /**
   * The same rows of JSON, with values that are not plain (nested ones and BINARY) as JSON text.
   */
  public SourceRows openPlain(StoredFile file) throws IOException {
    return json(file, FileNames.display(file.location()), Values.PLAIN);
  }

  private SourceRows json(StoredFile file, String name, Values values) throws IOException {
    return JsonRows.of(name, opener.open(file), source.schema(), json, zone, values);
  }

  /** Whether {@link #open(StoredFile, long, long)} may be tried. */
  public boolean isDivisible(StoredFile file) {
    boolean plain = Compression.of(file.location()).equals(Optional.of(Compression.NONE));
    boolean lines = TextLines.endsLinesByBytes(options.charset());
    return switch (source.format()) {
      case "csv" -> plain && lines && countsNoLines();
      case "json" -> plain && json.rescuedDataColumn().isEmpty();
      default -> plain && lines;
    };
  }

  /** Lines are counted from the start of a file; a part does not know how many are before it. */
  private boolean countsNoLines() {
    return options.mode() == Mode.FAILFAST
        && options.rescuedDataColumn().isEmpty()
        && options.skipRows() == 0;
  }

  /**
   * The rows of one part of a divisible file: of the lines that start after byte {@code start} (or
   * with it, when it is 0) and up to byte {@code end}.
   *
   * @throws IndivisibleException also while reading, when the file cannot be read in these parts
   */
  public SourceRows open(StoredFile file, long start, long end) throws IOException {
    String name = FileNames.display(file.location());
    try {
      return new PartRows(name, part(file, name, start, end));
    } catch (PerigonException e) {
      throw new IndivisibleException(name);
    }
  }

  private SourceRows part(StoredFile file, String name, long start, long end) throws IOException {
    Optional<CsvHeader> header =
        source.format().equals("csv") ? header(file, name) : Optional.empty();
    var lines = new LinePart(opener.open(file, start), start, end);
    if (source.format().equals("json")) {
      return JsonRows.ofLines(name, lines, source.schema(), json, zone);
    }
    if (source.format().equals("text")) {
      return new TextLines(name, lines, options.charset());
    }
    if (header.isEmpty()) {
      lines.close();
      return new NoRows();
    }
    return start == 0
        ? CsvRows.withHeader(name, lines, options, source.schema(), header.get(), zone)
        : CsvRows.withoutHeader(name, lines, options, source.schema(), header.get(), zone);
  }

  private SourceRows csv(StoredFile file, String name) throws IOException {
    Optional<CsvHeader> header = header(file, name);
    return header.isEmpty()
        ? new NoRows()
        : CsvRows.withHeader(name, opener.open(file), options, source.schema(), header.get(), zone);
  }

  private Optional<CsvHeader> header(StoredFile file, String name) throws IOException {
    try (InputStream in = opener.open(file)) {
      return CsvHeader.read(in, options, source.schema(), name);
    }
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
