package dev.perigon.cli;

import static java.util.Objects.requireNonNull;

import dev.perigon.lakehouse.LakehouseOptions;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.lakehouse.Warehouses;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where a user's tables live.
 *
 * @param root of the warehouse, on any file system
 * @param local folder for sample data, spilled data and copies of remote files; the same as {@code
 *     root} when that is local
 */
record Home(URI root, Path local) {
  private static final long CACHE_BYTES = 10L << 30;

  Home {
    requireNonNull(root, "root is null");
    requireNonNull(local, "local is null");
  }

  static Home at(Path folder) {
    return new Home(folder.toUri(), folder);
  }

  /**
   * @param cache folder of this user for what is kept locally of all remote homes
   */
  static Home remote(URI root, Path cache) {
    String text = root.toString();
    String name = "%s-%08x".formatted(text.replaceAll("[^A-Za-z0-9.-]+", "_"), text.hashCode());
    return new Home(root, cache.toAbsolutePath().resolve("perigon").resolve(name));
  }

  Warehouse warehouse() {
    return warehouse(Map.of());
  }

  /**
   * @param hadoop settings of Hadoop's file systems, besides those of the JVM
   */
  Warehouse warehouse(Map<String, String> hadoop) {
    Map<String, String> settings = new HashMap<>(hadoopSettings());
    settings.putAll(hadoop);
    LakehouseOptions options =
        LakehouseOptions.defaults().withCache(cache(), CACHE_BYTES).withHadoopSettings(settings);
    return Warehouses.open(root, options);
  }

  /** As a person writes it. */
  String shown() {
    return root.equals(local.toUri()) ? local.toString() : root.toString();
  }

  Path sampleData(String project) {
    return local.resolve("data").resolve(project);
  }

  Path cache() {
    return local.resolve(".cache");
  }

  Path spill() {
    return local.resolve(".spill");
  }

  /** Credentials and endpoints: {@code PERIGON_JAVA_OPTS=-Dfs.s3a.endpoint=…}. */
  private static Map<String, String> hadoopSettings() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("fs."))
        .collect(Collectors.toMap(name -> name, System::getProperty));
  }
}
