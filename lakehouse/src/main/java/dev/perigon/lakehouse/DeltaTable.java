package dev.perigon.lakehouse;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

  /** The commits still in the log, newest first. */
  List<HistoryEntry> history();

  /** The files added by versions {@code afterVersion + 1} to {@code untilVersion}. */
  AddedFiles added(long afterVersion, long untilVersion);

  /**
   * Where an engine puts the files of a commit to come. Nothing in it is visible before {@link
   * #commit}.
   */
  URI stagingFolder();

  /**
   * Commits files, removals, schema, cursors and operation in one Delta version.
   *
   * @throws dev.perigon.sql.error.PerigonException CONFLICT when another writer committed since
   *     {@code commit.readVersion()}
   */
  CommitResult commit(Commit commit);
}
