package dev.perigon.cli;

import static java.util.stream.Collectors.toMap;

import dev.perigon.engine.Engine;
import dev.perigon.engine.EngineProvider;
import dev.perigon.engine.EngineSettings;
import dev.perigon.engine.WaitListener;
import dev.perigon.lakehouse.FileStore;
import java.net.URI;
import java.util.Map;
import java.util.ServiceLoader;

/** The Spark engine, which is there only when it was asked for at the start. */
record SparkSetup(EngineProvider provider, EngineSettings settings) implements EngineSetup {
  private static final String HADOOP = "spark.hadoop.";

  /** Finds Spark on the class path. */
  static SparkSetup of(EngineSettings settings) {
    for (EngineProvider provider : ServiceLoader.load(EngineProvider.class)) {
      if (provider.name().equals("spark")) {
        return new SparkSetup(provider, settings);
      }
    }
    throw CliErrors.sparkIsApart();
  }

  @Override
  public Engine open(FileStore files, WaitListener waits) {
    return provider.open(settings, files);
  }

  @Override
  public EngineSetup writingTo(URI folder) {
    return this;
  }

  @Override
  public Map<String, String> hadoopSettings() {
    return settings.settings().entrySet().stream()
        .filter(setting -> setting.getKey().startsWith(HADOOP))
        .collect(toMap(s -> s.getKey().substring(HADOOP.length()), Map.Entry::getValue));
  }

  @Override
  public String shown() {
    return "spark at " + settings.settings().get("spark.master");
  }
}
