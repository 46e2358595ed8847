package dev.perigon.pipelines;

import dev.perigon.pipelines.UpdateResult.Compacted;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import dev.perigon.pipelines.UpdateResult.State;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Phrases what happened to a dataset. */
final class DatasetResults {
  private DatasetResults() {}

  /** A dataset that did not run. */
  static DatasetResult idle(Dataset dataset, State state, Schema schema) {
    return new DatasetResult(
        dataset.name(),
        dataset.kind(),
        dataset.layer(),
        state,
        schema,
        Optional.empty(),
        0,
        Optional.empty(),
        Map.of(),
        List.of(),
        Compacted.NOTHING,
        Optional.empty(),
        List.of(),
        Duration.ZERO,
        Optional.empty());
  }

  static DatasetResult failed(Dataset dataset, PerigonException error) {
    return new DatasetResult(
        dataset.name(),
        dataset.kind(),
        dataset.layer(),
        State.FAILED,
        new Schema(List.of()),
        Optional.empty(),
        0,
        Optional.empty(),
        Map.of(),
        List.of(),
        Compacted.NOTHING,
        Optional.empty(),
        List.of(),
        Duration.ZERO,
        Optional.of(error));
  }

  static DatasetResult completed(
      PlannedDataset planned,
      DatasetRun run,
      SizeCheck size,
      Optional<Long> version,
      Duration duration) {
    boolean unchanged = run.isUnchanged();
    return ran(
        planned,
        run,
        unchanged ? State.UNCHANGED : State.COMPLETED,
        version,
        run.rows(),
        unchanged ? run.expectations() : size.after(run.expectations()),
        duration,
        Optional.empty());
  }

  static DatasetResult failed(
      PlannedDataset planned, DatasetRun run, PerigonException error, Duration duration) {
    return ran(
        planned,
        run,
        State.FAILED,
        Optional.empty(),
        0,
        run.expectations(),
        duration,
        Optional.of(error));
  }

  private static DatasetResult ran(
      PlannedDataset planned,
      DatasetRun run,
      State state,
      Optional<Long> version,
      long rows,
      List<ExpectationResult> expectations,
      Duration duration,
      Optional<PerigonException> error) {
    return new DatasetResult(
        planned.dataset().name(),
        planned.dataset().kind(),
        planned.dataset().layer(),
        state,
        planned.schema(),
        version,
        rows,
        run.keys(),
        run.versionsRead(),
        expectations,
        Compacted.NOTHING,
        state == State.COMPLETED ? run.intake() : Optional.empty(),
        run.gaps(),
        duration,
        error);
  }
}
