package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.engine.Slice;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.Commit;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.Removal;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.pipelines.PlannedDataset.PlannedFlow;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs the flows of one dataset: each is staged and checked, then all are committed as one version.
 */
final class DatasetRun {
  private final PlannedDataset planned;
  private final Dataset dataset;
  private final UpdateContext context;
  private final PlannedTable target;
  private final DeltaTable table;
  private final Engine engine;
  private Staging staging;
  private final Optional<RuleCheck> check;
  private final Quarantine quarantine;
  private final NullCheck nulls;
  private final RefreshCheck refresh;
  private final boolean mayStay;

  private final List<DataFile> files = new ArrayList<>();
  private final List<DataFile> heldFiles = new ArrayList<>();
  private final Map<String, String> cursors = new HashMap<>();
  private final Map<TableName, Long> versionsRead = new TreeMap<>();
  private final Map<String, TopicRange> topics = new TreeMap<>();
  private final List<String> gaps = new ArrayList<>();
  private List<ExpectationResult> expectations = List.of();
  private long rows;
  private boolean rebuild;
  private boolean more;
  private int batch;
  private boolean unchanged;
  private Instant committedAt = Instant.now();
  private Optional<RefreshMark> mark = Optional.empty();
  private Optional<RefreshedRows> some = Optional.empty();

  /**
   * @param mayStay whether a materialized view that would not change is left as it is
   */
  DatasetRun(PlannedDataset planned, Engine engine, UpdateContext context, boolean mayStay) {
    this.mayStay = mayStay;
    this.refresh = new RefreshCheck(planned, engine, context);
    this.planned = planned;
    this.dataset = planned.dataset();
    this.context = context;
    this.target = planned.table();
    this.table = context.tables().warehouse().table(target.name());
    this.engine = engine;
    this.staging = new Staging(engine, context.tables().warehouse().files());
    this.rebuild = planned.rebuild();
    this.check = planned.rules().map(rules -> new RuleCheck(dataset, rules, engine, context));
    this.quarantine = new Quarantine(context.tables(), dataset.quarantine());
    this.nulls = new NullCheck(dataset, target.partitionBy(), engine, context);
  }

  /** The last version committed; empty when there was nothing to commit. */
  Optional<Long> run() {
    Optional<Long> version = runOnce();
    while (more) {
      nextBatch();
      Optional<Long> last = version;
      version = runOnce().or(() -> last);
    }
    return version;
  }

  /** Limits may leave something for another commit, which goes on from where this one is. */
  private void nextBatch() {
    staging = new Staging(engine, context.tables().warehouse().files());
    files.clear();
    heldFiles.clear();
    cursors.clear();
    rebuild = false;
    more = false;
    batch++;
  }

  private Optional<Long> runOnce() {
    try {
      Optional<Snapshot> before = context.tables().find(target.name());
      before.ifPresent(quarantine::settle);
      if (before.isPresent() && !rebuild) {
        widen();
        before = context.tables().find(target.name());
      }
      boolean anyNews = stage(before);
      if (unchanged || !anyNews && !rebuild && before.isPresent()) {
        return Optional.empty();
      }
      long version = commit(before);
      quarantine.settle(context.tables().find(target.name()).orElseThrow());
      return Optional.of(version);
    } catch (RuntimeException e) {
      staging.discardAll();
      throw e;
    }
  }

  /** True when the table shows already what its query would give. */
  boolean isUnchanged() {
    return unchanged;
  }

  /** The quarantine first, because what the table has decides what its quarantine gets. */
  private void widen() {
    if (dataset.hasQuarantine()) {
      new Widening(dataset.quarantine(), engine, context)
          .to(Rules.quarantine(OutputFit.nullable(planned.schema())));
    }
    new Widening(target.name(), engine, context).to(planned.schema());
  }

  /** Counts so far, also when the run failed. */
  List<ExpectationResult> expectations() {
    return expectations;
  }

  Map<TableName, Long> versionsRead() {
    return versionsRead;
  }

  /** What is said of records that sources lost. */
  List<String> gaps() {
    return gaps;
  }

