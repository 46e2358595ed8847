package dev.perigon.cli;

import dev.perigon.engine.Engine;
import dev.perigon.engine.duckdb.DuckDbEngine;
import dev.perigon.engine.duckdb.DuckDbOptions;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.pipelines.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rooms wired together over one home; an engine opens when it is first needed. */
final class Workspace implements AutoCloseable {
  private final DuckDbOptions options;
  private final Warehouse warehouse;
  private final Updates updates;
  private final List<Engine> engines = new ArrayList<>();

  private Workspace(Home home, DuckDbOptions options) {
    this.options = options;
    this.warehouse = home.warehouse();
    this.updates = new Updates(warehouse, this::openEngine, Optional.of(home.local()));
  }

  static Workspace open(Home home, DuckDbOptions options, Interruption interruption) {
    Workspace workspace = new Workspace(home, options);
    interruption.onInterrupt(workspace::close);
    return workspace;
  }

  Warehouse warehouse() {
    return warehouse;
  }

  Updates updates() {
    return updates;
  }

  synchronized Engine openEngine() {
    Engine engine = DuckDbEngine.open(options, warehouse.files());
    engines.add(engine);
    return engine;
  }

  @Override
  public synchronized void close() {
    updates.close();
    engines.forEach(Engine::close);
    engines.clear();
  }
}
