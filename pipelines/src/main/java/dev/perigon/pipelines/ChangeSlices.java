package dev.perigon.pipelines;

import dev.perigon.engine.Slice;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.TableChange;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes of a table as slices: version and time, and often the kind of change, are the same for
 * all rows of a file, as partition values are.
 */
final class ChangeSlices {
  private static final Column TYPE = Column.of(TableChange.TYPE_COLUMN, Scalar.STRING);
  private static final Column VERSION = Column.of("_commit_version", Scalar.LONG);
  private static final Column TIME = Column.of("_commit_timestamp", Scalar.TIMESTAMP);

  private ChangeSlices() {}

  /** The columns of a table's changes. */
  static Schema schema(Schema table) {
    List<Column> columns = new ArrayList<>(table.columns());
    columns.addAll(List.of(TYPE, VERSION, TIME));
    return new Schema(columns);
  }

  static Slice.Changes of(Snapshot table, List<TableChange> changes) {
    List<DataFile> constant = new ArrayList<>();
    List<DataFile> telling = new ArrayList<>();
    for (TableChange change : changes) {
      List<DataFile> into = change.type().isPresent() ? constant : telling;
      change.files().forEach(file -> into.add(marked(file, change)));
    }
    List<Slice.Delta> parts = new ArrayList<>();
    add(table, constant, List.of(TYPE, VERSION, TIME), parts);
    add(table, telling, List.of(VERSION, TIME), parts);
    return new Slice.Changes(schema(table.schema()), parts);
  }

  private static void add(
      Snapshot table, List<DataFile> files, List<Column> constant, List<Slice.Delta> parts) {
    if (!files.isEmpty()) {
      List<String> partitions = new ArrayList<>(table.partitionColumns());
      constant.forEach(column -> partitions.add(column.name()));
      parts.add(
          new Slice.Delta(
              schema(table.schema()), schema(table.physicalSchema()), partitions, files));
    }
  }

  private static DataFile marked(DataFile file, TableChange change) {
    Map<String, String> values = new HashMap<>(file.partitionValues());
    change.type().ifPresent(type -> values.put(TYPE.name(), type));
    values.put(VERSION.name(), Long.toString(change.version()));
    values.put(TIME.name(), change.committedAt().toString());
    return new DataFile(
        file.location(),
        file.size(),
        file.modified(),
        values,
        file.statistics(),
        file.deletedRows());
  }
}
