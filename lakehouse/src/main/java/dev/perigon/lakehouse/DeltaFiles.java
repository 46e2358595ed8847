package dev.perigon.lakehouse;

import dev.perigon.lakehouse.DataFile.Writer;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.actions.Metadata;
import io.delta.kernel.internal.deletionvectors.DeletionVectorUtils;
import io.delta.kernel.internal.util.ColumnMapping;
import io.delta.kernel.types.StructField;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes data files of a table's log entries. */
final class DeltaFiles {
  /** How much of a file's statistics to read. */
  enum Detail {
    ROWS,
    COLUMNS
  }

  /** The tag of files whose rows were put together by columns. */
  static final String CLUSTERED_BY = "PERIGON_CLUSTERED_BY";

  /** An add action, wherever it was read from. */
  record Added(
      String path,
      long size,
      long modified,
      Map<String, String> partitionValues,
      Optional<String> statistics,
      Optional<DeletionVectorDescriptor> deletionVector,
      Optional<String> clusteredBy) {}

  private final Engine engine;
  private final URI root;
  private final Metadata metadata;
  private final Map<String, String> logicalNames = new HashMap<>();

  DeltaFiles(Engine engine, URI root, Metadata metadata) {
    this.engine = engine;
    this.root = root;
    this.metadata = metadata;
    for (StructField field : metadata.getSchema().fields()) {
      logicalNames.put(ColumnMapping.getPhysicalName(field), field.getName());
    }
  }

  DataFile file(Added added, Detail detail) {
    return new DataFile(
        Locations.fromLog(root, added.path()),
        added.size(),
        added.modified(),
        partitionValues(added.partitionValues()),
        added.statistics().flatMap(json -> statistics(json, detail)),
        added.deletionVector().map(this::positions).orElseGet(() -> new long[0]),
        StagingFolders.holds(added.path()) ? Writer.PERIGON : Writer.UNKNOWN,
        added.clusteredBy());
  }

  private Map<String, String> partitionValues(Map<String, String> stored) {
    Map<String, String> values = new LinkedHashMap<>();
    stored.forEach(
        (name, value) -> {
          if (value != null && !value.isEmpty()) {
            values.put(logicalNames.getOrDefault(name, name), value);
          }
        });
    return values;
  }

  private Optional<FileStatistics> statistics(String json, Detail detail) {
    return switch (detail) {
      case ROWS -> {
        var rows = StatisticsJson.rows(json);
        yield rows.isPresent()
            ? Optional.of(new FileStatistics(rows.getAsLong(), Map.of()))
            : Optional.empty();
      }
      case COLUMNS -> StatisticsJson.read(json, metadata.getSchema());
    };
  }

  private long[] positions(DeletionVectorDescriptor vector) {
    try {
      return DeletionVectorUtils.loadNewDvAndBitmap(engine, Locations.plain(root), vector)
          ._2
          .toArray();
    } catch (RuntimeException e) {
      throw LakehouseErrors.corruptLog(root, "a deletion vector is missing or damaged", e);
    }
  }
}
