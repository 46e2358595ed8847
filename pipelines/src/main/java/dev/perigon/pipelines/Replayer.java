package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.lakehouse.Commit;
import dev.perigon.lakehouse.Removal;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Tries rows again that the rules of a streaming table held back: those that pass now go into the
 * table, once, and leave the quarantine.
 */
public final class Replayer {
  static final String OPERATION = "REPLAY";

  private final Warehouse warehouse;
  private final Supplier<Engine> engines;
  private final Optional<Path> home;

  /**
   * @param engines opens an engine session
   * @param home a local folder where updates hold their locks
   */
  public Replayer(Warehouse warehouse, Supplier<Engine> engines, Optional<Path> home) {
    this.warehouse = warehouse;
    this.engines = engines;
    this.home = home;
  }

  /**
   * What to replay.
   *
   * @param dataset as written; the end of its name is enough when only one fits
   * @param form what becomes of the chosen rows
   * @param dryRun whether only to count
   */
  public record Request(String dataset, HeldSelection selection, Form form, boolean dryRun) {}

  /** What is held to the rules again. */
  public enum Form {
    /** What the flow's query makes of the rows of its source, where they can be found again. */
    FROM_SOURCE,
    /** The rows as they are held. */
    AS_HELD
  }

  /**
   * What came of it.
   *
   * @param chosen rows that were tried
   * @param passed rows that went into the dataset, or would
   * @param source the table whose rows were processed again; empty when the held rows were tried
   * @param found how many of them were there
   * @param present rows that are in the dataset already and so stay where they are
   * @param version of the dataset; empty when nothing was committed
   */
  public record Replayed(
      TableName dataset,
      long held,
      long chosen,
      long passed,
      Optional<TableName> source,
      OptionalLong found,
      long present,
      Optional<Long> version) {}

  /**
   * Does what {@code request} says.
   *
   * @throws PerigonException UNSUPPORTED for what is no streaming table or kept by AUTO CDC;
   *     UNKNOWN_NAME when there is nothing of that name; CONFLICT when an update runs or another
   *     writer was faster
   */
  public Replayed replay(Project project, URI data, Instant asOf, Request request) {
    if (home.isEmpty() || request.dryRun()) {
      return unlocked(project, data, asOf, request);
    }
    UpdateLock lock = UpdateLock.borrow(home.get(), project);
    try {
      return unlocked(project, data, asOf, request);
    } finally {
      lock.close();
    }
  }

  private Replayed unlocked(Project project, URI data, Instant asOf, Request request) {
    Tables tables = new Tables(warehouse);
    Optional<AnalysisCache> cache = home.map(h -> AnalysisCache.of(h, !request.dryRun()));
    Analyses analyses = new Analyses(Planner.settings(project), cache);
    ProjectGraph graph = new GraphBuilder(project, analyses::references, tables::names).build();
    Dataset dataset = named(project, graph.datasets(), request.dataset());
    checkReplayable(dataset);
    Sources sources = new Sources(warehouse, data, analyses);
    String id = "replay-" + UUID.randomUUID();
    UpdateContext context = new UpdateContext(id, asOf, tables, sources, analyses);
    Quarantine quarantine = new Quarantine(tables, dataset.quarantine());
    Snapshot target =
        tables.find(dataset.name()).orElseThrow(() -> QuarantineErrors.neverFilled(dataset.name()));
    settle(quarantine, target, dataset, request);
    Snapshot held =
        tables
            .find(dataset.quarantine())
            .orElseThrow(() -> QuarantineErrors.none(dataset.name(), Quarantines.names(warehouse)));
    request
        .selection()
        .check(
            dataset.quarantine(),
            new StagedResolver(dataset.quarantine(), held.schema()),
            analyses);
    try (EngineSession session = new EngineSession(engines)) {
      session.prepare(Engine.Work.WRITE);
      PlannedDataset planned = new Plans(graph, context, session).plan(dataset);
      checkTypes(target.schema(), planned);
      return replay(planned, target, held, quarantine, session.get(), context, request);
    }
  }

  /** By the end of its name, or as the project would write it. */
  private static Dataset named(Project project, Datasets datasets, String written) {
    String end = ("." + written).toLowerCase(java.util.Locale.ROOT);
    List<Dataset> fitting =
        datasets.all().stream()
            .filter(d -> ("." + d.name()).toLowerCase(java.util.Locale.ROOT).endsWith(end))
            .toList();
    return fitting.size() == 1
        ? fitting.get(0)
        : datasets.find(Selection.named(project, datasets, written)).orElseThrow();
  }

  private static void checkReplayable(Dataset dataset) {
    if (!dataset.isStreaming()) {
      throw QuarantineErrors.computed(dataset);
    }
    if (dataset.isChangeTarget()) {
      throw QuarantineErrors.changes(dataset);
    }
  }

