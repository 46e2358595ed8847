package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Slice;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.RefreshKey;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes only those rows of a materialized view whose keys are touched by what is new in its
 * inputs: the view's own query over those rows of the inputs that have one of the keys. Where it is
 * not certain that this gives what the whole query would, it gives nothing, and the view is
 * computed whole.
 */
final class KeyedRefresh {
  private static final Logger LOG = LoggerFactory.getLogger(KeyedRefresh.class);

  private final PlannedDataset planned;
  private final RefreshCheck check;
  private final Optional<RuleCheck> rules;
  private final NullCheck nulls;
  private final Engine engine;
  private final UpdateContext context;
  private final DeltaTable table;
  private final KeyQueries queries;
  private final Staging scratch;
  private final Staging staging;

  KeyedRefresh(
      PlannedDataset planned,
      RefreshCheck check,
      Optional<RuleCheck> rules,
      NullCheck nulls,
      Engine engine,
      UpdateContext context) {
    this.planned = planned;
    this.check = check;
    this.rules = rules;
    this.nulls = nulls;
    this.engine = engine;
    this.context = context;
    this.table = context.tables().warehouse().table(planned.table().name());
    this.queries = new KeyQueries(planned.table().name());
    this.scratch = new Staging(engine, context.tables().warehouse().files());
    this.staging = new Staging(engine, context.tables().warehouse().files());
  }

  /**
   * What changes in {@code view}; empty when it is to be computed whole.
   *
   * @param next what the commit will say that it shows
   */
  Optional<RefreshedRows> rows(Snapshot view, RefreshMark next, FlowBatch batch) {
    Optional<RefreshedRows> rows = Optional.empty();
    try {
      rows = tried(view, next, batch);
      return rows;
    } catch (PerigonException e) { // the whole query tells better what is wrong, if anything is
      LOG.info("{} is computed whole: {}", planned.table().name(), e.code());
      return Optional.empty();
    } finally {
      scratch.discardAll();
      if (rows.isEmpty()) {
        staging.discardAll();
      }
    }
  }

  private Optional<RefreshedRows> tried(Snapshot view, RefreshMark next, FlowBatch batch) {
    if (batch.query().query().keys().isEmpty()
        || planned.dataset().hasQuarantine()
        || !RefreshPolicy.of(planned.dataset()).keyByKey(rows(batch))) {
      return Optional.empty();
    }
    Optional<RefreshMark> shown = check.comparable(view, next);
    Optional<List<InputChange>> changes = shown.flatMap(mark -> changes(mark, next, batch));
    if (changes.isEmpty() || InputChange.rows(view.files()).isEmpty()) {
      return Optional.empty();
    }
    List<RefreshKey> candidates =
        RefreshCandidates.of(planned, batch.query().query(), changes.get(), context.analyses());
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    return new ChangedKeys(queries, planned, engine, context, scratch)
        .find(changes.get(), known(changes.get(), batch), candidates)
        .flatMap(
            found ->
                rows(
                    view,
                    shown.get(),
                    new KeyedInputs(batch, changes.get(), found, queries, context, scratch, table),
                    found));
  }

  /** How many rows the query reads; empty when that is not known of all. */
  private static Optional<Long> rows(FlowBatch batch) {
    long rows = 0;
    for (Slice slice : batch.query().slices()) {
      Optional<Long> some =
          slice instanceof Slice.Delta delta ? InputChange.rows(delta.files()) : Optional.empty();
      if (some.isEmpty()) {
        return Optional.empty();
      }
      rows += some.get();
    }
    return Optional.of(rows);
  }

  /** What this update has done to those of the inputs that it fills. */
  private Map<InputChange, KeyChanges.Computed> known(List<InputChange> changes, FlowBatch batch) {
    Map<InputChange, KeyChanges.Computed> known = new HashMap<>();
    for (InputChange change : changes) {
      if (batch.query().query().inputs().get(change.input()).relation()
          instanceof Relation.Table read) {
        context.keyChanges().of(change, read.name()).ifPresent(what -> known.put(change, what));
      }
    }
    return known;
  }

  /** Empty when they cannot be told. */
  private Optional<List<InputChange>> changes(
      RefreshMark before, RefreshMark next, FlowBatch batch) {
    List<InputChange> changes = new ArrayList<>();
    for (int i = 0; i < next.inputs().size(); i++) {
      InputMark old = before.inputs().get(i);
      InputMark now = next.inputs().get(i);
      if (!RefreshCheck.isSame(old, now, batch, i)) {
        Optional<InputChange> change =
            InputChange.of(i, old, now, batch)
                .filter(c -> c.isReadable(context.tables().warehouse().files()));
        if (change.isEmpty()) {
          return Optional.empty();
        }
        changes.add(change.get());
      }
    }
    return Optional.of(changes);
  }

