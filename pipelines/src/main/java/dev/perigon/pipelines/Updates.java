package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Destination;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.engine.WaitListener;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.engine.kafka.KafkaLooks;
import dev.perigon.engine.kinesis.KinesisWatch;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.SqlSettings;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Runs updates of projects, and ad-hoc queries over what they made. Close it to free its engine.
 */
public final class Updates implements AutoCloseable {
  private final Warehouse warehouse;
  private final Supplier<Engine> engines;
  private final EngineSession session;
  private final Optional<Path> home;
  private final KafkaLooks looks;
  private final TriggerIntervals intervals = new TriggerIntervals();
  private final Map<SqlSettings, Analyses> analyses = new ConcurrentHashMap<>();
  private final Map<Map<String, String>, KinesisWatch> watches = new ConcurrentHashMap<>();
  private final Map<Project, Datasets> ordered =
      Collections.synchronizedMap(new IdentityHashMap<>());

  /**
   * @param engines opens an engine session; called once, or once per layer with separate sessions
   */
  public Updates(Warehouse warehouse, Supplier<Engine> engines) {
    this(warehouse, engines, Optional.empty());
  }

  /**
   * @param home a local folder for locks and the cache of analysed queries; without one, nothing is
   *     locked or cached
   */
  public Updates(Warehouse warehouse, Supplier<Engine> engines, Optional<Path> home) {
    this(warehouse, engines, home, WaitListener.NONE);
  }

  /**
   * @param waits hears that sources do not answer
   */
  public Updates(
      Warehouse warehouse, Supplier<Engine> engines, Optional<Path> home, WaitListener waits) {
    this.looks = new KafkaLooks(waits);
    this.warehouse = warehouse;
    this.engines = engines;
    this.session = new EngineSession(engines);
    this.home = home;
  }

  /**
   * Runs {@code request}; failures of datasets are in the result, not thrown.
   *
   * @throws dev.perigon.sql.error.PerigonException when there is no graph to run (CYCLE, DUPLICATE,
   *     UNKNOWN_NAME, SYNTAX), or CONFLICT when another update of the project runs
   */
  public UpdateResult run(Project project, UpdateRequest request, UpdateListener listener) {
    Analyses analyses = analyses(Planner.settings(project), !request.dryRun());
    UpdateRun run =
        new UpdateRun(
            project,
            request,
            listener,
            warehouse,
            d -> ordered.put(project, d),
            looks::now,
            intervals);
    if (request.dryRun()) {
      return run.run(analyses, session, engines);
    }
    if (!request.separateSessions()) {
      session.prepare(Engine.Work.WRITE);
    }
    if (home.isEmpty()) {
      return logged(project, run.run(analyses, session, engines), List.of());
    }
    try (UpdateLock lock = UpdateLock.take(home.get(), project, run.updateId(), run.startedAt())) {
      try {
        UpdateResult result = run.run(analyses, session, engines);
        result = logged(project, result, lock.killed().map(List::of).orElse(List.of()));
        lock.ended();
        return result;
      } catch (PerigonException e) {
        lock.ended();
        throw e;
      }
    }
  }

  /**
   * A text that is another one when something that {@code project} reads from outside has changed:
   * files below {@code data}, or tables that it does not fill. Nothing is read but names and logs.
   *
   * @throws dev.perigon.sql.error.PerigonException SYNTAX, DUPLICATE, FILE
   */
  public String sourceState(Project project, URI data) {
    Complaints complaints = new Complaints();
    Datasets datasets = Datasets.of(project, complaints);
    complaints.throwIfAny("Cannot use project '%s'".formatted(project.name()));
    Analyses known = analyses(Planner.settings(project), home.isPresent());
    return new SourceWatch(warehouse, data, looks::now, this::watch).state(datasets, known)
        + intervals.turn(Instant.now());
  }

  private KinesisWatch watch(Relation.Shards source) {
    return watches.computeIfAbsent(
        source.options(), options -> new KinesisWatch(Sources.options(source)));
  }

  private UpdateResult logged(
      Project project, UpdateResult result, List<UpdateLock.Killed> killed) {
    intervals.ran(result, result.startedAt());
    try {
      EventLog log = new EventLog(warehouse, session);
      return result.with(log.append(Events.of(project, result, killed), result.asOf()));
    } catch (PerigonException e) {
      return result.error().isPresent() ? result : result.with(RunErrors.noEventLog(e));
    }
  }

  /** Types of every dataset and everything that is wrong, without reading data. */
  public UpdateResult analyze(Project project, URI data, Instant asOf) {
    UpdateRequest request = new UpdateRequest(data, asOf, List.of(), List.of(), false, true, 1);
    return run(project, request, new UpdateListener() {});
  }

  /**
   * Answers a query over the warehouse's tables and, when given, a project's views.
   *
   * @param data where {@code read_files} paths start
   */
  public Rows query(SqlText sql, Optional<Project> project, URI data, Instant asOf) {
    session.prepare(Engine.Work.READ);
    return session.get().read(bind(sql, project, data, asOf));
  }

  /** Writes what {@link #query} would answer into {@code folder} as one Parquet file. */
  public WrittenFiles write(
      SqlText sql, Optional<Project> project, URI data, Instant asOf, URI folder) {
    session.prepare(Engine.Work.WRITE);
    BoundQuery query = bind(sql, project, data, asOf);
    Schema schema = query.query().schema();
    return session.get().write(query, Destination.oneFile(folder, schema));
  }

  private BoundQuery bind(SqlText sql, Optional<Project> project, URI data, Instant asOf) {
    return new AdHocQuery(warehouse, project, data, ordered, looks::now)
        .bind(
            sql,
            asOf,
            s -> analyses(s, home.isPresent() && Files.isDirectory(home.get())),
            session);
  }

  /**
   * One for each kind of settings, so that a run and the questions after it share what they know.
   */
  private Analyses analyses(SqlSettings settings, boolean mayWrite) {
    return analyses.computeIfAbsent(
        settings, s -> new Analyses(s, home.map(h -> AnalysisCache.of(h, mayWrite))));
  }

  /** Closes the engine session. */
  @Override
  public void close() {
    session.close();
    looks.close();
    watches.values().forEach(KinesisWatch::close);
  }
}
