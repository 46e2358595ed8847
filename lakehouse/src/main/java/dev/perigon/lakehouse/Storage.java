package dev.perigon.lakehouse;

import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.MetricsReporter;
import java.util.List;

/** What all tables and files of one warehouse share: options, Kernel's engine, Hadoop. */
final class Storage {
  private final LakehouseOptions options;
  private final HadoopFiles hadoop;
  private final SchemeFileIO io;
  private final Engine engine;

  Storage(LakehouseOptions options) {
    this.options = options;
    this.hadoop = new HadoopFiles(options.hadoopSettings());
    this.io = new SchemeFileIO(hadoop, options);
    this.engine = new QuietEngine(io);
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

  /** Kernel's engine without its reports, which cost time and would only be logged. */
  private static final class QuietEngine extends DefaultEngine {
    QuietEngine(SchemeFileIO io) {
      super(io);
    }

    @Override
    public List<MetricsReporter> getMetricsReporters() {
      return List.of();
    }
  }
}
