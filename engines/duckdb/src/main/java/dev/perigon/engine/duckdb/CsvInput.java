package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.literalForDuckDb;
import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.Compression;
import dev.perigon.engine.files.FileNames;
import dev.perigon.engine.files.SourceColumns;
import dev.perigon.engine.files.SourceOpener;
import dev.perigon.engine.files.SourceRows;
import dev.perigon.engine.files.UnknownColumns;
import dev.perigon.engine.files.csv.CsvHeader;
import dev.perigon.engine.files.csv.CsvOptions;
import dev.perigon.engine.files.csv.CsvOptions.Mode;
import dev.perigon.engine.files.csv.CsvRows;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * CSV files. DuckDB's parallel reader takes what is well-formed; a file set with anything else in
 * it goes through the exact reader, row by row, which knows the modes and the line numbers.
 */
final class CsvInput {
  /** Files of one layout can be read by one scan. */
  private record Layout(CsvHeader header, Compression compression) {}

  private record SourceFile(String name, StoredFile stored, Path path, Layout layout) {}

  private final SourceFiles source;
  private final SourceOpener opener;
  private final CsvOptions options;
  private final Schema schema;
  private final ZoneId zone;
  private final LocalTimes times;
  private final List<SourceFile> files = new ArrayList<>();

  CsvInput(SourceFiles source, Session session, ZoneId zone) {
    SourceColumns.check(source);
    this.source = source;
    this.opener = new LocalSources(session);
    this.zone = zone;
    this.times = new LocalTimes(zone);
    this.options = CsvOptions.of(source.options());
    this.schema = source.schema();
    for (StoredFile file : source.files()) {
      addFile(file, session.local(file));
    }
  }

  private void addFile(StoredFile file, Path path) {
    String name = FileNames.display(file.location());
    Compression compression = LocalSources.compression(file.location());
    try (InputStream in = opener.open(file)) {
      CsvHeader.read(in, options, schema, name)
          .ifPresent(
              header ->
                  files.add(new SourceFile(name, file, path, new Layout(header, compression))));
    } catch (IOException e) {
      throw DuckDbErrors.unreadable(name, e);
    }
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /** Whether every column of every row must be looked at to know which rows there are. */
  boolean mustCheck() {
    return options.mode() != Mode.FAILFAST;
  }

  /** Whether DuckDB's reader understands these files as the exact one does. */
  boolean fits() {
    return options.plain()
        && files.stream()
            .map(file -> file.layout().header())
            .allMatch(header -> header.names().size() > 1 && mayLeaveOut(header))
        && files.stream().noneMatch(this::endsInALongLine);
  }

  private boolean endsInALongLine(SourceFile file) {
    try (InputStream content = opener.open(file.stored())) {
      return LastLine.isLong(file.path(), file.layout().compression(), content);
    } catch (IOException e) {
      throw DuckDbErrors.unreadable(file.name(), e);
    }
  }

  private boolean mayLeaveOut(CsvHeader header) {
    return header.isKnown() || options.unknown() == UnknownColumns.IGNORE;
  }

  /** A query over DuckDB's reader; it fails on anything that is not plainly right. */
  String fast() {
    Map<Layout, List<Path>> layouts = new LinkedHashMap<>();
    for (SourceFile file : files) {
      layouts.computeIfAbsent(file.layout(), layout -> new ArrayList<>()).add(file.path());
    }
    return layouts.entrySet().stream()
        .map(entry -> select(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(" UNION ALL "));
  }

  /** Counts that make DuckDB look at every field. */
  String check() {
    return java.util.stream.IntStream.range(0, schema.columns().size())
        .mapToObj(i -> "count(c" + i + ")")
        .collect(
            Collectors.joining(
                ", ", "SELECT ", " FROM (" + fast() + ") AS checked(" + numbered() + ")"));
  }

  private String numbered() {
    return java.util.stream.IntStream.range(0, schema.columns().size())
        .mapToObj(i -> "c" + i)
        .collect(Collectors.joining(", "));
  }

  private String select(Layout layout, List<Path> paths) {
    char quote = options.quote().orElseThrow();
    var inner = new ArrayList<String>();
    var outer = new ArrayList<String>();
    for (int i = 0; i < schema.columns().size(); i++) {
      Column column = schema.columns().get(i);
      int field = layout.header().columns().get(i);
      String text = field < 0 ? "CAST(NULL AS VARCHAR)" : text("f" + field);
      CsvCast cast = CsvCast.of(column.type(), "t" + i, "v" + i, times, quote);
      inner.add("%s AS t%d".formatted(text, i));
      inner.add(
          "%s AS v%d".formatted(CsvCast.of(column.type(), text, "", times, quote).value(), i));
      outer.add("%s AS %s".formatted(cast.check(), quoteForDuckDb(column.name())));
    }
    if (source.tellsFiles()) {
      inner.add(FileFacts.PATH);
      outer.add(FileFacts.PATH);
    }
    String select =
        "SELECT %s FROM (SELECT %s FROM %s)"
            .formatted(String.join(", ", outer), String.join(", ", inner), readCsv(layout, paths));
    return WholeRows.of(select, schema);
  }

  private String text(String field) {
    return options.nullValue().isEmpty()
        ? field
        : "nullif(%s, %s)".formatted(field, literalForDuckDb(options.nullValue()));
  }

  private String readCsv(Layout layout, List<Path> paths) {
    String columns =
        java.util.stream.IntStream.range(0, layout.header().names().size())
            .mapToObj(i -> "'f" + i + "': 'VARCHAR'")
            .collect(Collectors.joining(", ", "{", "}"));
    String quote = literalForDuckDb(options.quote().orElseThrow().toString());
    return ("read_csv(%s, auto_detect = false, hive_partitioning = false, strict_mode = true,"
            + " header = %s, delim = %s, quote = %s, escape = %s, nullstr = '',"
            + " allow_quoted_nulls = %s, compression = '%s', columns = %s%s)")
        .formatted(
            ParquetInput.fileList(paths),
            options.header(),
            literalForDuckDb(options.delimiter()),
            quote,
            quote,
            options.nullValue().isEmpty(),
            LocalSources.duckDbName(layout.compression()),
            columns,
            source.tellsFiles() ? ", filename = '" + FileFacts.PATH + "'" : "");
  }

  /** The same rows by the exact reader. */
  JavaScan exact() {
    List<JavaScan.Opener> parts =
        files.stream().<JavaScan.Opener>map(file -> () -> open(file)).toList();
    return new JavaScan(FileFacts.told(source), parts, options.mode() == Mode.FAILFAST);
  }

  private SourceRows open(SourceFile file) throws IOException {
    var rows =
        CsvRows.withHeader(
            file.name(), opener.open(file.stored()), options, schema, file.layout().header(), zone);
    return FileFacts.told(rows, source, file.path());
  }
}
