package dev.perigon.pipelines;

import dev.perigon.engine.Slice;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.sql.query.AnalyzedQuery;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells builds of Perigon apart: what one has analysed or computed, another must not trust. */
final class BuildVersion {
  private static final String OF_THIS_PROCESS = read(place(AnalyzedQuery.class));
  private static final Map<Class<?>, String> OF_ENGINES = new ConcurrentHashMap<>();

  private BuildVersion() {}

  /** Of the room {@code sql}. */
  static String current() {
    return OF_THIS_PROCESS;
  }

  /** Of all rooms that {@code engine} needs to compute rows, and the libraries beside them. */
  static String of(Class<?> engine) {
    return OF_ENGINES.computeIfAbsent(
        engine,
        type ->
            Stream.of(AnalyzedQuery.class, Slice.class, DeltaTable.class, BuildVersion.class, type)
                .filter(room -> room.getProtectionDomain().getCodeSource() != null) // not made up
                .map(BuildVersion::place)
                .map(place -> Files.isDirectory(place) ? place : place.toAbsolutePath().getParent())
                .distinct()
                .map(BuildVersion::readAll)
                .collect(Collectors.collectingAndThen(Collectors.joining(), AnalysisCache::hash)));
  }

  private static Path place(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Cannot find own jar", e);
    }
  }

  /** Classes, or all jars of a folder. */
  private static String readAll(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> jars =
          entries.filter(entry -> entry.toString().endsWith(".jar")).sorted().toList();
      return jars.isEmpty()
          ? read(folder)
          : jars.stream().map(BuildVersion::describe).collect(Collectors.joining());
    } catch (IOException e) {
      throw new IllegalStateException("Cannot list own jars", e);
    }
  }

  private static String read(Path place) {
    try {
      try (Stream<Path> files = Files.walk(place)) {
        return files
            .filter(Files::isRegularFile)
            .sorted()
            .map(BuildVersion::describe)
            .collect(Collectors.joining());
      }
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read own jar", e);
    }
  }

  private static String describe(Path file) {
    try {
      return "%s %d %s\n"
          .formatted(file.getFileName(), Files.size(file), Files.getLastModifiedTime(file));
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read own jar", e);
    }
  }
}
