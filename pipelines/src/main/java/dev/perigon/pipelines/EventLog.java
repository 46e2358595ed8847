package dev.perigon.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.Commit;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.Removal;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.pipelines.UpdateResult.Compacted;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Appends what happened to the tables of {@code system.pipelines}, one commit per table. */
final class EventLog {
  private static final int ATTEMPTS = 20;

  private final Warehouse warehouse;
  private final Supplier<Engine> engine;

  EventLog(Warehouse warehouse, Supplier<Engine> engine) {
    this.warehouse = warehouse;
    this.engine = engine;
  }

  /**
   * Appends to each table that has rows; several tables at a time, all to their end.
   *
   * @return what went wrong without harm
   */
  List<String> append(Map<EventTable, List<ObjectNode>> rows, Instant asOf) {
    List<EventTable> tables =
        rows.keySet().stream().filter(table -> !rows.get(table).isEmpty()).toList();
    List<CompletableFuture<Attempt>> attempts =
        tables.stream().map(table -> started(() -> attempt(table, rows.get(table), asOf))).toList();
    CompletableFuture.allOf(attempts.toArray(CompletableFuture[]::new))
        .handle((done, failure) -> done)
        .join();
    List<Attempt> ended = attempts.stream().map(EventLog::ended).toList();
    ended.stream()
        .flatMap(attempt -> attempt.failure().stream())
        .findFirst()
        .ifPresent(
            failure -> {
              throw failure;
            });
    return ended.stream().flatMap(attempt -> attempt.notes().stream()).toList();
  }

  private record Attempt(Optional<PerigonException> failure, List<String> notes) {}

  /** In a thread of its own: who waits in Java's common pool starves Hadoop, which works there. */
  private static <T> CompletableFuture<T> started(Supplier<T> work) {
    return CompletableFuture.supplyAsync(
        work, task -> new Thread(task, "perigon-event-log").start());
  }

  private static <T> T ended(CompletableFuture<T> work) {
    try {
      return work.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException bug ? bug : e;
    }
  }

  private Attempt attempt(EventTable events, List<ObjectNode> rows, Instant asOf) {
    try {
      DeltaTable table = append(events, rows, asOf);
      return new Attempt(Optional.empty(), compact(events, table).problems());
    } catch (PerigonException e) {
      return new Attempt(Optional.of(e), List.of());
    }
  }

  private DeltaTable append(EventTable events, List<ObjectNode> rows, Instant asOf) {
    DeltaTable table = warehouse.table(events.tableName());
    BoundQuery query = new BoundQuery(EventRows.query(events.schema(), rows), List.of(), asOf);
    Staging staging = new Staging(engine.get(), warehouse.files());
    WrittenFiles written = staging.write(query, table, events.schema(), List.of());
    try {
      commit(events, table, written);
    } catch (PerigonException e) {
      if (Staging.surelyNotCommitted(e)) {
        staging.discardAll();
      }
      throw e;
    }
    return table;
  }

  /** Every update adds a file to each table. */
  private Compacted compact(EventTable events, DeltaTable table) {
    Analyses analyses = Optimizer.analyses(events.tableName());
    AutoCompaction compaction =
        new AutoCompaction(engine.get(), warehouse.files(), analyses, AutoCompaction.Pace.all());
    return compaction.of(events.tableName(), table::snapshot, table);
  }

  /** Another project's update may append at the same time: then this one comes after it. */
  private static void commit(EventTable events, DeltaTable table, WrittenFiles written) {
    for (int attempt = 1; ; attempt++) {
      Optional<Long> version = table.snapshot().map(Snapshot::version);
      try {
        table.commit(
            new Commit(
                version,
                events.schema(),
                List.of(),
                Optional.of(events.comment()),
                Map.of("perigon.kind", "event log"),
                Removal.NOTHING,
                written.files(),
                Map.of(),
                "WRITE",
                Map.of("mode", "Append")));
        return;
      } catch (PerigonException e) {
        if (e.code() != ErrorCode.CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
