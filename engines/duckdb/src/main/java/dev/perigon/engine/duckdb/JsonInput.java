package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.literalForDuckDb;
import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.Compression;
import dev.perigon.engine.files.SourceColumns;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Column;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
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

  static String select(SourceFiles source, List<Path> files, ZoneId zone) {
    var times = new LocalTimes(zone);
    SourceColumns.check(source);
    String columns =
        source.schema().columns().stream()
            .map(c -> literalForDuckDb(c.name()) + ": 'JSON'")
            .collect(Collectors.joining(", ", "{", "}"));
    String items =
        source.schema().columns().stream()
            .map(column -> item(column, times))
            .collect(Collectors.joining(", "));
    String select = "SELECT %s FROM %s".formatted(items, scan(source, files, columns));
    return WholeRows.of(select, source.schema());
  }

  private static String item(Column column, LocalTimes times) {
    String value = new JsonCast(column, times).expression(quoteForDuckDb(column.name()));
    return value + " AS " + quoteForDuckDb(column.name());
  }

  /** What one object may take, in bytes. DuckDB gives each thread twice as much at once. */
  private static long longest(SourceFiles source, Compression compression) {
    if (compression != Compression.NONE) {
      return LONGEST_PACKED;
    }
    long largest = source.files().stream().mapToLong(StoredFile::size).max().orElse(0);
    return Math.max(SHORTEST, Math.min(largest, LONGEST));
  }

  private static String scan(SourceFiles source, List<Path> files, String columns) {
    Compression first = LocalSources.compression(source.files().get(0).location());
    if (source.files().stream().anyMatch(f -> LocalSources.compression(f.location()) != first)) {
      throw DuckDbErrors.mixedCompression();
    }
    return ("read_json(%s, format = 'auto', records = 'true', compression = '%s',"
            + " maximum_object_size = %d, columns = %s)")
        .formatted(
            ParquetInput.fileList(files),
            LocalSources.duckDbName(first),
            longest(source, first),
            columns);
  }
}
