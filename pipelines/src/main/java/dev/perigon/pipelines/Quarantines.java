package dev.perigon.pipelines;

import static java.util.stream.Collectors.joining;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.engine.Slice;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.Commit;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.Removal;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What the quarantines of a warehouse hold, and how rows are dropped from them. Close it to free
 * its engine.
 */
public final class Quarantines implements AutoCloseable {
  static final String OPERATION = "QUARANTINE DROP";

  private final Warehouse warehouse;
  private final EngineSession engine;
  private final Optional<Path> home;

  /**
   * @param engines opens an engine session, when rows have to be counted or written
   * @param home a local folder where updates hold their locks
   */
  public Quarantines(Warehouse warehouse, Supplier<Engine> engines, Optional<Path> home) {
    this.warehouse = warehouse;
    this.engine = new EngineSession(engines);
    this.home = home;
  }

  /**
   * The quarantine of one dataset.
   *
   * @param groups rows that violate the same rules and come from the same source
   * @param unfinished whether an update or a replay was killed that still takes or brings rows
   */
  public record Held(TableName dataset, TableName table, List<Group> groups, boolean unfinished) {
    public Held {
      groups = List.copyOf(groups);
    }

    public long rows() {
      return groups.stream().mapToLong(Group::rows).sum();
    }

    public Optional<Instant> first() {
      return groups.stream().map(Group::first).min(Instant::compareTo);
    }

    public Optional<Instant> last() {
      return groups.stream().map(Group::last).max(Instant::compareTo);
    }
  }

  /**
   * Rows that are held back alike.
   *
   * @param rules names, with commas between
   * @param reasons their predicates
   */
  public record Group(
      String rules, String reasons, String source, long rows, Instant first, Instant last) {}

  /** Every dataset that has a quarantine. */
  public List<TableName> datasets() {
    return tables(warehouse).stream().map(Quarantines::dataset).toList();
  }

  /**
   * The dataset that {@code written}, its name, its quarantine's or the end of either, means.
   *
   * @throws PerigonException UNKNOWN_NAME when not exactly one fits
   */
  public TableName find(String written) {
    String end = ("." + written.replace("`", "")).toLowerCase(Locale.ROOT);
    List<TableName> fitting =
        datasets().stream()
            .filter(
                dataset ->
                    ("." + dataset).toLowerCase(Locale.ROOT).endsWith(end)
                        || ("." + quarantine(dataset)).toLowerCase(Locale.ROOT).endsWith(end))
            .toList();
    if (fitting.size() != 1) {
      throw QuarantineErrors.unknown(written, fitting, names(warehouse));
    }
    return fitting.get(0);
  }

  /** What is held back from {@code dataset}; no values of its rows. */
  public Held held(TableName dataset, HeldSelection selection) {
    Tables tables = new Tables(warehouse);
    TableName name = quarantine(dataset);
    Snapshot held = held(tables, dataset);
    selection.check(name, names(name, held), Optimizer.analyses(name));
    SqlText text =
        text(
            name,
            "SELECT coalesce(_quarantine_rule, ''), coalesce(_quarantine_reason, ''),"
                + " coalesce(_quarantine_source, ''), count(*), min(_quarantined_at),"
                + " max(_quarantined_at) FROM %s WHERE %s GROUP BY ALL ORDER BY 1, 2, 3"
                    .formatted(ChangeQueries.name(name), selection.condition()));
    List<Group> groups = new ArrayList<>();
    if (!held.files().isEmpty()) {
      try (Rows rows = engine.get().read(bound(text, name, held))) {
        while (rows.next()) {
          groups.add(
              new Group(
                  (String) rows.value(0),
                  (String) rows.value(1),
                  (String) rows.value(2),
                  ((Number) rows.value(3)).longValue(),
                  (Instant) rows.value(4),
                  (Instant) rows.value(5)));
        }
      }
    }
    boolean behind =
        tables
            .find(owner(tables, dataset))
            .map(target -> new Quarantine(tables, name).isBehind(target))
            .orElse(false);
    return new Held(dataset, name, groups, behind);
  }

  /**
   * A query for the newest rows that are held back from {@code dataset}, their coordinates first.
   */
  public SqlText rows(TableName dataset, HeldSelection selection, long limit) {
    TableName name = quarantine(dataset);
    Snapshot held = held(new Tables(warehouse), dataset);
    selection.check(name, names(name, held), Optimizer.analyses(name));
    Schema schema = held.schema();
    Set<String> columns = new LinkedHashSet<>();
    boolean coordinates =
        ReplayQueries.COORDINATES.stream().allMatch(c -> schema.find(c).isPresent());
    if (coordinates) {
      ReplayQueries.COORDINATES.forEach(c -> columns.add(schema.find(c).orElseThrow().name()));
    }
    columns.addAll(RuleQueries.QUARANTINE_COLUMNS);
    columns.addAll(schema.names());
    String order = coordinates ? ", topic, partition, offset" : ", _quarantine_rule";
    return text(
        name,
        "SELECT %s FROM %s WHERE %s ORDER BY _quarantined_at DESC%s LIMIT %d"
            .formatted(
                columns.stream().map(Identifiers::quote).collect(joining(", ")),
                ChangeQueries.name(name),
                selection.condition(),
                order,
                limit));
  }

  /**
   * What dropping did.
   *
   * @param version of the quarantine; empty when nothing was done
   */
  public record Dropped(TableName dataset, long rows, long left, Optional<Long> version) {}

