package dev.perigon.engine;

import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;

/**
 * What an engine is told by whoever opens it.
 *
 * @param home of the warehouse: every machine that computes must reach it
 * @param timeZone of dates and times without a zone
 * @param spillFolder for what does not fit into memory
 * @param settings the engine's own, by its own names
 */
public record EngineSettings(
    URI home, ZoneId timeZone, Path spillFolder, Map<String, String> settings) {
  public EngineSettings {
    settings = Map.copyOf(settings);
  }

  /** Settings may be secrets. */
  @Override
  public String toString() {
    return "EngineSettings[home=%s, timeZone=%s, spillFolder=%s, settings=%s]"
        .formatted(home, timeZone, spillFolder, settings.keySet());
  }
}
