package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.statement.SqlText;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs updates of projects, and ad-hoc queries over what they made. */
public final class Updates implements AutoCloseable {
  private final Warehouse warehouse;
  private final Supplier<Engine> engines;
  private final EngineSession session;

  /**
   * @param engines opens an engine session; called once, or once per layer with separate sessions
   */
  public Updates(Warehouse warehouse, Supplier<Engine> engines) {
    this.warehouse = warehouse;
    this.engines = engines;
    this.session = new EngineSession(engines);
  }

  /** Runs {@code request}; failures of datasets are in the result, not thrown. */
  public UpdateResult run(Project project, UpdateRequest request, UpdateListener listener) {
    Analyses analyses = new Analyses(Planner.settings(project));
    if (!request.dryRun() && !request.separateSessions()) {
      session.prepare();
    }
    return new UpdateRun(project, request, listener, warehouse).run(analyses, session, engines);
  }

  /**
   * Answers a query over the warehouse's tables and, when given, a project's views.
   *
   * @param data where {@code read_files} paths start
   */
  public Rows query(SqlText sql, Optional<Project> project, URI data, Instant asOf) {
    throw new UnsupportedOperationException();
  }

  /** Closes the engine session. */
  @Override
  public void close() {
    session.close();
  }
}
