package dev.perigon.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;

/**
 * DuckDB's own COPY of source files to Parquet: the limit for {@code bench/run files}. Types are
 * told, and compression is that of our tables (Zstandard).
 *
 * <p>Arguments: format, folder, output folder, memory limit (such as {@code 4GB}).
 */
public final class PlainCopy {
  private static final String COLUMNS =
      "{'id': 'BIGINT', 'customer': 'VARCHAR', 'page': 'VARCHAR', 'kind': 'VARCHAR',"
          + " 'amount': 'DECIMAL(12,2)', 'at': 'TIMESTAMPTZ'}";

  private static final Map<String, String> READERS =
      Map.of(
          "csv",
              "read_csv('%s/*.csv', header = true, auto_detect = false, columns = " + COLUMNS + ")",
          "json", "read_json('%s/*.json', format = 'newline_delimited', columns = " + COLUMNS + ")",
          "parquet", "read_parquet('%s/*.parquet')");

  private PlainCopy() {}

  public static void main(String[] arguments) throws Exception {
    Path output = Files.createDirectories(Path.of(arguments[2]));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '" + arguments[3] + "'");
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("SET preserve_insertion_order = false");
      statement.execute(
          "COPY (SELECT * FROM %s) TO '%s' (FORMAT parquet, COMPRESSION zstd, FILE_SIZE_BYTES '128MB')"
              .formatted(READERS.get(arguments[0]).formatted(arguments[1]), output));
    }
  }
}