  private Optional<RefreshedRows> rows(
      Snapshot view, RefreshMark shown, KeyedInputs inputs, ChangedKeys.Found found) {
    KeySet keys = found.keys();
    String column = planned.schema().find(found.key().column()).orElseThrow().name();
    if (keys.size() == 0) {
      return Optional.of(result(view, column, keys, List.of(), List.of(), shown.expectations()));
    }
    Optional<List<Slice>> slices = inputs.now();
    if (slices.isEmpty()) {
      return Optional.empty();
    }
    WrittenFiles computed = written(staging, inputs.bound(slices.get()));
    List<DataFile> touched =
        view.filesWithStatistics().stream().filter(file -> keys.mayBeIn(file, column)).toList();
    String quoted = Identifiers.quote(column);
    WrittenFiles others = ofView(staging, view, touched, keys, queries.rowsOfOthers(quoted));
    Optional<Judged> judged =
        rules.isEmpty()
            ? Optional.of(new Judged(computed, shown.expectations()))
            : judged(
                computed,
                rules.get().mayTakeRowsOff()
                    ? written(scratch, inputs.bound(inputs.before(slices.get())))
                    : ofView(scratch, view, touched, keys, queries.rowsOfKeys(quoted)),
                shown.expectations(),
                InputChange.rows(touched).orElseThrow() - others.rows());
    if (judged.isEmpty()) {
      return Optional.empty();
    }
    nulls.check(judged.get().kept(), planned.schema(), staged());
    List<DataFile> added = new ArrayList<>(judged.get().kept().files());
    added.addAll(others.files());
    return Optional.of(result(view, column, keys, touched, added, judged.get().expectations()));
  }

  /** Some of the view's rows in files that are written anew. */
  private WrittenFiles ofView(
      Staging where, Snapshot view, List<DataFile> touched, KeySet keys, SqlText which) {
    if (touched.isEmpty()) {
      return new WrittenFiles(List.of(), 0);
    }
    NamedSlices slices =
        new NamedSlices(
            Map.of(
                KeyQueries.ROWS, InputChange.slice(view, touched),
                KeyQueries.KEYS, keys.slice()));
    return written(where, slices.bound(which, context));
  }

  private WrittenFiles written(Staging where, BoundQuery query) {
    return where.write(query, table, staged(), parts());
  }

  /** Rows that the rules leave, and how the whole view's rows do. */
  private record Judged(WrittenFiles kept, List<ExpectationResult> expectations) {}

  /**
   * What the rules said of all rows, without what they say of the keys' rows as these were, and
   * with what they say of them now.
   *
   * @param before the keys' rows as they were: of the view, or as the query gave them where rules
   *     may have taken some off
   * @param stored how many of them are in the view
   */
  private Optional<Judged> judged(
      WrittenFiles computed, WrittenFiles before, List<ExpectationResult> shown, long stored) {
    RuleCheck rule = rules.orElseThrow();
    RuleCheck.Counts now = rule.count(slice(computed), computed.rows());
    RuleCheck.Counts old = rule.count(slice(before), before.rows());
    long left =
        rule.takesRowsOff(old) ? written(scratch, rule.kept(slice(before))).rows() : before.rows();
    if (rule.failsUpdate(now) || left != stored) { // the whole view says how many fail
      return Optional.empty();
    }
    List<ExpectationResult> expectations =
        IntStream.range(0, shown.size())
            .mapToObj(i -> shown.get(i).with(rule.results(old).get(i), rule.results(now).get(i)))
            .toList();
    if (!rule.takesRowsOff(now)) {
      return Optional.of(new Judged(computed, expectations));
    }
    WrittenFiles kept = written(staging, rule.kept(slice(computed)));
    staging.discard(computed);
    return Optional.of(new Judged(kept, expectations));
  }

  private Slice.Delta slice(WrittenFiles written) {
    return new Slice.Delta(staged(), staged(), parts(), written.files());
  }

  private Schema staged() {
    return planned.staged();
  }

  private List<String> parts() {
    return planned.table().partitionBy();
  }

  private RefreshedRows result(
      Snapshot view,
      String column,
      KeySet keys,
      List<DataFile> removed,
      List<DataFile> added,
      List<ExpectationResult> expectations) {
    return new RefreshedRows(
        removed,
        added,
        RefreshedRows.rows(view.files(), removed, added),
        expectations,
        staging,
        Optional.of(new RefreshedRows.Keys(keys, column)));
  }
}
