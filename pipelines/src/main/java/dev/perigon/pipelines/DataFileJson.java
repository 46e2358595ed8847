package dev.perigon.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStatistics;
import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A data file as text, with its place relative to its table. */
final class DataFileJson {
  private DataFileJson() {}

  static ObjectNode write(URI table, DataFile file) {
    ObjectNode json = Json.object();
    json.put("path", path(table, file.location()));
    json.put("size", file.size());
    json.put("modified", file.modified());
    file.partitionValues().forEach(json.putObject("partition")::put);
    file.statistics()
        .ifPresent(
            statistics -> {
              json.put("rows", statistics.rows());
              ObjectNode columns = json.putObject("columns");
              statistics.columns().forEach((name, s) -> columns.set(name, column(s)));
            });
    return json;
  }

  static String path(URI table, URI file) {
    return folder(table).relativize(file).toString();
  }

  static URI location(URI table, String path) {
    return folder(table).resolve(path);
  }

  private static ObjectNode column(ColumnStatistics statistics) {
    ObjectNode json = Json.object();
    statistics.min().ifPresent(min -> json.put("min", min));
    statistics.max().ifPresent(max -> json.put("max", max));
    return json.put("nulls", statistics.nulls());
  }

  static DataFile read(URI table, JsonNode json) {
    Map<String, String> partition = new HashMap<>();
    json.path("partition")
        .properties()
        .forEach(e -> partition.put(e.getKey(), e.getValue().asText()));
    Optional<FileStatistics> statistics =
        json.has("rows") ? Optional.of(statistics(json)) : Optional.empty();
    return new DataFile(
        location(table, json.path("path").asText()),
        json.path("size").asLong(),
        json.path("modified").asLong(),
        partition,
        statistics,
        new long[0]);
  }

  private static FileStatistics statistics(JsonNode json) {
    Map<String, ColumnStatistics> columns = new HashMap<>();
    json.path("columns")
        .properties()
        .forEach(
            e ->
                columns.put(
                    e.getKey(),
                    new ColumnStatistics(
                        text(e.getValue(), "min"),
                        text(e.getValue(), "max"),
                        e.getValue().path("nulls").asLong())));
    return new FileStatistics(json.path("rows").asLong(), columns);
  }

  private static Optional<String> text(JsonNode json, String key) {
    return json.has(key) ? Optional.of(json.get(key).asText()) : Optional.empty();
  }

  private static URI folder(URI table) {
    String text = table.toString();
    return text.endsWith("/") ? table : URI.create(text + "/");
  }
}
