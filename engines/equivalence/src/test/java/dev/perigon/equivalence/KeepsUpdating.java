package dev.perigon.equivalence;

import dev.perigon.pipelines.Project;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** A program that updates a project until it is killed, and says so each time. */
final class KeepsUpdating {
  private KeepsUpdating() {}

  static Run run(Path root) {
    return new Run(
        Run.By.DUCKDB,
        Project.load(root.resolve("project"), Map.of()),
        root.resolve("data"),
        root.resolve("home"),
        Instant.parse("2025-10-09T00:00:00Z"));
  }

  public static void main(String[] args) {
    try (Run run = run(Path.of(args[0]))) {
      while (true) {
        try {
          run.run();
          System.out.println("updated");
        } catch (PerigonException e) {
          if (e.code() != ErrorCode.RESOURCES) {
            throw e;
          }
        }
      }
    }
  }
}
