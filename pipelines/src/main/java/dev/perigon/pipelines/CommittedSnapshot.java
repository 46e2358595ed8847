package dev.perigon.pipelines;

import dev.perigon.lakehouse.Commit;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStatistics;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.sql.type.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table as a commit of this update left it, known without reading its log again: only for commits
 * that replace a table, whose files are the whole table.
 */
record CommittedSnapshot(
    URI location, String tableId, long version, Instant committedAt, Commit commit)
    implements Snapshot {

  /** Whether all of the table is in {@code commit}, under the names that it has in the files. */
  static boolean holdsAll(Commit commit) {
    return commit.replacesAll()
        && commit.properties().keySet().stream().noneMatch(key -> key.startsWith("delta."));
  }

  @Override
  public Schema schema() {
    return commit.schema();
  }

  @Override
  public Schema physicalSchema() {
    return commit.schema();
  }

  @Override
  public List<String> partitionColumns() {
    return commit.partitionColumns();
  }

  @Override
  public Map<String, String> properties() {
    return commit.properties();
  }

  @Override
  public Optional<String> comment() {
    return commit.comment();
  }

  @Override
  public List<DataFile> files() {
    return commit.files();
  }

  @Override
  public List<DataFile> filesWithStatistics() {
    return commit.files();
  }

  @Override
  public Optional<Long> rows() {
    return commit.files().stream().allMatch(file -> file.statistics().isPresent())
        ? Optional.of(
            commit.files().stream()
                .flatMap(file -> file.statistics().stream())
                .mapToLong(FileStatistics::rows)
                .sum())
        : Optional.empty();
  }

  @Override
  public Map<String, String> cursors() {
    return commit.cursors();
  }
}