  /** What came from topics; empty when nothing did, or nobody can tell. */
  Optional<Intake> intake() {
    Intake intake =
        new Intake(
            committedAt,
            context.recordTimes().of(target.name(), versionsRead.keySet()),
            List.copyOf(topics.values()));
    return Optional.of(intake).filter(some -> !some.isEmpty());
  }

  long rows() {
    return rows;
  }

  /** How many keys' rows were computed; empty when not only some were. */
  Optional<Long> keys() {
    return some.flatMap(RefreshedRows::keys).map(keys -> keys.set().size());
  }

  private boolean stage(Optional<Snapshot> before) {
    boolean anyNews =
        before.isPresent()
            && before.get().schema().columns().size() < planned.schema().columns().size();
    for (PlannedFlow flow : planned.flows()) {
      Map<String, String> known =
          rebuild ? Map.of() : before.map(Snapshot::cursors).orElse(Map.of());
      Optional<FlowBatch> next = next(flow, known);
      if (next.isPresent()) {
        more |= next.get().more();
        if (stays(next.get(), before)) {
          return false;
        }
        if (stagesSome(next.get(), before)) {
          return true;
        }
        long staged = stage(next.get());
        anyNews |= staged > 0 || !flow.flow().fromSnapshot(); // an equal dump is no news
      }
    }
    return anyNews;
  }

  /** Whether the rows that are there are those that {@code batch} would give. */
  private boolean stays(FlowBatch batch, Optional<Snapshot> before) {
    mark = refresh.next(batch, before);
    Optional<RefreshMark> shown =
        before.filter(view -> mayStay).flatMap(view -> shown(view, batch));
    shown.ifPresent(
        same -> {
          unchanged = true;
          expectations = same.expectations();
          versionsRead.putAll(batch.versionsRead());
        });
    return unchanged;
  }

  /** Whether some rows are all that has to be computed; then they are staged. */
  private boolean stagesSome(FlowBatch batch, Optional<Snapshot> before) {
    if (!mayStay || before.isEmpty() || mark.isEmpty()) {
      return false;
    }
    some = refreshed(before.get(), batch);
    some.ifPresent(
        refreshed -> {
          staging = refreshed.staging();
          files.addAll(refreshed.added());
          rows = refreshed.rows();
          expectations = refreshed.expectations();
          versionsRead.putAll(batch.versionsRead());
        });
    return some.isPresent();
  }

  private Optional<RefreshedRows> refreshed(Snapshot before, FlowBatch batch) {
    return new AdditiveRefresh(planned, refresh, nulls, engine, context)
        .rows(before, mark.get(), batch)
        .or(
            () ->
                new KeyedRefresh(planned, refresh, check, nulls, engine, context)
                    .rows(before, mark.get(), batch));
  }

  private Optional<RefreshMark> shown(Snapshot view, FlowBatch batch) {
    return mark.flatMap(now -> refresh.shown(view, now, batch));
  }

  private Optional<FlowBatch> next(PlannedFlow flow, Map<String, String> known) {
    return flow.flow().fromSnapshot()
        ? new DumpReader(dataset, engine, context).next(flow, known)
        : context.binder().next(flow, Cursor.of(known, flow.flow().name()), table.location());
  }

  /** How many rows there were before the rules took some off. */
  private long stage(FlowBatch batch) {
    versionsRead.putAll(batch.versionsRead());
    batch.topics().forEach(r -> topics.merge(r.topic() + "/" + r.partition(), r, TopicRange::and));
    gaps.addAll(batch.gaps());
    WrittenFiles staged =
        staging.write(batch.query(), table, planned.staged(), target.partitionBy());
    WrittenFiles kept = check.isPresent() ? checked(staged, batch.source()) : staged;
    nulls.check(kept, planned.schema(), planned.staged());
    planned.arrivals().ifPresent(arrivals -> arrivals.check(slice(kept), engine, context));
    cursors.putAll(batch.cursor().get());
    files.addAll(kept.files());
    rows += kept.rows();
    return staged.rows();
  }

