package dev.perigon.engine.spark;

import dev.perigon.engine.Engine;
import dev.perigon.engine.EngineProvider;
import dev.perigon.engine.EngineSettings;
import dev.perigon.lakehouse.FileStore;

/** How the program finds Spark where it is installed. */
public final class SparkProvider implements EngineProvider {
  public SparkProvider() {}

  @Override
  public String name() {
    return "spark";
  }

  @Override
  public Engine open(EngineSettings settings, FileStore files) {
    SparkOptions options = SparkOptions.defaults();
    String master = settings.settings().getOrDefault("spark.master", options.master());
    return SparkEngine.open(
        options
            .withMaster(master)
            .withConf(settings.settings())
            .withHome(settings.home())
            .withTimeZone(settings.timeZone())
            .withSpillFolder(settings.spillFolder()),
        files);
  }
}
