package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.engine.Slice;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.RefreshKey;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Finds the keys of rows that are new, changed or gone in a view's inputs. */
final class ChangedKeys {
  private final KeyQueries queries;
  private final PlannedDataset planned;
  private final Engine engine;
  private final UpdateContext context;
  private final DeltaTable table;
  private final Staging scratch;

  /**
   * @param scratch for what is not needed when the view is computed
   */
  ChangedKeys(
      KeyQueries queries,
      PlannedDataset planned,
      Engine engine,
      UpdateContext context,
      Staging scratch) {
    this.queries = queries;
    this.planned = planned;
    this.engine = engine;
    this.context = context;
    this.table = context.tables().warehouse().table(planned.table().name());
    this.scratch = scratch;
  }

  /**
   * @param key by which the view is computed in parts
   * @param keys those of its values that are touched, perhaps among others
   */
  record Found(RefreshKey key, KeySet keys) {}

  /**
   * The keys by one of {@code candidates}; empty when all rows may be touched.
   *
   * @param known what this update has done to changed inputs
   */
  Optional<Found> find(
      List<InputChange> changes,
      Map<InputChange, KeyChanges.Computed> known,
      List<RefreshKey> candidates) {
    if (changes.stream().anyMatch(change -> isWhole(change, known))) {
      return Optional.empty();
    }
    List<RefreshKey> keys = alike(known, candidates);
    Map<TableName, Slice> found = new LinkedHashMap<>();
    for (InputChange change : changes) {
      Optional<KeyChanges.Keys> some =
          Optional.ofNullable(known.get(change)).flatMap(KeyChanges.Computed::some);
      boolean alike =
          some.isPresent() && keys.stream().allMatch(key -> isAlike(key, change, some.get()));
      found.put(
          new TableName("perigon", "keys", "of_input_" + change.input()),
          alike ? renamed(some.get(), keys) : compared(change, keys, some));
    }
    return Optional.of(chosen(found, keys));
  }

  private static boolean isWhole(InputChange change, Map<InputChange, KeyChanges.Computed> known) {
    if (known.containsKey(change)) {
      return known.get(change).some().isEmpty();
    }
    Optional<Long> all = InputChange.rows(change.now().files());
    Optional<Long> come = InputChange.rows(change.come());
    return change.gone().isEmpty()
        && all.isPresent()
        && come.isPresent()
        && come.get() > all.get() * KeyedInputs.MOST;
  }

  /** The candidates that most of the changed inputs were computed by themselves. */
  private static List<RefreshKey> alike(
      Map<InputChange, KeyChanges.Computed> known, List<RefreshKey> candidates) {
    long most = candidates.stream().mapToLong(key -> alikeWith(key, known)).max().orElseThrow();
    return candidates.stream().filter(key -> alikeWith(key, known) == most).toList();
  }

  private static long alikeWith(RefreshKey key, Map<InputChange, KeyChanges.Computed> known) {
    return known.entrySet().stream()
        .filter(each -> isAlike(key, each.getKey(), each.getValue().some().orElseThrow()))
        .count();
  }

  private static boolean isAlike(RefreshKey key, InputChange change, KeyChanges.Keys keys) {
    String value = key.inputs().get(change.input());
    return keys.columns().size() == 1
        && value.equalsIgnoreCase(Identifiers.quote(keys.columns().get(0)));
  }

  private Slice renamed(KeyChanges.Keys keys, List<RefreshKey> candidates) {
    String value = Identifiers.quote(keys.names().get(0));
    return written(
        queries.inRows(Collections.nCopies(candidates.size(), value)),
        Map.of(KeyQueries.ROWS, keys.slice()),
        candidates);
  }

  /**
   * @param within when it is known in which rows alone something may differ
   */
  private Slice compared(
      InputChange change, List<RefreshKey> candidates, Optional<KeyChanges.Keys> within) {
    Schema schema = change.now().schema();
    List<String> keys =
        candidates.stream().map(candidate -> candidate.inputs().get(change.input())).toList();
    if (!change.gone().isEmpty() && KeyQueries.canCompare(schema)) {
      Map<TableName, Slice> slices = new HashMap<>();
      slices.put(KeyQueries.ROWS, InputChange.slice(change.now(), change.come()));
      slices.put(KeyQueries.GONE, InputChange.slice(change.before(), change.gone()));
      within.ifPresent(some -> slices.put(KeyQueries.KEYS, some.slice()));
      return written(queries.ofDifference(keys, schema, within), slices, candidates);
    }
    List<DataFile> all = new ArrayList<>(change.come());
    all.addAll(change.gone());
    Slice rows = InputChange.slice(change.now(), all);
    return written(queries.inRows(keys), Map.of(KeyQueries.ROWS, rows), candidates);
  }

  private Slice written(SqlText text, Map<TableName, Slice> slices, List<RefreshKey> candidates) {
    Schema schema =
        new Schema(
            IntStream.range(0, candidates.size())
                .mapToObj(i -> Column.of(KeyQueries.column(i), type(candidates.get(i))))
                .toList());
    WrittenFiles written =
        scratch.write(new NamedSlices(slices).bound(text, context), table, schema, List.of());
    return new Slice.Delta(schema, schema, List.of(), written.files());
  }

  private SqlType type(RefreshKey key) {
    return planned.schema().find(key.column()).orElseThrow().type();
  }

  /** By the candidate that has most values among what is touched: its parts are the smallest. */
  private Found chosen(Map<TableName, Slice> found, List<RefreshKey> candidates) {
    int best = candidates.size() == 1 ? 0 : mostValues(found, candidates.size());
    Schema schema = Schema.of(Column.of(KeyQueries.OWN, type(candidates.get(best))));
    Staging kept = new Staging(engine, context.tables().warehouse().files());
    context.keyChanges().keep(kept);
    WrittenFiles written =
        kept.write(
            new NamedSlices(found)
                .bound(queries.together(List.copyOf(found.keySet()), best), context),
            table,
            schema,
            List.of());
    Slice.Delta slice = new Slice.Delta(schema, schema, List.of(), written.files());
    NamedSlices keys = new NamedSlices(Map.of(KeyQueries.KEYS, slice));
    try (Rows bounds = engine.read(keys.bound(queries.bounds(), context))) {
      return new Found(candidates.get(best), KeySet.of(slice, written.rows(), bounds));
    }
  }

  private int mostValues(Map<TableName, Slice> found, int candidates) {
    long[] values = new long[candidates];
    for (TableName table : found.keySet()) {
      NamedSlices slices = new NamedSlices(found);
      try (Rows counts = engine.read(slices.bound(queries.counts(table, candidates), context))) {
        counts.next();
        for (int i = 0; i < candidates; i++) {
          values[i] += ((Number) counts.value(i)).longValue();
        }
      }
    }
    return IntStream.range(0, candidates)
        .reduce(0, (best, i) -> values[i] > values[best] ? i : best);
  }
}
