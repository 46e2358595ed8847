package dev.perigon.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/**
 * Makes the files that {@code bench/run files} reads: the same rows as CSV, JSON lines and Parquet.
 *
 * <p>Arguments: folder, rows, files of each format.
 */
public final class SourceFilesMaker {
  private static final String ROWS =
      """
      COPY (
        SELECT range AS id, 'C' || lpad((hash(range) %% 1000000)::VARCHAR, 7, '0') AS customer,
          '/products/' || hash(range + 1) %% 5000 AS page,
          ['view', 'click', 'add_to_cart', 'purchase'][1 + (hash(range + 2) %% 4)::INT] AS kind,
          ((hash(range + 3) %% 100000) / 100)::DECIMAL(12, 2) AS amount,
          (TIMESTAMP '2025-01-01' + to_seconds(range))::%s AS at
        FROM range(%d, %d))
      TO '%s' (FORMAT %s)
      """;

  private SourceFilesMaker() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    long rows = Long.parseLong(arguments[1]);
    int files = Integer.parseInt(arguments[2]);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      for (String format : new String[] {"csv", "json", "parquet"}) {
        String time = format.equals("parquet") ? "TIMESTAMPTZ" : "TIMESTAMP";
        Path place = Files.createDirectories(folder.resolve(format));
        for (int i = 0; i < files; i++) {
          Path file = place.resolve("%05d.%s".formatted(i, format));
          statement.execute(
              ROWS.formatted(time, i * rows / files, (i + 1) * rows / files, file, format));
        }
      }
    }
  }
}
