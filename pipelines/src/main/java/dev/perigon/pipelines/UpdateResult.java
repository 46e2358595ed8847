package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an update did, dataset by dataset in graph order.
 *
 * @param notes what the project says and this release does not do, and what went wrong without
 *     harm; one line each
 */
public record UpdateResult(
    String updateId,
    Instant startedAt,
    Instant asOf,
    Duration duration,
    List<DatasetResult> datasets,
    List<String> notes,
    Optional<PerigonException> error) {
  public UpdateResult {
    datasets = List.copyOf(datasets);
    notes = List.copyOf(notes);
  }

  /** The same with something more to tell. */
  UpdateResult with(List<String> moreNotes) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(moreNotes);
    return new UpdateResult(updateId, startedAt, asOf, duration, datasets, all, error);
  }

  /** The same with what went wrong after the datasets had run. */
  public UpdateResult with(PerigonException problem) {
    return new UpdateResult(
        updateId, startedAt, asOf, duration, datasets, notes, Optional.of(problem));
  }

  public enum State {
    COMPLETED,
    /** A materialized view whose rows are what its query would give; its table is as it was. */
    UNCHANGED,
    FAILED,
    /** Not reached, because something before it failed; its table is as it was. */
    SKIPPED,
    /** Left out by {@code --refresh}. */
    EXCLUDED,
    /** A view: nothing to run; or a dry run. */
    ANALYZED
  }

  /**
   * @param version the Delta version written; empty when nothing was committed
   * @param rows rows written by this update; all of a view's rows also where only those of some
   *     keys had to be computed
   * @param keys how many keys' rows were computed; empty when not only some were
   * @param compacted small files that became fewer after the rows were there
   * @param versionsRead input tables and the version read of each
   * @param expectations of what is unchanged: how its rows did when they were computed
   * @param intake what it got from topics; empty when nothing, or when that is not known
   * @param notes small files that stay small, and records that a source lost before they were read
   */
  public record DatasetResult(
      TableName name,
      DatasetGraph.Kind kind,
      String layer,
      State state,
      Schema schema,
      Optional<Long> version,
      long rows,
      Optional<Long> keys,
      Map<TableName, Long> versionsRead,
      List<ExpectationResult> expectations,
      Compacted compacted,
      Optional<Intake> intake,
      List<String> notes,
      Duration duration,
      Optional<PerigonException> error) {
    public DatasetResult {
      notes = List.copyOf(notes);
      versionsRead = Map.copyOf(versionsRead);
      expectations = List.copyOf(expectations);
    }

    /** The same now that small files have become fewer. */
    DatasetResult with(Compacted since) {
      List<String> all = new ArrayList<>(notes);
      all.addAll(since.problems());
      return new DatasetResult(
          name,
          kind,
          layer,
          state,
          schema,
          version,
          rows,
          keys,
          versionsRead,
          expectations,
          since,
          intake,
          all,
          duration,
          error);
    }
  }

  /**
   * How many files became how many.
   *
   * @param problems why files of a table stayed small; the next update tries again
   */
  public record Compacted(long before, long after, List<String> problems) {
    static final Compacted NOTHING = new Compacted(0, 0);

    public Compacted {
      problems = List.copyOf(problems);
    }

    Compacted(long before, long after) {
      this(before, after, List.of());
    }

    Compacted and(Compacted other) {
      List<String> all = new ArrayList<>(problems);
      all.addAll(other.problems);
      return new Compacted(before + other.before, after + other.after, all);
    }
  }

  /** evaluated = passed + failed. */
  public record ExpectationResult(
      String name, String action, long evaluated, long passed, long failed) {

    /** The same where some of the rows are others now. */
    ExpectationResult with(ExpectationResult before, ExpectationResult now) {
      return new ExpectationResult(
          name,
          action,
          evaluated - before.evaluated + now.evaluated,
          passed - before.passed + now.passed,
          failed - before.failed + now.failed);
    }
  }
}
