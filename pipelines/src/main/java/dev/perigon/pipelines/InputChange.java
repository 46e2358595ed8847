package dev.perigon.pipelines;

import dev.perigon.engine.Slice;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStatistics;
import dev.perigon.lakehouse.FileStore;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A table that a view reads and that is not as it was.
 *
 * @param input which of the query's
 * @param before as the view's last commit read it
 * @param now as it would be read now
 */
record InputChange(int input, Snapshot before, Snapshot now) {

  /**
   * Empty when it cannot be told what changed: other columns, another table, files that are gone.
   */
  static Optional<InputChange> of(int input, InputMark before, InputMark now, FlowBatch batch) {
    if (!now.follows(before) || !(batch.query().slices().get(input) instanceof Slice.Delta)) {
      return Optional.empty();
    }
    FlowBatch.ReadTable read = batch.tablesRead().get(input).orElseThrow();
    try {
      Snapshot old = read.table().snapshotAt(before.version());
      return InputMark.ofTable(old.tableId(), old.version(), slice(old)).sameFiles(before)
          ? Optional.of(new InputChange(input, old, read.snapshot()))
          : Optional.empty();
    } catch (PerigonException e) {
      if (e.code() == ErrorCode.UNKNOWN_NAME) { // its log was cleaned up
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Rows that are not there any more are in these files, perhaps beside others. */
  List<DataFile> gone() {
    return without(before, now);
  }

  /** New rows are in these files, perhaps beside others. */
  List<DataFile> come() {
    return without(now, before);
  }

  /** False when vacuum has deleted what the comparison would need. */
  boolean isReadable(FileStore store) {
    return gone().stream().allMatch(file -> store.find(file.location()).isPresent());
  }

  static Slice.Delta slice(Snapshot table) {
    return slice(table, table.files());
  }

  static Slice.Delta slice(Snapshot table, List<DataFile> files) {
    return new Slice.Delta(table.schema(), table.physicalSchema(), table.partitionColumns(), files);
  }

  /** Without those that deletion vectors take off; empty when some file does not say. */
  static Optional<Long> rows(List<DataFile> files) {
    long rows = 0;
    for (DataFile file : files) {
      Optional<FileStatistics> statistics = file.statistics();
      if (statistics.isEmpty()) {
        return Optional.empty();
      }
      rows += statistics.get().rows() - file.deletedRows().length;
    }
    return Optional.of(rows);
  }

  private static List<DataFile> without(Snapshot table, Snapshot other) {
    Set<String> there =
        other.files().stream().map(InputChange::identity).collect(Collectors.toSet());
    return table.files().stream().filter(file -> !there.contains(identity(file))).toList();
  }

  private static String identity(DataFile file) {
    return file.location()
        + " "
        + file.size()
        + new TreeMap<>(file.partitionValues())
        + Arrays.toString(file.deletedRows());
  }
}
