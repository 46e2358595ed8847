package dev.perigon.lakehouse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import io.delta.kernel.internal.util.ColumnMapping;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** File statistics in the form that Delta's log holds them. */
final class StatisticsJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private StatisticsJson() {}

  static String write(FileStatistics statistics, StructType schema) {
    ObjectNode root = NODES.objectNode();
    root.put("numRecords", statistics.rows());
    ObjectNode min = NODES.objectNode();
    ObjectNode max = NODES.objectNode();
    ObjectNode nulls = NODES.objectNode();
    statistics.columns().forEach((path, column) -> put(path, column, schema, min, max, nulls));
    root.set("minValues", min);
    root.set("maxValues", max);
    root.set("nullCount", nulls);
    return root.toString();
  }

  private static void put(
      String path,
      ColumnStatistics column,
      StructType schema,
      ObjectNode min,
      ObjectNode max,
      ObjectNode nulls) {
    StructField field = firstStep(schema, path);
    if (field == null) {
      return;
    }
    String name = field.getName();
    if (path.length() > name.length()) {
      put(
          path.substring(name.length() + 1),
          column,
          (StructType) field.getDataType(),
          min.withObject("/" + escape(name)),
          max.withObject("/" + escape(name)),
          nulls.withObject("/" + escape(name)));
    } else if (!(field.getDataType() instanceof StructType)) {
      nulls.put(name, column.nulls());
      bound(column.min(), text -> StatisticsBounds.lower(text, field.getDataType()), name, min);
      bound(column.max(), text -> StatisticsBounds.upper(text, field.getDataType()), name, max);
    }
  }

  private static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static void bound(
      Optional<String> text,
      Function<String, Optional<JsonNode>> converter,
      String name,
      ObjectNode target) {
    text.flatMap(converter).ifPresent(value -> target.set(name, value));
  }

  /** The field that {@code path} names or goes through; names may hold dots themselves. */
  private static StructField firstStep(StructType schema, String path) {
    StructField through = null;
    for (StructField field : schema.fields()) {
      String name = field.getName();
      if (path.equalsIgnoreCase(name)) {
        return field;
      }
      if (field.getDataType() instanceof StructType
          && path.length() > name.length()
          && path.charAt(name.length()) == '.'
          && path.regionMatches(true, 0, name, 0, name.length())) {
        through = field;
      }
    }
    return through;
  }

  /** Only the row count, without reading the rest. */
  static OptionalLong rows(String json) {
    try (JsonParser parser = FACTORY.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean found = parser.currentName().equals("numRecords");
        parser.nextToken();
        if (found) {
          return OptionalLong.of(parser.getLongValue());
        }
        parser.skipChildren();
      }
      return OptionalLong.empty();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** Everything, under the names that people see. Empty when there is no row count. */
  static Optional<FileStatistics> read(String json, StructType schema) {
    try {
      JsonNode root = Json.MAPPER.readTree(json);
      if (!root.path("numRecords").canConvertToLong()) {
        return Optional.empty();
      }
      Map<String, ColumnStatistics> columns = new HashMap<>();
      collect(
          schema,
          "",
          root.path("minValues"),
          root.path("maxValues"),
          root.path("nullCount"),
          columns);
      return Optional.of(new FileStatistics(root.path("numRecords").longValue(), columns));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static void collect(
      StructType schema,
      String prefix,
      JsonNode min,
      JsonNode max,
      JsonNode nulls,
      Map<String, ColumnStatistics> columns) {
    for (StructField field : schema.fields()) {
      String stored = ColumnMapping.getPhysicalName(field);
      String path = prefix + field.getName();
      DataType type = field.getDataType();
      if (type instanceof StructType struct) {
        collect(
            struct, path + ".", min.path(stored), max.path(stored), nulls.path(stored), columns);
      } else if (nulls.has(stored)) {
        columns.put(
            path,
            new ColumnStatistics(
                text(min.path(stored)), text(max.path(stored)), nulls.path(stored).longValue()));
      }
    }
  }

  private static Optional<String> text(JsonNode value) {
    if (value.isValueNode() && !value.isNull()) {
      return Optional.of(
          value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText());
    }
    return Optional.empty();
  }
}
