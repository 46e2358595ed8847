package dev.perigon.pipelines;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where and how a project runs: what {@code perigon.yml} says at its top, or below {@code targets}.
 *
 * @param home of the warehouse
 * @param data where relative {@code read_files} paths start
 * @param engine {@code name}, {@code memory}, {@code threads}, {@code spill-folder}, as written
 * @param spark Spark's settings by their full names, {@code spark.master} among them
 */
public record Target(
    Optional<URI> home, Optional<URI> data, Map<String, String> engine, Map<String, String> spark) {
  public Target {
    engine = Map.copyOf(engine);
    spark = Map.copyOf(spark);
  }

  /** What {@code other} says, else what this says. */
  Target overriddenBy(Target other) {
    return new Target(
        other.home.or(() -> home),
        other.data.or(() -> data),
        merged(engine, other.engine),
        merged(spark, other.spark));
  }

  private static Map<String, String> merged(Map<String, String> below, Map<String, String> above) {
    Map<String, String> merged = new LinkedHashMap<>(below);
    merged.putAll(above);
    return merged;
  }

  /** Settings may be secrets. */
  @Override
  public String toString() {
    return "Target[home=%s, data=%s, engine=%s, spark=%s]"
        .formatted(home, data, engine, spark.keySet());
  }
}
