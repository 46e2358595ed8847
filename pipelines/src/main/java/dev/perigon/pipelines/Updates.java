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
public final class Updates {
  /**
   * @param engines opens an engine session; called once, or once per layer with separate sessions
   */
  public Updates(Warehouse warehouse, Supplier<Engine> engines) {
    throw new UnsupportedOperationException();
  }

  /** Runs {@code request}; failures of datasets are in the result, not thrown. */
  public UpdateResult run(Project project, UpdateRequest request, UpdateListener listener) {
    throw new UnsupportedOperationException();
  }

  /**
   * Answers a query over the warehouse's tables and, when given, a project's views.
   *
   * @param data where {@code read_files} paths start
   */
  public Rows query(SqlText sql, Optional<Project> project, URI data, Instant asOf) {
    throw new UnsupportedOperationException();
  }
}
