package dev.perigon.pipelines;

import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.lakehouse.Leftovers;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.TableName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What keeps tables small and fast and brings old versions back, beside any update. */
public final class Maintenance {
  private final Warehouse warehouse;
  private final Optional<Path> home;

  /**
   * @param home a local folder where updates hold their locks
   */
  public Maintenance(Warehouse warehouse, Optional<Path> home) {
    this.warehouse = warehouse;
    this.home = home;
  }

  /**
   * What {@link #vacuum} would delete of {@code table}.
   *
   * @param retention versions that were the newest within it stay readable; empty for the table's
   *     own, seven days at least
   * @param insisting whether less than seven days was asked for on purpose
   * @throws dev.perigon.sql.error.PerigonException USAGE for less without insisting, CONFLICT when
   *     it is asked for while an update runs on this machine
   */
  public Leftovers leftovers(TableName table, Optional<Duration> retention, Insisting insisting) {
    if (retention.isPresent() && isShort(retention.get())) {
      if (insisting == Insisting.NO) {
        throw MaintenanceErrors.shortRetention(table);
      }
      if (home.map(UpdateLock::anyHeld).orElse(false)) {
        throw MaintenanceErrors.updateRuns(table);
      }
    }
    DeltaTable delta = warehouse.table(table);
    Leftovers data =
        delta.leftovers(Instant.now(), retention, Quarantine.ordered(warehouse, table));
    List<StoredFile> files = new ArrayList<>(data.files());
    files.addAll(lists(delta, data.since()));
    return new Leftovers(data.since(), files, data.folders());
  }

  /** Lists of what was read that longer ones took the place of, or that a killed run left. */
  private List<StoredFile> lists(DeltaTable table, Instant since) {
    Optional<List<String>> cursors = table.cursorsSince(since);
    if (cursors.isEmpty()) {
      return List.of();
    }
    Set<String> named =
        cursors.get().stream()
            .flatMap(text -> Cursor.listsIn(text).stream())
            .collect(Collectors.toSet());
    return new FileLists(warehouse.files(), table.location())
        .all().stream()
            .filter(file -> file.modified() < since.toEpochMilli())
            .filter(file -> !named.contains(FileLists.name(file)))
            .toList();
  }

  /** Whether somebody wants what may hurt others. */
  public enum Insisting {
    YES,
    NO
  }

  private static boolean isShort(Duration retention) {
    return retention.compareTo(DeltaTable.LEAST_RETENTION) < 0;
  }

  /** Deletes {@code leftovers}; may be stopped and begun again at any point. */
  public void vacuum(Leftovers leftovers) {
    for (StoredFile file : leftovers.files()) {
      warehouse.files().delete(file.location());
    }
    for (URI folder : leftovers.folders()) {
      warehouse.files().delete(folder);
    }
  }
}
