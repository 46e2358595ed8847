package dev.perigon.sql.catalyst;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of a resource in {@code functions/}: expressions or queries over {@code args}. */
final class FunctionLines {
  private FunctionLines() {}

  /** Without comments and empty lines. */
  static List<String> of(String name) {
    return text(name).lines().map(String::strip).filter(FunctionLines::says).toList();
  }

  private static boolean says(String line) {
    return !line.isEmpty() && !line.startsWith("--");
  }

  static boolean isQuery(String line) {
    return line.toLowerCase(java.util.Locale.ROOT).matches("(select|with|values|from)\\b.*");
  }

  /** The arguments that expressions may name. */
  static TestTable arguments() {
    return new TestTable("args", text("args"));
  }

  private static String text(String name) {
    try (InputStream resource =
        FunctionLines.class.getResourceAsStream("/functions/" + name + ".sql")) {
      return resource == null ? "" : new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
