package dev.perigon.lakehouse;

import static io.delta.kernel.internal.replay.LogReplayUtils.getUniqueFileAction;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.defaults.engine.DefaultParquetHandler;
import io.delta.kernel.defaults.internal.data.DefaultRowBasedColumnarBatch;
import io.delta.kernel.engine.ExpressionHandler;
import io.delta.kernel.internal.replay.LogReplayUtils.UniqueFileActionTuple;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Writes checkpoints that say of no file both that it is there and that it was removed. Kernel's do
 * of one that was removed and came back, as a restored table's files have: it keeps the older
 * action's tombstone. Kernel reads over it; Delta on Spark takes one of the two and may lose the
 * file's rows.
 */
final class CheckpointWriter extends DefaultParquetHandler {
  private final ExpressionHandler expressions;

  CheckpointWriter(SchemeFileIO io, ExpressionHandler expressions) {
    super(io);
    this.expressions = expressions;
  }

  @Override
  public void writeParquetFileAtomically(
      String file, CloseableIterator<FilteredColumnarBatch> newestFirst) throws IOException {
    Set<UniqueFileActionTuple> added = new HashSet<>();
    super.writeParquetFileAtomically(file, newestFirst.map(batch -> consistent(batch, added)));
  }

  /**
   * Kernel chooses no tombstone of an older checkpoint: what is read from one, which may be very
   * many files, passes as it is.
   *
   * @param added the files of newer commits; this one's are put to them
   */
  private FilteredColumnarBatch consistent(
      FilteredColumnarBatch batch, Set<UniqueFileActionTuple> added) {
    ColumnarBatch actions = batch.getData();
    boolean ofCommit = actions instanceof DefaultRowBasedColumnarBatch;
    if (!ofCommit) {
      return batch;
    }
    Optional<ColumnVector> chosen = batch.getSelectionVector();
    FileActionColumns adds = FileActionColumns.of(actions, "add");
    FileActionColumns removes = FileActionColumns.of(actions, "remove");
    boolean[] selected = new boolean[actions.getSize()];
    for (int row = 0; row < selected.length; row++) {
      selected[row] =
          chosen.isEmpty() || !chosen.get().isNullAt(row) && chosen.get().getBoolean(row);
      if (selected[row] && !adds.action().isNullAt(row)) {
        added.add(adds.file(row));
      }
      if (selected[row] && !removes.action().isNullAt(row)) {
        selected[row] = !added.contains(removes.file(row));
      }
    }
    return new FilteredColumnarBatch(
        actions, Optional.of(expressions.createSelectionVector(selected, 0, selected.length)));
  }

  private record FileActionColumns(
      ColumnVector action, ColumnVector path, ColumnVector deletionVector) {
    static FileActionColumns of(ColumnarBatch actions, String name) {
      int ordinal = actions.getSchema().indexOf(name);
      ColumnVector action = actions.getColumnVector(ordinal);
      StructType fields = (StructType) actions.getSchema().at(ordinal).getDataType();
      return new FileActionColumns(
          action,
          action.getChild(fields.indexOf("path")),
          action.getChild(fields.indexOf("deletionVector")));
    }

    UniqueFileActionTuple file(int row) {
      return getUniqueFileAction(path, deletionVector, row);
    }
  }
}
