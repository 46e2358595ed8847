package dev.perigon.cli;

import dev.perigon.engine.EngineSettings;
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
import picocli.CommandLine.Mixin;
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
      description = "duckdb (embedded, the default) or spark (fetched on first use).")
  private EngineKind engine;

  @Mixin private SparkSettings spark;

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

  /** Refuses what makes no sense, before any work is done. */
  void check() {
    if (threads != null && threads < 1) {
      throw CliErrors.badThreads(threads);
    }
  }

  /** What was asked for, else what the project sets, else the engine's defaults. */
  EngineSetup setup(Home home, Optional<Project> project, URI data) {
    Map<String, String> settings = project.map(Project::engine).orElse(Map.of());
    ZoneId zone = project.map(Project::timeZone).orElse(UTC);
    if (kind(settings) == EngineKind.SPARK) {
      Map<String, String> conf =
          spark.over(project.map(p -> p.target().spark()).orElse(Map.of()), threads(settings));
      return SparkSetup.of(new EngineSettings(home.root(), zone, spill(home, settings), conf));
    }
    if (spark.given()) {
      throw CliErrors.onlyForSpark();
    }
    return new EmbeddedSetup(duckDb(home, data, settings).withTimeZone(zone));
  }

  private EngineKind kind(Map<String, String> settings) {
    if (engine != null) {
      return engine;
    }
    String name = settings.get("name");
    if (name == null) {
      return SparkSettings.submitted() ? EngineKind.SPARK : EngineKind.DUCKDB;
    }
    return name.equals("spark") ? EngineKind.SPARK : EngineKind.DUCKDB;
  }

  private DuckDbOptions duckDb(Home home, URI data, Map<String, String> settings) {
    DuckDbOptions options =
        DuckDbOptions.defaults()
            .withSpillFolder(spill(home, settings))
            .withAllowedFolders(List.of(home.root(), data, home.cache().toUri()));
    String bytes = memory != null ? memory : settings.get("memory");
    long all =
        bytes == null
            ? options.memoryBytes()
            : bytes(memory != null ? "--memory" : "memory", bytes);
    options = options.withMemoryBytes(besideJvm(all));
    return options.withThreads(threads(settings).orElse(options.threads()));
  }

  private Path spill(Home home, Map<String, String> settings) {
    if (spill != null) {
      return made(spill);
    }
    if (settings.containsKey("spill-folder")) {
      return made(Path.of(settings.get("spill-folder")));
    }
    return Files.isDirectory(home.local()) // a question makes no home
        ? home.spill()
        : DuckDbOptions.defaults().spillFolder();
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
