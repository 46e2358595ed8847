package dev.perigon.lakehouse;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Real Parquet files, written by Spark. */
final class Parquet {
  private Parquet() {}

  /** Writes the one row of {@code query} where commits of {@code table} belong. */
  static DataFile write(DeltaTable table, String query) throws Exception {
    return write(table, query, Map.of()).get(0);
  }

  static List<DataFile> write(DeltaTable table, String query, Map<String, String> partition)
      throws Exception {
    URI folder = table.stagingFolder();
    SparkSessions.spark().sql(query).coalesce(1).write().parquet(Locations.plain(folder));
    List<DataFile> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(Path.of(folder))) {
      for (Path path : paths.filter(p -> p.toString().endsWith(".parquet")).toList()) {
        files.add(
            new DataFile(
                path.toUri(),
                Files.size(path),
                Files.getLastModifiedTime(path).toMillis(),
                partition,
                Optional.of(new FileStatistics(1, Map.of())),
                new long[0]));
      }
    }
    return files;
  }

  /** The same rows in another file. */
  static DataFile copy(DeltaTable table, DataFile file) throws Exception {
    Path copy = Path.of(Locations.child(table.stagingFolder(), "copy.parquet"));
    Files.createDirectories(copy.getParent());
    Files.copy(Path.of(file.location()), copy);
    return new DataFile(
        copy.toUri(),
        file.size(),
        file.modified(),
        file.partitionValues(),
        file.statistics(),
        new long[0]);
  }
}
