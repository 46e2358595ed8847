package dev.perigon.lakehouse;

import dev.perigon.sql.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A commit to make.
 *
 * @param readVersion the version that the commit was planned on; empty creates the table
 * @param schema the table's schema after the commit; an append may add columns but not change or
 *     leave out those that are there; a rewrite of all files may give them wider types
 * @param partitionColumns an append cannot change them
 * @param comment a replace without one removes the table's
 * @param properties set by the commit; a replace removes the others, except {@code delta.…}
 * @param removal of what {@code readVersion} has
 * @param files staged files to add; they may stay where the engine wrote them, below the table
 * @param cursors how far flows have read, by domain, stored with the rows
 * @param operation as {@code DESCRIBE HISTORY} shows it, e.g. WRITE
 * @param operationParameters plain values; the lakehouse adds file and row metrics
 */
public record Commit(
    Optional<Long> readVersion,
    Schema schema,
    List<String> partitionColumns,
    Optional<String> comment,
    Map<String, String> properties,
    Removal removal,
    List<DataFile> files,
    Map<String, String> cursors,
    String operation,
    Map<String, String> operationParameters) {
  public Commit {
    partitionColumns = List.copyOf(partitionColumns);
    properties = Map.copyOf(properties);
    files = List.copyOf(files);
    cursors = Map.copyOf(cursors);
    operationParameters = Map.copyOf(operationParameters);
    if (!cursors.keySet().stream().allMatch(Domains::isCursor)) {
      throw new IllegalArgumentException("Not names for cursors: " + cursors.keySet());
    }
  }

  /** Of a commit that takes some files away: these. */
  List<DataFile> removedFiles() {
    if (removal instanceof Removal.Files some) {
      return some.files();
    }
    return removal instanceof Removal.Rewritten rewritten ? rewritten.files() : List.of();
  }

  /** True when nothing of {@code readVersion} stays. */
  public boolean replacesAll() {
    return removal instanceof Removal.Everything;
  }
}
