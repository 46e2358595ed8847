package dev.perigon.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Which engine computes, and what it may use. */
final class EngineOptions {
  private static final Pattern SIZE = Pattern.compile("(\\d+)\\s*(|[KMGT])(I?B)?");

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      defaultValue = "duckdb",
      description = "duckdb (embedded, the default) or spark (comes with a later release).")
  private EngineKind engine;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "Memory that the engine may use, such as 512MB or 4GB.")
  private String memory;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that the engine may use (default: one per core).")
  private Integer threads;

  @Option(
      names = "--spill",
      paramLabel = "DIR",
      description = "Folder for what does not fit into memory (default: below the home).")
  private Path spill;

  enum EngineKind {
    DUCKDB,
    SPARK
  }

  /** Refuses what this release does not have. */
  void check() {
    if (engine == EngineKind.SPARK) {
      throw CliErrors.later("--engine spark");
    }
    if (threads != null && threads < 1) {
      throw CliErrors.badThreads(threads);
    }
  }

  OptionalLong memoryBytes() {
    return memory == null ? OptionalLong.empty() : OptionalLong.of(bytes("--memory", memory));
  }

  OptionalInt threads() {
    return threads == null ? OptionalInt.empty() : OptionalInt.of(threads);
  }

  /** Flows at a time: as many as the engine has threads, else cores, four at most. */
  int parallelism() {
    return Math.min(4, threads().orElse(Runtime.getRuntime().availableProcessors()));
  }

  Path spill(Path home) {
    return spill == null ? home.resolve("spill") : spill.toAbsolutePath();
  }

  static long bytes(String option, String text) {
    Matcher size = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!size.matches() || size.group(1).length() > 12) {
      throw CliErrors.badSize(option, text);
    }
    int power = " KMGT".indexOf(size.group(2).isEmpty() ? " " : size.group(2));
    return Long.parseLong(size.group(1)) << (10 * power);
  }
}
