package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.engine.Slice;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.Commit;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.Removal;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.statement.SqlText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings a target of AUTO CDC up to the log of its changes: the rows of all keys that newer changes
 * are about are computed from all of their changes, and the files that may hold them are written
 * anew, in one commit with a mark how far in the log that is. A run that dies between the log's
 * commit and this one is made up for by the next.
 */
final class ChangeRefresh {
  private final PlannedDataset planned;
  private final Dataset dataset;
  private final ChangeQueries queries;
  private final Engine engine;
  private final UpdateContext context;
  private final DeltaTable table;
  private final Staging staging;

  ChangeRefresh(PlannedDataset planned, Engine engine, UpdateContext context) {
    this.planned = planned;
    this.dataset = planned.dataset();
    this.queries = planned.changes().orElseThrow().queries();
    this.engine = engine;
    this.context = context;
    this.table = context.tables().warehouse().table(dataset.name());
    this.staging = new Staging(engine, context.tables().warehouse().files());
  }

  /** The version committed; empty when the target shows every change already. */
  Optional<Long> run(List<ExpectationResult> expectations) {
    try {
      Snapshot log = context.tables().find(dataset.changeLog()).orElseThrow();
      if (!planned.rebuild()) {
        new Widening(dataset.name(), engine, context).to(planned.schema());
      }
      Optional<Snapshot> before = context.tables().find(dataset.name());
      ChangeMark mark = ChangeMark.of(log, queries);
      Optional<List<DataFile>> news = news(log, before, mark);
      if (news.isPresent() && news.get().isEmpty()) {
        if (!grows(before)) {
          return Optional.empty();
        }
        news = Optional.empty();
      }
      Change change =
          news.isEmpty() || truncates(news.get())
              ? whole(log, before)
              : some(log, before.orElseThrow(), news.get());
      long version = commit(before, change, mark, expectations);
      context
          .keyChanges()
          .add(
              dataset.name(),
              new KeyChanges.Computed(before.map(Snapshot::version), version, change.keys()));
      return Optional.of(version);
    } catch (RuntimeException e) {
      staging.discardAll();
      throw e;
    }
  }

  /** Whether the target gets a column, which the next dataset may read. */
  private boolean grows(Optional<Snapshot> before) {
    return before.isPresent()
        && before.get().schema().columns().size() < planned.schema().columns().size();
  }

  /**
   * What takes the place of what.
   *
   * @param keys that it is about; empty when it is about all
   */
  private record Change(Removal removal, WrittenFiles written, Optional<KeyChanges.Keys> keys) {}

  /** The files of changes that the target does not show; empty when all of it counts as such. */
  private Optional<List<DataFile>> news(Snapshot log, Optional<Snapshot> before, ChangeMark mark) {
    Optional<ChangeMark> shown = before.flatMap(ChangeMark::shownBy);
    if (planned.rebuild() || shown.isEmpty() || !mark.continues(shown.get())) {
      return Optional.empty();
    }
    if (shown.get().version() == log.version()) {
      return Optional.of(List.of());
    }
    DeltaTable changes = context.tables().warehouse().table(dataset.changeLog());
    return Appends.between(changes, shown.get().version(), log.version());
  }

  private boolean truncates(List<DataFile> news) {
    if (!queries.target().truncates()) {
      return false;
    }
    try (Rows count = engine.read(bound(queries.truncations(), List.of(), news, List.of()))) {
      count.next();
      return ((Number) count.value(0)).longValue() > 0;
    }
  }

  private Change whole(Snapshot log, Optional<Snapshot> before) {
    BoundQuery query = bound(queries.whole(), log.files(), List.of(), List.of());
    Removal removal =
        planned.rebuild() && before.isPresent()
            ? Removal.EVERYTHING
            : Removal.of(before.map(Snapshot::files).orElse(List.of()));
    return new Change(removal, write(query), Optional.empty());
  }

  private Change some(Snapshot log, Snapshot before, List<DataFile> news) {
    List<String> keys = queries.target().keys();
    KeyBounds bounds;
    Object least;
    try (Rows row = engine.read(bound(queries.bounds(), List.of(), news, List.of()))) {
      bounds = KeyBounds.of(keys, row);
      least = row.value(2 * keys.size());
    }
    KeyBounds newest = queries.leading().map(path -> bounds.from(path, least)).orElse(bounds);
    List<DataFile> changes =
        queries.target().truncates() // a truncate may be in any file
            ? log.files()
            : log.filesWithStatistics().stream().filter(newest::mayBeIn).toList();
    List<DataFile> touched = before.filesWithStatistics().stream().filter(bounds::mayBeIn).toList();
    SqlText query = touched.isEmpty() ? queries.ofNews() : queries.ofNewsAndOthers();
    return new Change(
        Removal.of(touched),
        write(bound(query, changes, news, touched)),
        Optional.of(new KeyChanges.Keys(keys, changes(news), keys)));
  }

  private WrittenFiles write(BoundQuery query) {
    return staging.write(query, table, planned.staged(), planned.table().partitionBy());
  }

  private BoundQuery bound(
      SqlText text, List<DataFile> log, List<DataFile> news, List<DataFile> rows) {
    AnalyzedQuery query = context.analyses().analyze(text, queries);
    Map<TableName, Slice> slices = new HashMap<>();
    slices.put(ChangeQueries.LOG, changes(log));
    slices.put(ChangeQueries.NEWS, changes(news));
    slices.put(
        ChangeQueries.ROWS,
        new Slice.Delta(planned.schema(), planned.schema(), planned.table().partitionBy(), rows));
    return new BoundQuery(
        query,
        query.inputs().stream()
            .map(input -> slices.get(((Relation.Table) input.relation()).name()))
            .toList(),
        context.asOf());
  }

  private Slice.Delta changes(List<DataFile> files) {
    return new Slice.Delta(queries.changes(), queries.changes(), List.of(), files);
  }

  private long commit(
      Optional<Snapshot> before,
      Change change,
      ChangeMark mark,
      List<ExpectationResult> expectations) {
    Commit commit =
        new Commit(
            before.map(Snapshot::version),
            planned.schema(),
            planned.table().partitionBy(),
            planned.table().comment(),
            properties(),
            change.removal(),
            change.written().files(),
            mark.cursor(),
            planned.rebuild() ? "FULL REFRESH" : "AUTO CDC",
            parameters(expectations));
    staging.handOver();
    try {
      return context.tables().commit(dataset.name(), commit);
    } catch (PerigonException e) {
      if (Staging.surelyNotCommitted(e)) {
        staging.takeBack();
      }
      throw e;
    }
  }

  private Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>(planned.table().properties());
    List<Rule> rules = planned.rules().map(r -> r.queries().rules()).orElse(List.of());
    properties.put(TableExpectations.PROPERTY, TableExpectations.property(rules));
    return properties;
  }

  private Map<String, String> parameters(List<ExpectationResult> expectations) {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("update", context.updateId());
    parameters.put("scdType", Integer.toString(queries.target().scdType()));
    if (!expectations.isEmpty()) {
      parameters.put(TableExpectations.PARAMETER, TableExpectations.parameter(expectations));
    }
    return parameters;
  }
}