  /** How many rows {@link #drop} would drop; nothing is done. */
  public Dropped plan(TableName dataset, HeldSelection selection) {
    Held held = held(dataset, selection);
    if (held.unfinished()) {
      throw QuarantineErrors.unfinished(dataset);
    }
    long all = held(dataset, HeldSelection.ALL).rows();
    return new Dropped(dataset, held.rows(), all - held.rows(), Optional.empty());
  }

  /**
   * Deletes rows for good from the quarantine of {@code dataset}. By a commit to the dataset's
   * table that orders it, as updates and replays do, so that these know of it.
   *
   * @throws PerigonException CONFLICT when an update runs or another writer was faster
   */
  public Dropped drop(TableName dataset, HeldSelection selection) {
    if (home.map(UpdateLock::anyHeld).orElse(false)) {
      throw QuarantineErrors.updateRuns(dataset);
    }
    Tables tables = new Tables(warehouse);
    Quarantine quarantine = new Quarantine(tables, quarantine(dataset));
    TableName owner = owner(tables, dataset);
    tables.find(owner).ifPresent(quarantine::settle);
    TableName name = quarantine(dataset);
    Snapshot held = held(tables, dataset);
    selection.check(name, names(name, held), Optimizer.analyses(name));
    SqlText rest =
        text(
            name,
            "SELECT * FROM %s WHERE NOT %s"
                .formatted(ChangeQueries.name(name), selection.condition()));
    Staging staging = new Staging(engine.get(), warehouse.files());
    try {
      long all = rows(held, name);
      WrittenFiles kept =
          staging.write(bound(rest, name, held), warehouse.table(name), held.schema(), List.of());
      long dropped = all - kept.rows();
      if (dropped == 0) {
        staging.discardAll();
        return new Dropped(dataset, 0, all, Optional.empty());
      }
      staging.handOver();
      commit(tables, owner, quarantine, held, kept.files(), staging);
      return new Dropped(dataset, dropped, kept.rows(), tables.find(name).map(Snapshot::version));
    } catch (RuntimeException e) {
      staging.discardAll();
      throw e;
    }
  }

  private static void commit(
      Tables tables,
      TableName owner,
      Quarantine quarantine,
      Snapshot held,
      List<DataFile> kept,
      Staging staging) {
    String id = "drop-" + UUID.randomUUID();
    Map<String, String> order = quarantine.removal(id, held, held.files(), kept, OPERATION);
    Snapshot target = tables.find(owner).orElseThrow(() -> QuarantineErrors.neverFilled(owner));
    Commit commit =
        new Commit(
            Optional.of(target.version()),
            target.schema(),
            target.partitionColumns(),
            target.comment(),
            Map.of(),
            Removal.NOTHING,
            List.of(),
            order,
            OPERATION,
            Map.of("update", id));
    try {
      tables.commit(owner, commit);
    } catch (PerigonException e) {
      if (Staging.surelyNotCommitted(e)) {
        staging.takeBack();
      }
      throw e;
    }
    quarantine.settle(tables.find(owner).orElseThrow());
  }

  private long rows(Snapshot held, TableName name) {
    if (held.rows().isPresent()) {
      return held.rows().get();
    }
    SqlText count = text(name, "SELECT count(*) FROM " + ChangeQueries.name(name));
    try (Rows rows = engine.get().read(bound(count, name, held))) {
      rows.next();
      return ((Number) rows.value(0)).longValue();
    }
  }

  private Snapshot held(Tables tables, TableName dataset) {
    return tables
        .find(quarantine(dataset))
        .orElseThrow(() -> QuarantineErrors.none(dataset, names(warehouse)));
  }

  /** The table whose commits order what becomes of the quarantine. */
  private static TableName owner(Tables tables, TableName dataset) {
    TableName log = dataset.sibling(dataset.table() + ChangeLog.SUFFIX);
    boolean ofChanges =
        tables.find(dataset).map(TableKind::isChangeTarget).orElse(true)
            && tables.find(log).map(t -> TableKind.is(TableKind.CHANGES, t)).orElse(false);
    return ofChanges ? log : dataset;
  }

  private static BoundQuery bound(SqlText text, TableName name, Snapshot held) {
    AnalyzedQuery query = Optimizer.analyses(name).analyze(text, names(name, held));
    Slice slice =
        new Slice.Delta(
            held.schema(), held.physicalSchema(), held.partitionColumns(), held.files());
    return new BoundQuery(query, Collections.nCopies(query.inputs().size(), slice), Instant.now());
  }

  private static StagedResolver names(TableName name, Snapshot held) {
    return new StagedResolver(name, held.schema());
  }

  private static SqlText text(TableName name, String sql) {
    return SqlText.of(name.toString(), sql);
  }

  private static TableName quarantine(TableName dataset) {
    return dataset.sibling(dataset.table() + Quarantine.SUFFIX);
  }

  private static TableName dataset(TableName quarantine) {
    int end = quarantine.table().length() - Quarantine.SUFFIX.length();
    return quarantine.sibling(quarantine.table().substring(0, end));
  }

  private static List<TableName> tables(Warehouse warehouse) {
    return warehouse.tables().stream()
        .filter(name -> name.table().toLowerCase(Locale.ROOT).endsWith(Quarantine.SUFFIX))
        .filter(
            name ->
                warehouse
                    .table(name)
                    .snapshot()
                    .map(table -> TableKind.is(TableKind.QUARANTINE, table))
                    .orElse(false))
        .toList();
  }

  static List<String> names(Warehouse warehouse) {
    return tables(warehouse).stream().map(name -> dataset(name).toString()).toList();
  }

  /** Closes the engine session. */
  @Override
  public void close() {
    engine.close();
  }
}