  private static void settle(
      Quarantine quarantine, Snapshot target, Dataset dataset, Request request) {
    if (!request.dryRun()) {
      quarantine.settle(target);
    } else if (quarantine.isBehind(target)) {
      throw QuarantineErrors.unfinished(dataset.name());
    }
  }

  /** An append can bring columns, but not wider types. */
  private static void checkTypes(Schema table, PlannedDataset planned) {
    for (Column column : planned.schema().columns()) {
      Optional<Column> known = table.find(column.name());
      if (known.isPresent()
          && !OutputFit.nullable(known.get().type()).equals(OutputFit.nullable(column.type()))) {
        throw QuarantineErrors.widened(planned.dataset().name());
      }
    }
  }

  private static Replayed replay(
      PlannedDataset planned,
      Snapshot target,
      Snapshot held,
      Quarantine quarantine,
      Engine engine,
      UpdateContext context,
      Request request) {
    boolean fromSource = request.form() == Form.FROM_SOURCE && ReplaySource.of(planned).isPresent();
    ReplayQueries queries = queries(planned, fromSource);
    Staging staging = new Staging(engine, context.tables().warehouse().files());
    try (ReplayRun run = new ReplayRun(planned, target, held, queries, engine, context)) {
      ReplayRun.Passing passing = run.find(request.selection());
      Optional<Long> version = Optional.empty();
      if (passing.passing() > 0 && !request.dryRun()) {
        ReplayRun.Staged staged = run.write(passing, staging, quarantine);
        version = Optional.of(commit(planned, target, held, quarantine, staged, staging, context));
        quarantine.settle(context.tables().find(planned.dataset().name()).orElseThrow());
      }
      return new Replayed(
          planned.dataset().name(),
          passing.all(),
          passing.chosen(),
          passing.passing(),
          fromSource ? Optional.of(source(planned)) : Optional.empty(),
          passing.sources(),
          passing.present(),
          version);
    } catch (RuntimeException e) {
      staging.discardAll();
      throw e;
    }
  }

  private static ReplayQueries queries(PlannedDataset planned, boolean fromSource) {
    Schema schema = planned.schema();
    TableName name = planned.dataset().name();
    RuleQueries rules =
        planned
            .rules()
            .map(Rules::queries)
            .orElseGet(
                () -> new RuleQueries(name, schema.names(), List.of(), RuleQueries.Scope.ALL));
    return new ReplayQueries(
        planned.dataset().quarantine(),
        rules,
        schema,
        fromSource ? ReplayQueries.COORDINATES : List.of(ReplayQueries.ROW));
  }

  private static TableName source(PlannedDataset planned) {
    int input = ReplaySource.of(planned).orElseThrow();
    return ((Relation.Table) planned.flows().get(0).query().inputs().get(input).relation()).name();
  }

  private static long commit(
      PlannedDataset planned,
      Snapshot target,
      Snapshot held,
      Quarantine quarantine,
      ReplayRun.Staged staged,
      Staging staging,
      UpdateContext context) {
    List<Rule> rules = planned.rules().map(r -> r.queries().rules()).orElse(List.of());
    Map<String, String> properties = new TreeMap<>(planned.table().properties());
    properties.put(TableExpectations.PROPERTY, TableExpectations.property(rules));
    Commit commit =
        new Commit(
            Optional.of(target.version()),
            planned.schema(),
            planned.table().partitionBy(),
            planned.table().comment(),
            properties,
            Removal.NOTHING,
            staged.added(),
            quarantine.removal(context.updateId(), held, held.files(), staged.rest(), OPERATION),
            OPERATION,
            Map.of("update", context.updateId()));
    staging.handOver();
    try {
      return context.tables().commit(planned.dataset().name(), commit);
    } catch (PerigonException e) {
      if (Staging.surelyNotCommitted(e)) {
        staging.takeBack();
      }
      throw e;
    }
  }

  /** Plans one dataset, and before it what it reads. */
  private static final class Plans {
    private final ProjectGraph graph;
    private final Planner planner;
    private final Map<TableName, PlannedDataset> planned = new HashMap<>();

    Plans(ProjectGraph graph, UpdateContext context, EngineSession session) {
      this.graph = graph;
      ProjectResolver resolver =
          new ProjectResolver(
              graph.datasets(),
              context.tables(),
              context.sources(),
              session,
              context.analyses()::references);
      this.planner =
          new Planner(
              graph.datasets(),
              context.tables(),
              resolver,
              context.analyses(),
              query -> session.get().check(query));
    }

    PlannedDataset plan(Dataset dataset) {
      if (!planned.containsKey(dataset.name())) {
        graph.needs(dataset).stream()
            .filter(need -> !need.equals(dataset.name()))
            .forEach(need -> plan(graph.datasets().find(need).orElseThrow()));
        planned.put(dataset.name(), planner.plan(dataset, false));
      }
      return planned.get(dataset.name());
    }
  }
}
