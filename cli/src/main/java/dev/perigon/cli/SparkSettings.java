package dev.perigon.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --master} and {@code --conf}: where Spark runs, and its own settings. */
final class SparkSettings {
  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "Where Spark runs: local[N], spark://host:port, k8s://… or yarn (default: local[*]).")
  private String master;

  @Option(
      names = "--conf",
      paramLabel = "key=value",
      description = "A setting of Spark, such as spark.executor.memory=4g; may be repeated.")
  private List<String> settings = List.of();

  /** Whether {@code spark-submit} started this program. */
  static boolean submitted() {
    return System.getProperty("spark.submit.deployMode") != null;
  }

  boolean given() {
    return master != null || !settings.isEmpty();
  }

  /**
   * The command line over {@code project}; between them what {@code spark-submit} said.
   *
   * @param threads of a master that nobody names
   */
  Map<String, String> over(Map<String, String> project, Optional<Integer> threads) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("spark.master", "local[%s]".formatted(threads.map(String::valueOf).orElse("*")));
    all.putAll(project);
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith("spark.")) {
        all.put(name, System.getProperty(name));
      } else if (name.startsWith("fs.")) {
        all.put("spark.hadoop." + name, System.getProperty(name));
      }
    }
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      if (!setting.startsWith("spark.") || equals < 0) {
        throw CliErrors.badConf(setting.substring(0, Math.max(0, equals)));
      }
      all.put(setting.substring(0, equals).strip(), setting.substring(equals + 1));
    }
    if (master != null) {
      all.put("spark.master", master);
    }
    return all;
  }
}