  private WrittenFiles checked(WrittenFiles staged, String source) {
    RuleCheck rules = check.orElseThrow();
    Slice.Delta slice = slice(staged);
    RuleCheck.Counts counts = rules.count(slice, staged.rows());
    expectations = sum(expectations, rules.results(counts));
    rules.failIfAsked(counts, slice);
    if (!rules.takesRowsOff(counts)) {
      return staged;
    }
    if (rules.quarantinesRows(counts)) {
      Schema schema = quarantine.schema(planned.schema(), rebuild);
      WrittenFiles held =
          staging.write(rules.held(slice, source), quarantine.table(), schema, List.of());
      heldFiles.addAll(held.files());
    }
    WrittenFiles kept =
        staging.write(rules.kept(slice), table, planned.staged(), target.partitionBy());
    staging.discard(staged);
    return kept;
  }

  private Slice.Delta slice(WrittenFiles staged) {
    return new Slice.Delta(
        planned.staged(), planned.staged(), target.partitionBy(), staged.files());
  }

  static List<ExpectationResult> sum(List<ExpectationResult> before, List<ExpectationResult> more) {
    if (before.isEmpty()) {
      return more;
    }
    List<ExpectationResult> sum = new ArrayList<>();
    for (int i = 0; i < more.size(); i++) {
      ExpectationResult a = before.get(i);
      ExpectationResult b = more.get(i);
      sum.add(
          new ExpectationResult(
              a.name(),
              a.action(),
              a.evaluated() + b.evaluated(),
              a.passed() + b.passed(),
              a.failed() + b.failed()));
    }
    return sum;
  }

  private long commit(Optional<Snapshot> before) {
    if (dataset.hasQuarantine()) {
      cursors.putAll(quarantine.order(orderId(), rebuild, heldFiles));
    }
    mark.ifPresent(now -> cursors.putAll(now.with(expectations).cursor()));
    Commit commit =
        new Commit(
            before.map(Snapshot::version),
            planned.schema(),
            target.partitionBy(),
            target.comment(),
            properties(),
            removal(before),
            files,
            cursors,
            operation(),
            parameters());
    staging.handOver();
    try {
      long version = context.tables().commit(target.name(), commit);
      committedAt = Instant.now();
      if (!topics.isEmpty()) {
        context.recordTimes().read(target.name(), files);
      }
      note(before, version);
      return version;
    } catch (PerigonException e) {
      if (Staging.surelyNotCommitted(e)) {
        staging.takeBack();
      }
      throw e;
    }
  }

  private Removal removal(Optional<Snapshot> before) {
    if (some.isPresent()) {
      return Removal.of(some.get().removed());
    }
    return rebuild && before.isPresent() ? Removal.EVERYTHING : Removal.NOTHING;
  }

  /** For views of this view. */
  private void note(Optional<Snapshot> before, long version) {
    Optional<RefreshedRows.Keys> keys = some.flatMap(RefreshedRows::keys);
    boolean isTold = keys.isPresent() || some.isEmpty();
    if (!dataset.isStreaming() && isTold) {
      context
          .keyChanges()
          .add(
              target.name(),
              new KeyChanges.Computed(
                  before.map(Snapshot::version), version, keys.map(RefreshedRows.Keys::known)));
    }
  }

  /** Another for each commit, so that the quarantine knows which it has taken. */
  private String orderId() {
    return batch == 0 ? context.updateId() : context.updateId() + "/" + batch;
  }

  private Map<String, String> properties() {
    List<Rule> rules = planned.rules().map(r -> r.queries().rules()).orElse(List.of());
    Map<String, String> properties = new TreeMap<>(target.properties());
    if (dataset.isStreaming() || !rules.isEmpty()) { // an append would keep rules that are gone
      properties.put(TableExpectations.PROPERTY, TableExpectations.property(rules));
    }
    return properties;
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("update", context.updateId());
    some.ifPresent(refreshed -> parameters.putAll(refreshed.parameters()));
    if (!expectations.isEmpty()) {
      parameters.put(TableExpectations.PARAMETER, TableExpectations.parameter(expectations));
    }
    return parameters;
  }

  private String operation() {
    return switch (dataset.kind()) {
      case MATERIALIZED_VIEW -> "REFRESH";
      case STREAMING_TABLE -> rebuild ? "FULL REFRESH" : "STREAMING UPDATE";
      case VIEW -> throw new IllegalStateException("Views are not stored");
    };
  }
}
