package dev.perigon.bench;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;

/**
 * Runs the retail queries typed by hand into DuckDB: the limit.
 *
 * <p>Arguments: data folder, output folder, as-of date, memory limit (such as {@code 4GB}).
 */
public final class PlainDuckDb {
  private PlainDuckDb() {}

  public static void main(String[] arguments) throws Exception {
    Path output = Files.createDirectories(Path.of(arguments[1]).toAbsolutePath());
    try (InputStream script = PlainDuckDb.class.getResourceAsStream("/retail-by-hand.sql");
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '" + arguments[3] + "'");
      statement.execute("SET temp_directory = '" + output.resolve("spill") + "'");
      statement.execute("SET VARIABLE data = '" + Path.of(arguments[0]).toAbsolutePath() + "'");
      statement.execute("SET VARIABLE d = DATE '" + arguments[2] + "'");
      String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      statement.execute(text.replace("${out}", output.toString()));
    }
  }
}
