package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.pipelines.UpdateResult.Compacted;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import dev.perigon.pipelines.UpdateResult.State;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Schema;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Runs planned datasets, each as soon as all that it reads has run, several at a time. After the
 * first failure nothing new begins; what runs is let finish.
 */
final class Execution {
  private final ProjectGraph graph;
  private final UpdateContext context;
  private final LayerSessions sessions;
  private final UpdateListener listener;
  private final Set<TableName> named;
  private final Semaphore compactions;
  private final Map<TableName, DatasetResult> results = new LinkedHashMap<>();
  private Optional<Throwable> failure = Optional.empty();

  /**
   * @param named datasets to compute even when they would not change
   * @param compactions {@link AutoCompaction#turns}
   */
  Execution(
      ProjectGraph graph,
      UpdateContext context,
      LayerSessions sessions,
      UpdateListener listener,
      Set<TableName> named,
      Semaphore compactions) {
    this.named = named;
    this.compactions = compactions;
    this.graph = graph;
    this.context = context;
    this.sessions = sessions;
    this.listener = listener;
  }

  /** What one dataset's run came to. */
  private record Ended(DatasetResult result, Optional<Throwable> failure) {}

  /** Runs {@code datasets}, which are in graph order. */
  Map<TableName, DatasetResult> run(List<PlannedDataset> datasets, int parallelism) {
    sessions.expect(datasets);
    ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, parallelism));
    try {
      CompletionService<Ended> running = new ExecutorCompletionService<>(threads);
      List<PlannedDataset> waiting = new LongestWay(graph, datasets).sorted(datasets);
      int active = start(waiting, running, Math.max(1, parallelism));
      while (active > 0) {
        Ended ended = running.take().get();
        failure = failure.or(ended::failure);
        finished(ended.result());
        active += start(waiting, running, Math.max(1, parallelism) - active + 1) - 1;
      }
      datasets.stream().filter(waiting::contains).forEach(this::skip);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RunErrors.interrupted();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
    return results;
  }

  /** The first failure, in time. */
  Optional<Throwable> failure() {
    return failure;
  }

  private int start(List<PlannedDataset> waiting, CompletionService<Ended> running, int free) {
    int started = 0;
    boolean progress = true;
    while (progress && failure.isEmpty() && started < free) {
      progress = false;
      Set<TableName> pending = new HashSet<>();
      waiting.forEach(planned -> pending.add(planned.dataset().name()));
      for (PlannedDataset planned : List.copyOf(waiting)) {
        if (started < free && isReady(planned, pending)) {
          waiting.remove(planned);
          if (planned.dataset().isStored()) {
            inFlight.add(planned.dataset().name());
            running.submit(() -> runOne(planned));
            started++;
          } else {
            view(planned);
          }
          progress = true;
          break;
        }
      }
    }
    return started;
  }

  private final Set<TableName> inFlight = new HashSet<>();

  private boolean isReady(PlannedDataset planned, Set<TableName> pending) {
    return graph.needs(planned.dataset()).stream()
        .noneMatch(need -> pending.contains(need) || inFlight.contains(need));
  }

  private void view(PlannedDataset planned) {
    sessions.ended(planned.dataset().layer());
    finished(DatasetResults.idle(planned.dataset(), State.ANALYZED, planned.schema()));
  }

  private void skip(PlannedDataset planned) {
    Schema schema = planned.schema();
    finished(DatasetResults.idle(planned.dataset(), State.SKIPPED, schema));
  }

  private void finished(DatasetResult result) {
    inFlight.remove(result.name());
    results.put(result.name(), result);
    listener.finished(result);
  }

  private Ended runOne(PlannedDataset planned) {
    long start = System.nanoTime();
    listener.started(planned.dataset().name());
    DatasetRun run = null;
    try {
      Engine engine = sessions.engine(planned.dataset().layer());
      SizeCheck size = SizeCheck.before(planned.dataset(), context.tables());
      run =
          new DatasetRun(
              planned.filled(), engine, context, !named.contains(planned.dataset().name()));
      Optional<Long> version = run.run();
      if (planned.changes().isPresent()) {
        version = new ChangeRefresh(planned, engine, context).run(run.expectations());
      }
      Compacted compacted = version.isPresent() ? compacted(planned, engine) : Compacted.NOTHING;
      return new Ended(
          DatasetResults.completed(planned, run, size, version, compacted, since(start)),
          Optional.empty());
    } catch (PerigonException e) {
      DatasetResult result =
          run == null
              ? DatasetResults.failed(planned.dataset(), e)
              : DatasetResults.failed(planned, run, e, since(start));
      return new Ended(result, Optional.of(e));
    } catch (RuntimeException | Error e) {
      return new Ended(
          DatasetResults.idle(planned.dataset(), State.FAILED, planned.schema()), Optional.of(e));
    } finally {
      sessions.ended(planned.dataset().layer());
    }
  }

  private Compacted compacted(PlannedDataset planned, Engine engine) {
    Tables tables = context.tables();
    return new AutoCompaction(engine, tables.warehouse().files(), context.analyses(), compactions)
        .of(planned.dataset(), tables);
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
