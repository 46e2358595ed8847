package dev.perigon.lakehouse;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One Delta table. */
public interface DeltaTable {
  URI location();

  /** The newest version; empty when the table does not exist. */
  Optional<Snapshot> snapshot();

  /**
   * The table as of {@code version}.
   *
   * @throws dev.perigon.sql.error.PerigonException UNKNOWN_NAME when there is no such version
   */
  Snapshot snapshotAt(long version);

  /** The newest version committed at or before {@code instant}. */
  Snapshot snapshotAt(Instant instant);

  /** The commits still in the log, newest first, at the times that time travel goes by. */
  List<HistoryEntry> history();

  /**
   * The files added by versions {@code afterVersion + 1} to {@code untilVersion}; of their
   * statistics only the row count.
   *
   * @throws dev.perigon.sql.error.PerigonException UNKNOWN_NAME when the log no longer tells, or
   *     the table was removed and made anew with fewer versions
   */
  AddedFiles added(long afterVersion, long untilVersion);

  /**
   * The rows that versions {@code first} to {@code last} changed, version by version.
   *
   * @throws dev.perigon.sql.error.PerigonException UNKNOWN_NAME when there are no such versions;
   *     UNSUPPORTED when one changed rows while the table kept no changes
   */
  List<TableChange> changes(long first, long last);

  /**
   * Where an engine puts the files of a commit to come: another folder below the table each time.
   * Nothing in it is visible before {@link #commit}; files stay where they are then. What a crashed
   * run leaves there is found by {@code VACUUM}.
   */
  URI stagingFolder();

  /**
   * Every text that a flow had stored in a version which could be read at {@code since} or later;
   * empty when the log no longer tells.
   */
  Optional<List<String>> cursorsSince(Instant since);

  /** How long files of old versions stay at least, unless somebody insists. */
  Duration LEAST_RETENTION = Duration.ofDays(7);

  /**
   * Files that no version needs which could be read within {@code retention} before {@code now};
   * none that is younger than that. Nothing is deleted.
   *
   * @param retention empty for the table's own ({@code delta.deletedFileRetentionDuration}), at
   *     least {@link #LEAST_RETENTION}
   * @param alsoNeeded files that something outside the table's log refers to
   * @throws dev.perigon.sql.error.PerigonException FILE when a file of the newest version is not
   *     there
   */
  Leftovers leftovers(Instant now, Optional<Duration> retention, Set<URI> alsoNeeded);

  /**
   * What {@link Removal#since} {@code version} would change. Nothing is done.
   *
   * @throws dev.perigon.sql.error.PerigonException UNKNOWN_NAME when there is no such version; FILE
   *     when files of it are gone, with the oldest version that can be restored
   */
  Restoration restoration(long version);

  /**
   * Commits files, removals, schema, cursors and operation in one Delta version.
   *
   * @throws dev.perigon.sql.error.PerigonException CONFLICT when another writer committed since
   *     {@code commit.readVersion()}; SCHEMA, UNSUPPORTED, FILE, RESOURCES. Nothing is visible
   *     then, and the staged files are the caller's to delete
   */
  CommitResult commit(Commit commit);
}
