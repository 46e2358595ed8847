package dev.perigon.pipelines;

import dev.perigon.lakehouse.Commit;
import dev.perigon.lakehouse.HistoryEntry;
import dev.perigon.lakehouse.Removal;
import dev.perigon.lakehouse.Restoration;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.TableName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Brings old versions of tables back, each as a new version. How far flows had read comes back with
 * the rows, so that the next update reads again what came after; so do the rows that were held back
 * then, and the changes that a target of AUTO CDC is made of.
 *
 * <p>The first commit of several is the one that the others follow from: a restore that is killed
 * after it is finished by the next update.
 */
public final class Restorer {
  static final String OPERATION = "RESTORE";

  private final Warehouse warehouse;
  private final Optional<Path> home;

  /**
   * @param home a local folder where updates hold their locks
   */
  public Restorer(Warehouse warehouse, Optional<Path> home) {
    this.warehouse = warehouse;
    this.home = home;
  }

  /**
   * What restoring did to one table, or would do.
   *
   * @param version committed; empty when nothing was done
   */
  public record Restored(TableName name, Restoration restoration, Optional<Long> version) {}

  /**
   * Which tables would change, the one that was named last; nothing is done. None when that version
   * is the newest.
   *
   * @throws dev.perigon.sql.error.PerigonException UNKNOWN_NAME when there is no such version; FILE
   *     when files of it are gone; USAGE for a table that only comes back with another
   */
  public List<Restored> plan(TableName name, long version) {
    List<Restored> planned = new ArrayList<>();
    for (Part part : parts(name, version)) {
      planned.add(new Restored(part.name(), part.restoration(), Optional.empty()));
    }
    return planned;
  }

  /**
   * Makes {@code version} the newest again.
   *
   * @throws dev.perigon.sql.error.PerigonException as {@link #plan}, and CONFLICT when an update
   *     runs or another writer was faster
   */
  public List<Restored> restore(TableName name, long version) {
    if (home.map(UpdateLock::anyHeld).orElse(false)) {
      throw MaintenanceErrors.restoreLater(name);
    }
    checkWhole(name, newest(name));
    finishOthers(name);
    List<Restored> done = new ArrayList<>();
    Map<TableName, Long> versions = new HashMap<>();
    for (Part part : parts(name, version)) {
      long committed = part.follows().isPresent() ? settle(part) : commit(part, versions);
      versions.put(part.name(), committed);
      done.add(new Restored(part.name(), part.restoration(), Optional.of(committed)));
    }
    return done;
  }

  /** What an update or a restore that was killed has left to do, another order would forget. */
  private void finishOthers(TableName name) {
    TableName held = name.sibling(name.table() + Quarantine.SUFFIX);
    for (TableName target : List.of(name, name.sibling(name.table() + ChangeLog.SUFFIX))) {
      warehouse
          .table(target)
          .snapshot()
          .ifPresent(snapshot -> new Quarantine(new Tables(warehouse), held).settle(snapshot));
    }
  }

  /**
   * One table of those that come back together.
   *
   * @param cursors set besides the old version's
   * @param shown for a target of AUTO CDC: what it shows of its changes
   * @param follows for a quarantine: the table that orders it to come back
   */
  private record Part(
      TableName name,
      Restoration restoration,
      Snapshot newest,
      Map<String, String> cursors,
      Optional<ChangeMark> shown,
      Optional<TableName> follows) {}

  private List<Part> parts(TableName name, long version) {
    Snapshot newest = newest(name);
    checkWhole(name, newest);
    Snapshot old = warehouse.table(name).snapshotAt(version);
    if (version == newest.version()) {
      return List.of();
    }
    if (TableKind.isChangeTarget(newest) != TableKind.isChangeTarget(old)) {
      throw MaintenanceErrors.otherKindThen(name, version);
    }
    if (!TableKind.isChangeTarget(newest)) {
      return withQuarantine(name, newest, old, name);
    }
    TableName log = name.sibling(name.table() + ChangeLog.SUFFIX);
    ChangeMark mark = mark(name, log, old);
    List<Part> parts = new ArrayList<>();
    Snapshot changes = warehouse.table(log).snapshot().orElseThrow();
    long then = newestAlike(log, mark.version());
    if (then != changes.version()) {
      Snapshot changesThen = warehouse.table(log).snapshotAt(then);
      parts.addAll(withQuarantine(log, changes, changesThen, name));
    }
    parts.add(part(name, newest, old, Map.of(), Optional.of(mark)));
    return parts;
  }

  /**
   * With the same rows as {@code version}, whose files may be gone when they became fewer since.
   */
  private long newestAlike(TableName name, long version) {
    Set<Long> compactions =
        warehouse.table(name).history().stream()
            .filter(entry -> entry.operation().equals(Compaction.OPERATION))
            .map(HistoryEntry::version)
            .collect(Collectors.toSet());
    long alike = version;
    while (compactions.contains(alike + 1)) {
      alike++;
    }
    return alike;
  }

  private Snapshot newest(TableName name) {
    return warehouse.table(name).snapshot().orElseThrow(() -> RunErrors.tableGone(name));
  }

