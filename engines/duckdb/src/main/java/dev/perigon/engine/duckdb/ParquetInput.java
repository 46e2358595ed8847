package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.literalForDuckDb;
import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads Parquet files by name: columns that a file lacks are null, types are as declared. */
final class ParquetInput {
  private static final Pattern PATTERN = Pattern.compile("[*?\\[]");

  private ParquetInput() {}

  /**
   * @param physical same shape as {@code logical}, with the names in the files
   * @param files a list of paths in DuckDB's SQL
   * @param extra more items for the select list, each with a leading comma
   */
  static String select(Schema logical, Schema physical, String files, String extra) {
    return "SELECT %s%s FROM %s"
        .formatted(selectList(logical, physical), extra, scan(physical, files, ""));
  }

  /**
   * As {@link #select}, of files that all have exactly the columns of {@code physical}. DuckDB then
   * looks into a file first, so that it knows about how many rows there are, in which order to join
   * them, and that more than one thread may read them; told a schema, it guesses at one row.
   */
  static String selectAlike(Schema logical, Schema physical, String files) {
    String names =
        physical.columns().stream()
            .map(column -> quoteForDuckDb(column.name()))
            .collect(Collectors.joining(", "));
    String columns =
        IntStream.range(0, physical.columns().size())
            .mapToObj(i -> "c" + i)
            .collect(Collectors.joining(", "));
    return "SELECT %s FROM (SELECT %s FROM read_parquet(%s, hive_partitioning = false)) AS alike(%s)"
        .formatted(selectList(logical, physical), names, files, columns);
  }

  /** As {@link #select}, with the path of each row's file. */
  static String selectTelling(Schema logical, Schema physical, String files) {
    String scan = scan(physical, files, ", filename = '%s'".formatted(FileFacts.PATH));
    return "SELECT %s, %s FROM %s".formatted(selectList(logical, physical), FileFacts.PATH, scan);
  }

  private static String selectList(Schema logical, Schema physical) {
    var items = new java.util.ArrayList<String>();
    for (int i = 0; i < logical.columns().size(); i++) {
      Column column = logical.columns().get(i);
      String value = "c" + i;
      if (!sameNames(column.type(), physical.columns().get(i).type())) {
        // Casts between structs go by name; by position is what column mapping needs.
        value = NestedNames.renamed(value, column.type(), physical.columns().get(i).type());
      }
      items.add(value + " AS " + quoteForDuckDb(column.name()));
    }
    return String.join(", ", items);
  }

  private static boolean sameNames(SqlType logical, SqlType physical) {
    return DuckDbTypes.name(logical).equals(DuckDbTypes.name(physical));
  }

  /** Columns are called c0, c1, … so that no name in a file can collide with another. */
  private static String scan(Schema physical, String files, String more) {
    var columns = new java.util.ArrayList<String>();
    for (int i = 0; i < physical.columns().size(); i++) {
      Column column = physical.columns().get(i);
      columns.add(
          "%s: {name: 'c%d', type: %s, default_value: NULL}"
              .formatted(
                  literalForDuckDb(column.name()),
                  i,
                  literalForDuckDb(DuckDbTypes.name(column.type()))));
    }
    return "read_parquet(%s, hive_partitioning = false%s, schema = MAP {%s})"
        .formatted(files, more, String.join(", ", columns));
  }

  /** DuckDB's readers take paths for patterns, so what means one is put into brackets. */
  static String fileList(List<Path> files) {
    return files.stream()
        .map(file -> literalForDuckDb(path(file)))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  static String path(Path file) {
    return PATTERN.matcher(file.toString()).replaceAll("[$0]");
  }
}
