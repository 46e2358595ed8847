package dev.perigon.engine.spark;

import dev.perigon.engine.files.FileNames;
import dev.perigon.engine.files.SourceReader;
import dev.perigon.engine.files.SourceRows;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Reads the parts of one task. */
final class SourceTask implements PartitionReader<InternalRow> {
  private final boolean tellsFiles;
  private final SourceReader reader;
  private final InternalValues values;
  private final Iterator<SourcePart> parts;
  private SourcePart part;
  private SourceRows rows;
  private Object[] row;

  SourceTask(ShippedSource source, List<SourcePart> parts) {
    this.reader = source.reader();
    this.tellsFiles = source.tellsFiles();
    this.values = new InternalValues(source.rowSchema());
    this.parts = parts.iterator();
  }

  @Override
  public boolean next() throws IOException {
    try {
      while (true) {
        if (rows == null) {
          if (!parts.hasNext()) {
            return false;
          }
          part = parts.next();
          rows = part.open(reader);
        }
        row = rows.next();
        if (row != null) {
          return true;
        }
        close();
      }
    } catch (IOException e) {
      throw SparkErrors.unreadable(FileNames.display(part.file().location()), e);
    }
  }

  @Override
  public InternalRow get() {
    if (!tellsFiles) {
      return values.row(row);
    }
    Object[] longer = Arrays.copyOf(row, row.length + 1);
    longer[row.length] = FileNames.metadata(part.file());
    return values.row(longer);
  }

  @Override
  public void close() throws IOException {
    if (rows != null) {
      rows.close();
      rows = null;
    }
  }
}