  /** Rows that are held back, and changes, are what another table makes them. */
  private void checkWhole(TableName name, Snapshot table) {
    for (String suffix : List.of(Quarantine.SUFFIX, ChangeLog.SUFFIX)) {
      String kind = suffix.equals(ChangeLog.SUFFIX) ? TableKind.CHANGES : TableKind.QUARANTINE;
      if (TableKind.is(kind, table) && name.table().toLowerCase(Locale.ROOT).endsWith(suffix)) {
        int end = name.table().length() - suffix.length();
        throw MaintenanceErrors.notAlone(name, name.sibling(name.table().substring(0, end)));
      }
    }
  }

  private ChangeMark mark(TableName name, TableName log, Snapshot old) {
    return ChangeMark.shownBy(old)
        .filter(
            mark ->
                warehouse
                    .table(log)
                    .snapshot()
                    .map(s -> s.tableId().equals(mark.log()) && s.version() >= mark.version())
                    .orElse(false))
        .orElseThrow(() -> MaintenanceErrors.changesLost(name, old.version(), log));
  }

  /**
   * {@code name}, which flows fill, and the quarantine of {@code dataset} if it held other rows
   * then.
   */
  private List<Part> withQuarantine(
      TableName name, Snapshot newest, Snapshot old, TableName dataset) {
    checkLists(name, old);
    TableName held = dataset.sibling(dataset.table() + Quarantine.SUFFIX);
    Optional<Snapshot> quarantine =
        warehouse.table(held).snapshot().filter(s -> TableKind.is(TableKind.QUARANTINE, s));
    if (quarantine.isEmpty()) {
      return List.of(part(name, newest, old, Map.of(), Optional.empty()));
    }
    HeldRows.At then = new HeldRows(warehouse.table(name), warehouse.table(held)).of(old);
    if (then instanceof HeldRows.At.Unknown) {
      throw MaintenanceErrors.heldRowsUnknown(name, old.version(), held);
    }
    Optional<Long> version =
        then instanceof HeldRows.At.Version at
            ? Optional.of(newestAlike(held, at.version()))
            : Optional.empty();
    if (isThere(quarantine.get(), held, version)) {
      return List.of(part(name, newest, old, Map.of(), Optional.empty()));
    }
    String order = Quarantine.restoreOrder("restore-" + UUID.randomUUID(), version);
    Part first = part(name, newest, old, Map.of(Quarantine.DOMAIN, order), Optional.empty());
    Part second =
        new Part(
            held,
            restoration(held, quarantine.get(), version),
            quarantine.get(),
            Map.of(),
            Optional.empty(),
            Optional.of(name));
    return List.of(first, second);
  }

  /** Whether the quarantine has the rows of {@code version} now, and took nothing since. */
  private boolean isThere(Snapshot quarantine, TableName held, Optional<Long> version) {
    return version.isEmpty()
        ? quarantine.files().isEmpty()
        : Quarantine.takenBy(quarantine)
            .equals(Quarantine.takenBy(warehouse.table(held).snapshotAt(version.get())));
  }

  private Restoration restoration(TableName held, Snapshot now, Optional<Long> version) {
    return version.isPresent()
        ? warehouse.table(held).restoration(version.get())
        : new Restoration(
            now.version(),
            0,
            0,
            0,
            now.files().size(),
            now.files().stream().mapToLong(file -> file.size()).sum());
  }

  private void checkLists(TableName name, Snapshot old) {
    FileLists lists = new FileLists(warehouse.files(), old.location());
    if (!Cursor.lists(old.cursors()).stream().allMatch(lists::has)) {
      throw MaintenanceErrors.listGone(name, old.version());
    }
  }

  private Part part(
      TableName name,
      Snapshot newest,
      Snapshot old,
      Map<String, String> cursors,
      Optional<ChangeMark> shown) {
    Restoration restoration = warehouse.table(name).restoration(old.version());
    return new Part(name, restoration, newest, cursors, shown, Optional.empty());
  }

  private long commit(Part part, Map<TableName, Long> versions) {
    Map<String, String> cursors = new TreeMap<>(part.cursors());
    TableName log = part.name().sibling(part.name().table() + ChangeLog.SUFFIX);
    if (versions.containsKey(log)) {
      part.shown().ifPresent(mark -> cursors.putAll(mark.at(versions.get(log)).cursor()));
    }
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("version", Long.toString(part.restoration().to()));
    return warehouse
        .table(part.name())
        .commit(
            new Commit(
                Optional.of(part.newest().version()),
                part.newest().schema(),
                part.newest().partitionColumns(),
                Optional.empty(),
                Map.of(),
                Removal.since(part.restoration().to()),
                List.of(),
                cursors,
                OPERATION,
                parameters))
        .version();
  }

  /** The quarantine does what its table says; an update may have been faster. */
  private long settle(Part part) {
    Tables tables = new Tables(warehouse);
    Snapshot target = tables.find(part.follows().orElseThrow()).orElseThrow();
    new Quarantine(tables, part.name()).settle(target);
    return tables.find(part.name()).orElseThrow().version();
  }
}
