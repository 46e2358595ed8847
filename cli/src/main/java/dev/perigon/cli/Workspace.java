package dev.perigon.cli;

import dev.perigon.engine.Engine;
import dev.perigon.engine.WaitListener;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.pipelines.PipelineTests;
import dev.perigon.pipelines.Quarantines;
import dev.perigon.pipelines.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rooms wired together over one home; an engine opens when it is first needed. */
final class Workspace implements AutoCloseable {
  private final EngineSetup setup;
  private final Warehouse warehouse;
  private final Updates updates;
  private final Home home;
  private final WaitListener waits;
  private final List<Engine> engines = new ArrayList<>();

  private Workspace(Home home, EngineSetup setup, WaitListener waits) {
    this.waits = waits;
    this.setup = setup;
    this.home = home;
    this.warehouse = home.warehouse(setup.hadoopSettings());
    this.updates = new Updates(warehouse, this::openEngine, Optional.of(home.local()), waits);
  }

  static Workspace open(Home home, EngineSetup setup, Interruption interruption) {
    return open(home, setup, interruption, WaitListener.NONE);
  }

  /**
   * @param waits hears what sources keep work waiting
   */
  static Workspace open(
      Home home, EngineSetup setup, Interruption interruption, WaitListener waits) {
    Workspace workspace = new Workspace(home, setup, waits);
    interruption.onInterrupt(workspace::close);
    return workspace;
  }

  Warehouse warehouse() {
    return warehouse;
  }

  Updates updates() {
    return updates;
  }

  /** Runs on an engine that is closed with this workspace. */
  PipelineTests tests() {
    return new PipelineTests(warehouse, this::openEngine, Optional.of(home.local()));
  }

  /** On an engine that is closed with this workspace. */
  Quarantines quarantines() {
    return new Quarantines(warehouse, this::openEngine, Optional.of(home.local()));
  }

  synchronized Engine openEngine() {
    Engine engine = setup.open(warehouse.files(), waits);
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
