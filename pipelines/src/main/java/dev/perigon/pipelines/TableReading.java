package dev.perigon.pipelines;

import dev.perigon.engine.Slice;
import dev.perigon.lakehouse.AddedFiles.OfVersion;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.TableChange;
import dev.perigon.pipelines.Cursor.TableMark;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.type.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Decides what one run reads of a Delta table: all of it, or what its cursor has not. */
final class TableReading {
  private final String name;
  private final Snapshot snapshot;
  private final DeltaTable table;
  private final Relation relation;
  private final ReadOptions options;
  private final ChangeRange range;

  /**
   * @param all whether limits do not count
   */
  TableReading(String name, Snapshot snapshot, DeltaTable table, Relation relation, boolean all) {
    this.name = name;
    this.snapshot = snapshot;
    this.table = table;
    this.relation = relation;
    this.options = all ? ReadOptions.of(relation).unlimited() : ReadOptions.of(relation);
    this.range = ChangeRange.of(relation, name, table, snapshot);
  }

  /**
   * What one run reads.
   *
   * @param news whether there is anything that was not read before
   * @param more whether limits left something for the next commit
   */
  record Step(Slice slice, TableMark mark, boolean news, boolean more) {}

  Schema schema() {
    return options.changes() ? ChangeSlices.schema(snapshot.schema()) : snapshot.schema();
  }

  Slice whole() {
    if (!options.changes()) {
      return rows(snapshot.files());
    }
    long first =
        range
            .first()
            .orElseThrow(
                () ->
                    StreamErrors.noChanges(
                        name, "option startingVersion is missing", relation.origin()));
    return changes(first, range.last().orElse(snapshot.version()));
  }

  Step unread(Optional<TableMark> before) {
    before.ifPresent(this::checkSame);
    boolean inFirst =
        before.isEmpty() && range.first().isEmpty() || before.flatMap(TableMark::files).isPresent();
    if (inFirst) {
      return first(before);
    }
    long read = before.map(TableMark::version).orElseGet(() -> range.first().orElseThrow() - 1);
    if (read >= snapshot.version()) {
      return step(rows(List.of()), read, false, false);
    }
    return options.changes() ? changesAfter(read) : rowsAfter(read);
  }

  private void checkSame(TableMark mark) {
    if (mark.version() > snapshot.version() || !mark.id().equals(snapshot.tableId())) {
      throw RunErrors.sourceRecreated(name, relation.origin());
    }
  }

  /** The version that was there when the flow first looked, perhaps in several commits. */
  private Step first(Optional<TableMark> before) {
    Snapshot start = before.map(mark -> table.snapshotAt(mark.version())).orElse(snapshot);
    int done = Math.toIntExact(before.flatMap(TableMark::files).orElse(0L));
    List<DataFile> files = start.files();
    if (options.isLimited()) {
      files = files.stream().sorted(Comparator.comparing(f -> f.location().toString())).toList();
    }
    List<DataFile> rest = files.subList(Math.min(done, files.size()), files.size());
    int count = within(rest);
    List<DataFile> taken = rest.subList(0, count);
    Slice slice =
        options.changes()
            ? ChangeSlices.of(
                start,
                List.of(
                    new TableChange(
                        start.version(),
                        start.committedAt(),
                        Optional.of(TableChange.INSERT),
                        taken)))
            : rows(taken);
    boolean unfinished = count < rest.size();
    var mark =
        new TableMark(
            start.tableId(),
            start.version(),
            unfinished ? Optional.of((long) done + count) : Optional.empty());
    boolean more = unfinished || start.version() < snapshot.version();
    return new Step(slice, mark, !taken.isEmpty(), more);
  }

  private int within(List<DataFile> files) {
    int count = 0;
    long bytes = 0;
    while (count < files.size()
        && count < options.maxFiles()
        && (count == 0 || bytes + files.get(count).size() <= options.maxBytes())) {
      bytes += files.get(count++).size();
    }
    return count;
  }

  /** Whole versions, at least one. */
  private Step rowsAfter(long read) {
    List<DataFile> taken = new ArrayList<>();
    long last = read;
    for (OfVersion version : table.added(read, snapshot.version()).lasting()) {
      if (version.broughtBack().isPresent()) {
        throw RunErrors.sourceRestored(
            name, version.version(), version.broughtBack().get(), relation.origin());
      }
      if (version.rewritten() && !options.skipsChanges()) {
        throw RunErrors.sourceRewritten(name, version.version(), relation.origin());
      }
      List<DataFile> more = new ArrayList<>(taken);
      if (!version.rewritten()) {
        more.addAll(version.files());
      }
      if (!taken.isEmpty() && within(more) < more.size()) {
        return step(rows(taken), last, true, true);
      }
      taken = more;
      last = version.version();
    }
    return step(rows(taken), snapshot.version(), !taken.isEmpty(), false);
  }

  private Step changesAfter(long read) {
    if (!options.isLimited()) {
      Slice.Changes all = changes(read + 1, snapshot.version());
      return step(all, snapshot.version(), !all.parts().isEmpty(), false);
    }
    List<TableChange> taken = new ArrayList<>();
    long last = read;
    for (long version = read + 1; version <= snapshot.version(); version++) {
      List<TableChange> more = new ArrayList<>(taken);
      more.addAll(table.changes(version, version));
      List<DataFile> files = more.stream().flatMap(c -> c.files().stream()).toList();
      if (!taken.isEmpty() && within(files) < files.size()) {
        return step(ChangeSlices.of(snapshot, taken), last, true, true);
      }
      taken = more;
      last = version;
    }
    return step(ChangeSlices.of(snapshot, taken), last, !taken.isEmpty(), false);
  }

  private Slice.Changes changes(long first, long last) {
    return ChangeSlices.of(snapshot, table.changes(first, last));
  }

  private Step step(Slice slice, long version, boolean news, boolean more) {
    return new Step(
        slice, new TableMark(snapshot.tableId(), version, Optional.empty()), news, more);
  }

  private Slice rows(List<DataFile> files) {
    if (options.changes()) {
      return ChangeSlices.of(snapshot, List.of());
    }
    return new Slice.Delta(
        snapshot.schema(), snapshot.physicalSchema(), snapshot.partitionColumns(), files);
  }
}
