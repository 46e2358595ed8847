package dev.perigon.lakehouse;

import dev.perigon.sql.error.PerigonException;
import io.delta.kernel.SnapshotBuilder;
import io.delta.kernel.TableManager;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.TableConfig;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A Delta table by Delta Kernel. */
final class KernelTable implements DeltaTable {
  /**
   * Below the table and visible to Delta's {@code VACUUM}, which clears what a crashed run left:
   * folders that start with an underscore it would leave alone.
   */
  static final String DATA_FOLDER = "data";

  private final URI location;
  private final Storage storage;
  private final CommitLog log;

  KernelTable(URI location, Storage storage) {
    this.location = location;
    this.storage = storage;
    this.log = new CommitLog(location, storage);
  }

  @Override
  public URI location() {
    return location;
  }

  @Override
  public Optional<Snapshot> snapshot() {
    return latest().map(s -> s);
  }

  private Optional<KernelSnapshot> latest() {
    Optional<KernelSnapshot> known = storage.newest().find(location);
    if (known.isPresent()) {
      return known;
    }
    try {
      return Optional.of(storage.newest().add(location, load(loader())));
    } catch (TableNotFoundException e) {
      return Optional.empty();
    }
  }

  private KernelSnapshot existing() {
    return latest().orElseThrow(() -> LakehouseErrors.noTable(location));
  }

  private SnapshotBuilder loader() {
    return TableManager.loadSnapshot(Locations.plain(location));
  }

  private KernelSnapshot load(SnapshotBuilder builder) {
    return KernelCalls.read(
        location, () -> snapshot((SnapshotImpl) builder.build(storage.engine())));
  }

  private KernelSnapshot snapshot(SnapshotImpl kernel) {
    return new KernelSnapshot(location, storage.engine(), kernel, log);
  }

  @Override
  public Snapshot snapshotAt(long version) {
    return at(version, existing());
  }

  private KernelSnapshot at(long version, KernelSnapshot latest) {
    if (version == latest.version()) {
      return latest;
    }
    if (version < 0 || version > latest.version()) {
      throw LakehouseErrors.unknownVersion(
          location, version, "the newest version is " + latest.version());
    }
    try {
      return load(loader().atVersion(version));
    } catch (KernelException e) {
      throw LakehouseErrors.unknownVersion(
          location, version, "its log was cleaned up; the newest version is " + latest.version());
    }
  }

  @Override
  public Snapshot snapshotAt(Instant instant) {
    KernelSnapshot latest = existing();
    if (!instant.isBefore(latest.committedAt())) {
      return latest;
    }
    try {
      return load(loader().atTimestamp(instant.toEpochMilli(), latest.kernel()));
    } catch (KernelException e) {
      throw LakehouseErrors.unknownInstant(
          location, instant.toString(), "the oldest version that can be read is newer");
    }
  }

  @Override
  public List<HistoryEntry> history() {
    return log.history();
  }

  @Override
  public AddedFiles added(long afterVersion, long untilVersion) {
    KernelSnapshot latest = existing();
    if (afterVersion > latest.version()) {
      throw LakehouseErrors.madeAnew(location, afterVersion, latest.version());
    }
    return log.added(
        afterVersion,
        untilVersion,
        new DeltaFiles(storage.engine(), location, latest.kernel().getMetadata()));
  }

  @Override
  public List<TableChange> changes(long first, long last) {
    KernelSnapshot latest = existing();
    if (first < 0 || last > latest.version()) {
      throw LakehouseErrors.unknownVersion(
          location, first < 0 ? first : last, "the newest version is " + latest.version());
    }
    if (first > last) {
      return List.of();
    }
    boolean enabled = "true".equals(snapshotAt(first).properties().get(ChangeFeed.PROPERTY));
    var files = new DeltaFiles(storage.engine(), location, latest.kernel().getMetadata());
    return log.changes(first, last, new ChangeFeed(location, files, enabled));
  }

  @Override
  public URI stagingFolder() {
    return Locations.child(Locations.child(location, DATA_FOLDER), UUID.randomUUID().toString());
  }

  @Override
  public Optional<List<String>> cursorsSince(Instant since) {
    CommitLog.Since kept = log.since(since);
    List<String> texts = new ArrayList<>(kept.cursors());
    try {
      if (kept.before().isPresent()) {
        texts.addAll(snapshotAt(kept.before().getAsLong()).cursors().values());
        return Optional.of(texts);
      }
      boolean fromItsStart = log.history().stream().anyMatch(entry -> entry.version() == 0);
      return fromItsStart ? Optional.of(texts) : Optional.empty();
    } catch (PerigonException e) {
      return Optional.empty();
    }
  }

  @Override
  public Leftovers leftovers(Instant now, Optional<Duration> retention, Set<URI> alsoNeeded) {
    KernelSnapshot newest = existing();
    Duration kept = retention.orElseGet(() -> retention(newest));
    return new LeftoverSearch(location, new StoredFiles(storage), now.minus(kept))
        .run(newest, log, alsoNeeded);
  }

  private Duration retention(KernelSnapshot table) {
    long millis =
        KernelCalls.read(
            location,
            () -> TableConfig.TOMBSTONE_RETENTION.fromMetadata(table.kernel().getMetadata()));
    Duration property = Duration.ofMillis(millis);
    return property.compareTo(LEAST_RETENTION) > 0 ? property : LEAST_RETENTION;
  }

  @Override
  public Restoration restoration(long version) {
    return difference(existing(), version).summary();
  }

  private Difference difference(KernelSnapshot newest, long version) {
    Difference difference = new Difference(location, newest, at(version, newest));
    StoredFiles files = new StoredFiles(storage);
    Optional<URI> missing = difference.missing(file -> files.find(file).isPresent());
    if (missing.isPresent()) {
      throw LakehouseErrors.notRestorable(
          location, version, log.oldestWhole(file -> files.find(file).isPresent()));
    }
    return difference;
  }

  @Override
  public CommitResult commit(Commit commit) {
    Optional<KernelSnapshot> latest = latest();
    checkVersion(commit.readVersion(), latest.map(KernelSnapshot::version));
    Optional<Difference> restored =
        commit.removal() instanceof Removal.Since since
            ? latest.map(newest -> difference(newest, since.version()))
            : Optional.empty();
    TableCommit.Outcome outcome =
        new TableCommit(location, storage, log, commit, latest, restored).run();
    outcome.next().ifPresent(kernel -> storage.newest().add(location, snapshot(kernel)));
    return outcome.result();
  }

  private void checkVersion(Optional<Long> read, Optional<Long> found) {
    if (read.equals(found)) {
      return;
    }
    if (read.isEmpty()) {
      throw LakehouseErrors.tableExists(location);
    }
    if (found.isEmpty()) {
      throw LakehouseErrors.tableGone(location);
    }
    throw LakehouseErrors.lost(location, read.get(), log.after(read.get()));
  }
}
