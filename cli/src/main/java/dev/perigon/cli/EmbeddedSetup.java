package dev.perigon.cli;

import dev.perigon.engine.Engine;
import dev.perigon.engine.WaitListener;
import dev.perigon.engine.duckdb.DuckDbEngine;
import dev.perigon.engine.duckdb.DuckDbOptions;
import dev.perigon.lakehouse.FileStore;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The embedded engine. */
record EmbeddedSetup(DuckDbOptions options) implements EngineSetup {
  @Override
  public Engine open(FileStore files, WaitListener waits) {
    return DuckDbEngine.open(options, files, waits);
  }

  @Override
  public EngineSetup writingTo(URI folder) {
    List<URI> folders = new ArrayList<>(options.allowedFolders());
    folders.add(folder);
    return new EmbeddedSetup(options.withAllowedFolders(folders));
  }

  @Override
  public Map<String, String> hadoopSettings() {
    return Map.of();
  }

  @Override
  public String shown() {
    return "duckdb, %d threads, %.1f GB of memory"
        .formatted(options.threads(), options.memoryBytes() / (double) (1L << 30));
  }
}
