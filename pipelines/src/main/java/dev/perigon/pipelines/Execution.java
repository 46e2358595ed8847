package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.pipelines.UpdateResult.Compacted;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import dev.perigon.pipelines.UpdateResult.State;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Schema;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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
import java.util.function.Supplier;

/**
 * Runs planned datasets, each as soon as all that it reads has run, several at a time; their small
 * files are made fewer where nobody waits for it. After the first failure nothing new begins; what
 * runs is let finish.
 */
final class Execution {
  private final ProjectGraph graph;
  private final UpdateContext context;
  private final LayerSessions sessions;
  private final UpdateListener listener;
  private final Set<TableName> named;
  private final AutoCompaction.Pace pace;
  private final Map<TableName, DatasetResult> results = new LinkedHashMap<>();
  private final Set<TableName> inFlight = new HashSet<>();
  private final Deque<Ended> toCompact = new ArrayDeque<>();
  private Optional<Throwable> failure = Optional.empty();

  /**
   * @param named datasets to compute even when they would not change
   * @param pace of compaction
   */
  Execution(
      ProjectGraph graph,
      UpdateContext context,
      LayerSessions sessions,
      UpdateListener listener,
      Set<TableName> named,
      AutoCompaction.Pace pace) {
    this.named = named;
    this.pace = pace;
    this.graph = graph;
    this.context = context;
    this.sessions = sessions;
    this.listener = listener;
  }

  /**
   * What one dataset's run came to.
   *
   * @param compaction of its small files, still to be done; the rows are there
   */
  private record Ended(
      PlannedDataset planned,
      DatasetResult result,
      Optional<Supplier<Compacted>> compaction,
      Optional<Throwable> failure) {
    static Ended failed(PlannedDataset planned, DatasetResult result, Throwable failure) {
      return new Ended(planned, result, Optional.empty(), Optional.of(failure));
    }

    Ended compacted() {
      try {
        DatasetResult since = result.with(compaction.orElseThrow().get());
        return new Ended(planned, since, Optional.empty(), failure);
      } catch (RuntimeException | Error e) {
        return failed(planned, result, e);
      }
    }
  }

  /** Runs {@code datasets}, which are in graph order. */
  Map<TableName, DatasetResult> run(List<PlannedDataset> datasets, int parallelism) {
    sessions.expect(datasets);
    int most = Math.max(1, parallelism);
    ExecutorService threads = Executors.newFixedThreadPool(most);
    try {
      CompletionService<Ended> running = new ExecutorCompletionService<>(threads);
      List<PlannedDataset> waiting = new LongestWay(graph, datasets).sorted(datasets);
      int active = start(waiting, running, most);
      while (active > 0) {
        Ended ended = running.take().get();
        active--;
        failure = failure.or(ended::failure);
        ended(ended);
        int started = start(waiting, running, most - active);
        active += started;
        boolean halfIdle = started == 0 && 2 * active <= most;
        if (halfIdle && failure.isEmpty() && !toCompact.isEmpty()) {
          running.submit(toCompact.remove()::compacted);
          active++;
        }
      }
      toCompact.forEach(this::finished);
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

  /** What reads the dataset may run now; there is more to tell when its files are fewer. */
  private void ended(Ended ended) {
    inFlight.remove(ended.planned().dataset().name());
    if (ended.compaction().isPresent()) {
      toCompact.add(ended);
    } else {
      finished(ended);
    }
  }

  private void finished(Ended ended) {
    sessions.ended(ended.planned().dataset().layer());
    finished(ended.result());
  }

  private void finished(DatasetResult result) {
    results.put(result.name(), result);
    listener.finished(result);
  }

  private Ended runOne(PlannedDataset planned) {
    Dataset dataset = planned.dataset();
    long start = System.nanoTime();
    listener.started(dataset.name());
    DatasetRun run = null;
    try {
      Engine engine = sessions.engine(dataset.layer());
      SizeCheck size = SizeCheck.before(dataset, context.tables());
      run = new DatasetRun(planned.filled(), engine, context, !named.contains(dataset.name()));
      Optional<Long> version = run.run();
      if (planned.changes().isPresent()) {
        version = new ChangeRefresh(planned, engine, context).run(run.expectations());
      }
      return completed(planned, run, size, version, engine, since(start));
    } catch (PerigonException e) {
      DatasetResult result =
          run == null
              ? DatasetResults.failed(dataset, e)
              : DatasetResults.failed(planned, run, e, since(start));
      return Ended.failed(planned, result, e);
    } catch (RuntimeException | Error e) {
      return Ended.failed(planned, DatasetResults.idle(dataset, State.FAILED, planned.schema()), e);
    }
  }

  private Ended completed(
      PlannedDataset planned,
      DatasetRun run,
      SizeCheck size,
      Optional<Long> version,
      Engine engine,
      Duration took) {
    Tables tables = context.tables();
    AutoCompaction compaction =
        new AutoCompaction(engine, tables.warehouse().files(), context.analyses(), pace);
    return new Ended(
        planned,
        DatasetResults.completed(planned, run, size, version, took),
        version.flatMap(written -> compaction.due(planned.dataset(), tables)),
        Optional.empty());
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
