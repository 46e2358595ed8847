package dev.perigon.cli;

import dev.perigon.engine.Engine;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.pipelines.Updates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The rooms wired together over one home: engines open when first needed. */
final class Workspace implements AutoCloseable {
  private final Path home;
  private final EngineOptions options;
  private final Warehouse warehouse;
  private final List<Engine> engines = new ArrayList<>();

  private Workspace(Path home, EngineOptions options, Warehouse warehouse) {
    this.home = home;
    this.options = options;
    this.warehouse = warehouse;
  }

  static Workspace open(Path home, EngineOptions options, Interruption interruption) {
    options.check();
    Workspace workspace = new Workspace(home, options, warehouse(home));
    interruption.onInterrupt(workspace::close);
    return workspace;
  }

  /** The tables below {@code home}. */
  static Warehouse warehouse(Path home) {
    throw CliErrors.later("'" + home + "'");
  }

  Warehouse warehouse() {
    return warehouse;
  }

  Updates updates() {
    return new Updates(warehouse, this::openEngine);
  }

  /** Opens an engine and says which it is. */
  String tryEngine() {
    openEngine();
    return "duckdb opens";
  }

  private synchronized Engine openEngine() {
    throw CliErrors.later("--spill " + options.spill(home));
  }

  @Override
  public synchronized void close() {
    engines.forEach(Engine::close);
    engines.clear();
  }
}
