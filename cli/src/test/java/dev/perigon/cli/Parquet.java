package dev.perigon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Parquet files that another program writes. */
final class Parquet {
  private Parquet() {}

  /**
   * @param query of DuckDB, with a place for the rows
   */
  static void write(Path file, String query, List<String> rows) throws IOException {
    Files.createDirectories(file.getParent());
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet)"
              .formatted(query.formatted(String.join(", ", rows)), file));
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
