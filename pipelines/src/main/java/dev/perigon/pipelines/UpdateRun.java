package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.engine.kafka.KafkaOptions;
import dev.perigon.engine.kafka.KafkaTopics;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import dev.perigon.pipelines.UpdateResult.State;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.type.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** One update, from the graph to the result. */
final class UpdateRun {
  private final Project project;
  private final UpdateRequest request;
  private final UpdateListener listener;
  private final Warehouse warehouse;
  private final Consumer<Datasets> ordered;
  private final Function<KafkaOptions, KafkaTopics> brokers;
  private final TriggerIntervals intervals;
  private final String updateId = UUID.randomUUID().toString();
  private final Instant startedAt = Instant.now();
  private final long startNanos = System.nanoTime();
  private final Map<TableName, DatasetResult> results = new HashMap<>();
  private final Complaints complaints = new Complaints();

  /**
   * @param ordered hears of the project's datasets once they have an order
   */
  UpdateRun(
      Project project,
      UpdateRequest request,
      UpdateListener listener,
      Warehouse warehouse,
      Consumer<Datasets> ordered,
      Function<KafkaOptions, KafkaTopics> brokers,
      TriggerIntervals intervals) {
    this.brokers = brokers;
    this.intervals = intervals;
    this.ordered = ordered;
    this.project = project;
    this.request = request;
    this.listener = listener;
    this.warehouse = warehouse;
  }

  String updateId() {
    return updateId;
  }

  Instant startedAt() {
    return startedAt;
  }

  /** Failures of datasets are in the result; only bugs are thrown. */
  UpdateResult run(Analyses analyses, EngineSession shared, Supplier<Engine> open) {
    warehouse.reach(); // or each of its tables would be asked for in vain
    Tables tables = new Tables(warehouse);
    ProjectGraph graph = new GraphBuilder(project, analyses::references, tables::names).build();
    ordered.accept(graph.datasets());
    tables.prefetch(graph.ordered().stream().filter(Dataset::isStored).map(Dataset::name).toList());
    Selection selection = Selection.of(project, graph.datasets(), request);
    if (request.continuous()) {
      selection = selection.without(intervals.resting(graph.datasets(), startedAt));
    }
    listener.planned(graph.ordered().stream().map(graph::node).toList());
    Sources sources = new Sources(warehouse, request.data(), analyses, brokers);
    try (LayerSessions sessions = new LayerSessions(shared, open, request.separateSessions())) {
      ProjectResolver resolver =
          new ProjectResolver(graph.datasets(), tables, sources, shared, analyses::references);
      Consumer<AnalyzedQuery> runnable = query -> shared.get().check(query);
      Planner planner = new Planner(graph.datasets(), tables, resolver, analyses, runnable);
      List<PlannedDataset> planned = plan(graph, selection, planner, sources);
      if (request.dryRun()) {
        new QuestionCheck(analyses, resolver, this::couldNotPlan, runnable, complaints)
            .check(project);
      }
      Optional<PerigonException> error = Optional.empty();
      if (!complaints.isEmpty()) {
        error = Optional.of(complaints.asOne("Cannot run project '%s'".formatted(project.name())));
        idle(planned, State.SKIPPED);
      } else if (request.dryRun()) {
        idle(planned, State.ANALYZED);
      } else {
        var context = new UpdateContext(updateId, request.asOf(), tables, sources, analyses);
        try {
          Execution execution =
              new Execution(
                  graph,
                  context,
                  sessions,
                  listener,
                  selection.named(),
                  request.continuous() ? AutoCompaction.Pace.steady() : AutoCompaction.Pace.all());
          results.putAll(execution.run(planned, request.parallelism()));
          error = execution.failure().map(UpdateRun::explained);
        } finally {
          context.keyChanges().close();
        }
      }
      return result(graph, error);
    }
  }

  private List<PlannedDataset> plan(
      ProjectGraph graph, Selection selection, Planner planner, Sources sources) {
    List<PlannedDataset> planned = new ArrayList<>();
    for (Dataset dataset : graph.ordered()) {
      Set<TableName> needs = graph.needs(dataset);
      if (!selection.refresh().contains(dataset.name())) {
        report(DatasetResults.idle(dataset, State.EXCLUDED, present(dataset)));
      } else if (needs.stream().anyMatch(this::couldNotPlan)) {
        report(DatasetResults.idle(dataset, State.SKIPPED, new Schema(List.of())));
      } else {
        plan(dataset, selection, planner, sources).ifPresent(planned::add);
      }
    }
    return planned;
  }

  private Schema present(Dataset dataset) {
    return warehouse
        .table(dataset.name())
        .snapshot()
        .map(Snapshot::schema)
        .orElse(new Schema(List.of()));
  }

  private boolean couldNotPlan(TableName name) {
    DatasetResult result = results.get(name);
    return result != null && (result.state() == State.FAILED || result.state() == State.SKIPPED);
  }

  private Optional<PlannedDataset> plan(
      Dataset dataset, Selection selection, Planner planner, Sources sources) {
    try {
      boolean rebuild = selection.rebuild().contains(dataset.name());
      PlannedDataset planned = planner.plan(dataset, rebuild);
      if (!request.dryRun()) {
        Planner.checkFiles(planned, sources);
      }
      return Optional.of(planned);
    } catch (PerigonException e) {
      complaints.add(e);
      report(DatasetResults.failed(dataset, e));
      return Optional.empty();
    }
  }

  private void idle(List<PlannedDataset> planned, State state) {
    planned.forEach(p -> report(DatasetResults.idle(p.dataset(), state, p.schema())));
  }

  private void report(DatasetResult result) {
    results.put(result.name(), result);
    listener.finished(result);
  }

  private static PerigonException explained(Throwable failure) {
    if (failure instanceof PerigonException explained) {
      return explained;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  private UpdateResult result(ProjectGraph graph, Optional<PerigonException> error) {
    return new UpdateResult(
        updateId,
        startedAt,
        request.asOf(),
        Duration.ofNanos(System.nanoTime() - startNanos),
        graph.ordered().stream().map(dataset -> results.get(dataset.name())).toList(),
        notes(graph),
        error);
  }

  private List<String> notes(ProjectGraph graph) {
    List<String> notes = new ArrayList<>(Notes.of(graph.ordered(), request));
    for (Dataset dataset : graph.ordered()) {
      notes.addAll(results.get(dataset.name()).notes());
    }
    return notes;
  }
}
