package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.literalForDuckDb;
import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.Compression;
import dev.perigon.engine.files.SourceColumns;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * JSON files: one object a line, or arrays of objects. A field that an object lacks is null; a
 * value of another type than its column's is an error, except that any value can be a STRING.
 */
final class JsonInput {
  private static final long SHORTEST = 1L << 20;
  private static final long LONGEST_PACKED = 16L << 20;
  private static final long LONGEST = 64L << 20;

  private JsonInput() {}

  /**
   * The schema's columns and, when rows must tell their file, its local path.
   *
   * @param checked false for a faster reading, which refuses some files that are right
   */
  static String select(SourceFiles source, List<Path> files, ZoneId zone, boolean checked) {
    SourceColumns.check(source);
    Map<Compression, List<Integer>> alike = new EnumMap<>(Compression.class);
    for (int i = 0; i < files.size(); i++) {
      Compression compression = LocalSources.compression(source.files().get(i).location());
      alike.computeIfAbsent(compression, c -> new ArrayList<>()).add(i);
    }
    String items = items(source, new LocalTimes(zone), checked);
    return alike.entrySet().stream()
        .map(part -> "SELECT %s FROM %s".formatted(items, scan(source, files, part, checked)))
        .map(select -> WholeRows.of(select, source.schema()))
        .collect(Collectors.joining(" UNION ALL "));
  }

  /**
   * The same from {@code table}, which has the columns that {@link #passed} says, named c0, c1, …
   */
  static String selectPlain(SourceFiles source, String table, ZoneId zone) {
    var times = new LocalTimes(zone);
    List<Column> columns = FileFacts.told(source).columns();
    List<String> items = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      String value = "c" + i;
      if (!isPlain(column.type())) {
        value = new JsonCast(column, times).expression("CAST(c%d AS JSON)".formatted(i));
      }
      items.add(value + " AS " + quoteForDuckDb(column.name()));
    }
    return "SELECT %s FROM %s".formatted(String.join(", ", items), table);
  }

  /** The same columns, those that are not plain as text. */
  static Schema passed(Schema schema) {
    return new Schema(
        schema.columns().stream()
            .map(c -> isPlain(c.type()) ? c : Column.of(c.name(), Scalar.STRING))
            .toList());
  }

  private static boolean isPlain(SqlType type) {
    return type instanceof SqlType.Decimal || type instanceof Scalar && type != Scalar.BINARY;
  }

  private static String items(SourceFiles source, LocalTimes times, boolean checked) {
    List<String> items = new ArrayList<>();
    source.schema().columns().forEach(column -> items.add(item(column, times, checked)));
    if (source.tellsFiles()) {
      items.add(FileFacts.PATH);
    }
    return String.join(", ", items);
  }

  private static String item(Column column, LocalTimes times, boolean checked) {
    String name = quoteForDuckDb(column.name());
    String value =
        checked
            ? new JsonCast(column, times).expression(name)
            : new PlainJson(column, times).expression(name);
    return value + " AS " + quoteForDuckDb(column.name());
  }

  /** What one object may take, in bytes. DuckDB gives each thread twice as much at once. */
  private static long longest(SourceFiles source, Map.Entry<Compression, List<Integer>> part) {
    if (part.getKey() != Compression.NONE) {
      return LONGEST_PACKED;
    }
    long largest =
        part.getValue().stream().mapToLong(i -> source.files().get(i).size()).max().orElse(0);
    return Math.max(SHORTEST, Math.min(largest, LONGEST));
  }

  private static String scan(
      SourceFiles source,
      List<Path> files,
      Map.Entry<Compression, List<Integer>> part,
      boolean checked) {
    String columns =
        source.schema().columns().stream()
            .map(
                c ->
                    literalForDuckDb(c.name())
                        + ": '"
                        + (checked ? "JSON" : PlainJson.scanned(c))
                        + "'")
            .collect(Collectors.joining(", ", "{", "}"));
    return ("read_json(%s, format = 'auto', records = 'true', hive_partitioning = false,"
            + " compression = '%s', maximum_object_size = %d, columns = %s%s)")
        .formatted(
            ParquetInput.fileList(part.getValue().stream().map(files::get).toList()),
            LocalSources.duckDbName(part.getKey()),
            longest(source, part),
            columns,
            source.tellsFiles() ? ", filename = '" + FileFacts.PATH + "'" : "");
  }
}
