package dev.perigon.lakehouse;

import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.MetricsReporter;
import io.delta.kernel.engine.ParquetHandler;
import java.util.List;

/** What all tables and files of one warehouse share: options, Kernel's engine, Hadoop. */
final class Storage {
  private final LakehouseOptions options;
  private final HadoopFiles hadoop;
  private final SchemeFileIO io;
  private final Engine engine;
  private final NewestVersions newest = new NewestVersions();

  Storage(LakehouseOptions options) {
    this.options = options;
    this.hadoop = new HadoopFiles(options.hadoopSettings());
    this.io = new SchemeFileIO(hadoop, options);
    this.engine = new PerigonEngine(io);
  }

  LakehouseOptions options() {
    return options;
  }

  HadoopFiles hadoop() {
    return hadoop;
  }

  SchemeFileIO io() {
    return io;
  }

  Engine engine() {
    return engine;
  }

  NewestVersions newest() {
    return newest;
  }

  /** Kernel's engine with our checkpoints, and without reports that would only be logged. */
  private static final class PerigonEngine extends DefaultEngine {
    private final SchemeFileIO io;

    PerigonEngine(SchemeFileIO io) {
      super(io);
      this.io = io;
    }

    @Override
    public ParquetHandler getParquetHandler() {
      return new CheckpointWriter(io, getExpressionHandler());
    }

    @Override
    public List<MetricsReporter> getMetricsReporters() {
      return List.of();
    }
  }
}
