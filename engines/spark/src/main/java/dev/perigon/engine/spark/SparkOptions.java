package dev.perigon.engine.spark;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * Where Spark runs and what it may use.
 *
 * @param master as Spark knows it: {@code local[*]}, {@code spark://…}, {@code k8s://…}, {@code
 *     yarn}
 * @param conf Spark's own settings; they win over Perigon's
 * @param timeZone of dates and times without a zone
 * @param spillFolder what local mode may write besides its results
 * @param home where the tables are; a cluster's workers are asked at the start whether they see it
 */
public record SparkOptions(
    String master,
    Map<String, String> conf,
    ZoneId timeZone,
    Path spillFolder,
    Optional<URI> home) {
  public SparkOptions {
    requireNonNull(master, "master is null");
    requireNonNull(timeZone, "timeZone is null");
    requireNonNull(spillFolder, "spillFolder is null");
    conf = Map.copyOf(conf);
  }

  /** All cores of this machine, UTC. */
  public static SparkOptions defaults() {
    return new SparkOptions(
        "local[*]",
        Map.of(),
        ZoneId.of("UTC"),
        Path.of(System.getProperty("java.io.tmpdir"), "perigon-spill"),
        Optional.empty());
  }

  public SparkOptions withMaster(String url) {
    return new SparkOptions(url, conf, timeZone, spillFolder, home);
  }

  public SparkOptions withConf(Map<String, String> settings) {
    return new SparkOptions(master, settings, timeZone, spillFolder, home);
  }

  public SparkOptions withTimeZone(ZoneId zone) {
    return new SparkOptions(master, conf, zone, spillFolder, home);
  }

  public SparkOptions withSpillFolder(Path folder) {
    return new SparkOptions(master, conf, timeZone, folder, home);
  }

  /** Where the tables are, which every worker must see. */
  public SparkOptions withHome(URI folder) {
    return new SparkOptions(master, conf, timeZone, spillFolder, Optional.of(folder));
  }

  boolean isLocal() {
    return master.startsWith("local");
  }
}
