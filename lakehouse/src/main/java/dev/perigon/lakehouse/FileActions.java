package dev.perigon.lakehouse;

import io.delta.kernel.data.Row;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.Metadata;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.data.GenericRow;
import io.delta.kernel.internal.util.VectorUtils;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes the actions of a commit that add and remove files, and counts them. */
final class FileActions {
  private final URI table;
  private final Metadata metadata;
  private final boolean dataChange;
  private long added;
  private long addedBytes;
  private long addedRows;
  private boolean everyRowCounted = true;
  private long removed;
  private long removedBytes;

  /**
   * @param dataChange whether the table has other rows after than before
   */
  FileActions(URI table, Metadata metadata, boolean dataChange) {
    this.table = table;
    this.metadata = metadata;
    this.dataChange = dataChange;
  }

  Row add(DataFile file) {
    check(file);
    added++;
    addedBytes += file.size();
    everyRowCounted &= file.statistics().isPresent();
    addedRows += file.statistics().map(FileStatistics::rows).orElse(0L);
    Map<Integer, Object> fields = fields(file, metadata);
    file.statistics()
        .ifPresent(s -> put(fields, "stats", StatisticsJson.write(s, metadata.getSchema())));
    return SingleAction.createAddFileSingleAction(new GenericRow(AddFile.FULL_SCHEMA, fields));
  }

  /** All but its statistics. */
  private Map<Integer, Object> fields(DataFile file, Metadata of) {
    Map<Integer, Object> fields = new HashMap<>();
    put(fields, "path", Locations.inLog(table, file.location()));
    put(fields, "partitionValues", VectorUtils.stringStringMapValue(partitionValues(file, of)));
    put(fields, "size", file.size());
    put(fields, "modificationTime", file.modified());
    put(fields, "dataChange", dataChange);
    file.clusteredBy()
        .map(columns -> Map.of(DeltaFiles.CLUSTERED_BY, columns))
        .ifPresent(tags -> put(fields, "tags", VectorUtils.stringStringMapValue(tags)));
    return fields;
  }

  /** A file of an older version. */
  Row addAgain(AddFile file) {
    added++;
    addedBytes += file.getSize();
    everyRowCounted &= file.getNumRecords().isPresent();
    addedRows += file.getNumRecords().orElse(0L);
    Map<Integer, Object> fields = new HashMap<>();
    put(fields, "path", file.getPath());
    put(fields, "partitionValues", file.getPartitionValues());
    put(fields, "size", file.getSize());
    put(fields, "modificationTime", file.getModificationTime());
    put(fields, "dataChange", dataChange);
    file.getDeletionVector().ifPresent(deleted -> put(fields, "deletionVector", deleted.toRow()));
    file.getTags().ifPresent(tags -> put(fields, "tags", tags));
    file.getStatsJson().ifPresent(json -> put(fields, "stats", json));
    return SingleAction.createAddFileSingleAction(new GenericRow(AddFile.FULL_SCHEMA, fields));
  }

  /** Whether a file is as {@link #add} said it, so that no more needs to be known to remove it. */
  static boolean isOurs(DataFile file) {
    return file.writer() == DataFile.Writer.PERIGON && file.deletedRows().length == 0;
  }

  private static void put(Map<Integer, Object> fields, String name, Object value) {
    fields.put(AddFile.FULL_SCHEMA.indexOf(name), value);
  }

  /** What the log will name must be there, whole, and on the disk before the log is. */
  private static void check(DataFile file) {
    if (file.deletedRows().length > 0) {
      throw new IllegalArgumentException("A new file has no deleted rows");
    }
    if (Locations.isLocal(file.location())) {
      Path path = Locations.local(file.location());
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
        if (channel.size() != file.size()) {
          throw LakehouseErrors.stagedFileChanged(file.location());
        }
        channel.force(true);
      } catch (NoSuchFileException e) {
        throw LakehouseErrors.stagedFileChanged(file.location());
      } catch (IOException e) {
        throw LakehouseErrors.io("commit", file.location(), e);
      }
    }
  }

  private static Map<String, String> partitionValues(DataFile file, Metadata of) {
    List<String> columns = VectorUtils.toJavaList(of.getPartitionColumns());
    Map<String, String> given = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    given.putAll(file.partitionValues());
    Map<String, String> values = new HashMap<>();
    columns.forEach(column -> values.put(column, given.remove(column)));
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("Not partition columns: " + given.keySet());
    }
    return values;
  }

  /**
   * A file that {@link #isOurs is ours}.
   *
   * @param before the table's, when the file was added: what replaces it may be partitioned
   *     otherwise
   */
  Row remove(DataFile file, Metadata before) {
    return remove(new AddFile(new GenericRow(AddFile.FULL_SCHEMA, fields(file, before))));
  }

  Row remove(AddFile file) {
    removed++;
    removedBytes += file.getSize();
    return SingleAction.createRemoveFileSingleAction(
        file.toRemoveFileRow(dataChange, Optional.empty()));
  }

  long added() {
    return added;
  }

  long removed() {
    return removed;
  }

  /** Under the names that Delta on Spark gives them. */
  Map<String, String> metrics() {
    Map<String, String> metrics = new TreeMap<>();
    metrics.put("numFiles", Long.toString(added));
    metrics.put("numOutputBytes", Long.toString(addedBytes));
    if (everyRowCounted) {
      metrics.put("numOutputRows", Long.toString(addedRows));
    }
    metrics.put("numRemovedFiles", Long.toString(removed));
    metrics.put("numRemovedBytes", Long.toString(removedBytes));
    return metrics;
  }
}
