package dev.perigon.engine.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.SourceReader;
import dev.perigon.sql.query.FileMetadata;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SchemaJson;
import java.io.Serializable;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What executors must know of a {@code read_files} to read one of its files. */
record ShippedSource(
    String format,
    Map<String, String> options,
    String schemaJson,
    boolean tellsFiles,
    String zone,
    HadoopSources opener)
    implements Serializable {

  static ShippedSource of(SourceFiles source, ZoneId zone, HadoopSources opener) {
    return new ShippedSource(
        source.format(),
        source.options(),
        SchemaJson.write(source.schema()).toString(),
        source.tellsFiles(),
        zone.getId(),
        opener);
  }

  /** The columns that readers give. */
  private Schema schema() {
    try {
      return SchemaJson.read(new ObjectMapper().readTree(schemaJson));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A schema does not survive its journey", e);
    }
  }

  /** The columns of rows: with {@code _metadata} at the end when they must tell their file. */
  Schema rowSchema() {
    List<Column> columns = new ArrayList<>(schema().columns());
    if (tellsFiles) {
      columns.add(FileMetadata.COLUMN);
    }
    return new Schema(columns);
  }

  /**
   * @throws dev.perigon.sql.error.PerigonException for options or columns that do not fit
   */
  SourceReader reader() {
    var source = new SourceFiles(format, options, schema(), List.of());
    return new SourceReader(source, ZoneId.of(zone), opener);
  }
}
