package dev.perigon.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What the launcher runs once after a build: typical commands in one JVM, so that the class-data
 * archive written at its end holds what they load.
 */
final class Training {
  private Training() {}

  /** {@code args[0]} is an empty folder to work in. */
  public static void main(String[] args) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    String home = Path.of(args[0]).resolve("home").toString();
    String[][] commands = {
      {"--help"},
      {"run", "retail", "--home", home},
      {"run", "retail", "--home", home, "--json"},
      {"validate", "retail", "--home", home},
      {"query", "select 1 as one, current_date() as today", "--home", home},
      {
        "query",
        "select count(*) from customer_analytics_c360",
        "--project",
        "retail",
        "--home",
        home
      },
      {"query", "select 1", "--format", "csv", "--home", home},
      {"query", "select 1", "--format", "json", "--home", home},
      {"graph", "retail"},
      {"tables", "--home", home},
      {"describe", "customer_analytics_c360", "--home", home},
      {"history", "customer_analytics_c360", "--home", home},
      {"doctor", "--home", home},
      {"no-such-verb"},
    };
    for (String[] command : commands) {
      int code = Main.run(nowhere, nowhere, command);
      System.err.println("training: " + String.join(" ", command) + " -> " + code);
    }
    System.exit(0);
  }
}
