package dev.perigon.cli;

import dev.perigon.engine.duckdb.DuckDbOptions;
import dev.perigon.pipelines.Project;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Which engine computes, and what it may use. */
final class EngineOptions {
  private static final ZoneId UTC = ZoneId.of("UTC");

  /** What the JVM holds besides its heap. */
  private static final long OVERHEAD = 128L << 20;

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
      description = "Memory that this command may use in all, such as 1GB (default: half).")
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

  /** What was asked for, else what the project sets, else the engine's defaults. */
  DuckDbOptions duckDb(Home home, Optional<Project> project, URI data) {
    Map<String, String> settings = project.map(Project::engine).orElse(Map.of());
    DuckDbOptions options =
        DuckDbOptions.defaults()
            .withTimeZone(project.map(Project::timeZone).orElse(UTC))
            .withAllowedFolders(List.of(home.root(), data, home.cache().toUri()));
    if (Files.isDirectory(home.local())) { // a question makes no home
      options = options.withSpillFolder(home.spill());
    }
    String bytes = memory != null ? memory : settings.get("memory");
    long all =
        bytes == null
            ? options.memoryBytes()
            : bytes(memory != null ? "--memory" : "memory", bytes);
    options = options.withMemoryBytes(besideJvm(all));
    if (settings.containsKey("spill-folder")) {
      options = options.withSpillFolder(made(Path.of(settings.get("spill-folder"))));
    }
    if (spill != null) {
      options = options.withSpillFolder(made(spill));
    }
    return options.withThreads(threads(settings).orElse(options.threads()));
  }

  /** The engine makes a folder only where its parent is. */
  private static Path made(Path folder) {
    try {
      return Files.createDirectories(folder.toAbsolutePath());
    } catch (IOException e) {
      throw CliErrors.cannotWrite(folder, e);
    }
  }

  /** What is left of so many bytes for the engine beside a full heap: at least half. */
  private static long besideJvm(long all) {
    return Math.max((all + 1) / 2, all - Runtime.getRuntime().maxMemory() - OVERHEAD);
  }

  /** Flows at a time: as many as the engine has threads, four at most. */
  int parallelism(Project project) {
    int cores = Runtime.getRuntime().availableProcessors();
    return Math.min(4, threads(project.engine()).orElse(cores));
  }

  private Optional<Integer> threads(Map<String, String> settings) {
    return Optional.ofNullable(threads)
        .or(() -> Optional.ofNullable(settings.get("threads")).map(Integer::valueOf));
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
