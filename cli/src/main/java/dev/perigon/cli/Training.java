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

  /** {@code args[0]} is an empty folder to work in, {@code args[1]} the engine. */
  public static void main(String[] args) {
    String home = Path.of(args[0]).resolve("home").toString();
    if (args[1].equals("spark")) {
      spark(home);
    } else {
      embedded(home);
    }
    System.exit(0);
  }

  private static void spark(String home) {
    run("run", "retail", "--home", home, "--engine", "spark");
    run("run", "retail", "--home", home, "--engine", "spark");
    run("query", "select 1 as one", "--home", home, "--engine", "spark");
  }

  private static void embedded(String home) {
    for (String[] command : commands(home)) {
      run(command);
    }
    // Tables of more than ten versions have checkpoints, which are Parquet.
    for (int version = 0; version < 12; version++) {
      run("run", "retail", "--home", home, "--refresh", "src_suppliers");
    }
  }

  private static void run(String... command) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    int code = Main.run(nowhere, nowhere, command);
    System.err.println("training: " + String.join(" ", command) + " -> " + code);
  }

  private static String[][] commands(String home) {
    return new String[][] {
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
      {"describe", "retail.c360.customer_analytics_c360", "--home", home},
      {"history", "retail.c360.customer_analytics_c360", "--home", home},
      {"doctor", "--home", home},
      {"no-such-verb"},
    };
  }
}
