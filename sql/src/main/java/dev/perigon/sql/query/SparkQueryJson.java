package dev.perigon.sql.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.SparkQuery.Reading;
import dev.perigon.sql.query.SparkQuery.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Queries for Spark as JSON, for {@link AnalyzedQueryJson}. */
final class SparkQueryJson {
  private SparkQueryJson() {}

  static ObjectNode write(SparkQuery query) {
    ObjectNode node = JsonNodeFactory.instance.objectNode().put("text", query.text());
    ObjectNode parameters = node.putObject("parameters");
    query.parameters().forEach(parameters::put);
    ArrayNode readings = node.putArray("readings");
    for (Reading reading : query.readings()) {
      ObjectNode item = readings.addObject().put("offset", reading.offset());
      reading.table().ifPresent(name -> item.set("table", RelationJson.name(name)));
      if (reading.source() instanceof Source.View view) {
        item.set("view", write(view.query()));
        view.columns().forEach(item.putArray("columns")::add);
      } else {
        item.put("input", ((Source.Input) reading.source()).index());
      }
    }
    return node;
  }

  static SparkQuery read(JsonNode node) {
    Map<String, String> parameters = new HashMap<>();
    node.required("parameters")
        .fields()
        .forEachRemaining(p -> parameters.put(p.getKey(), p.getValue().asText()));
    List<Reading> readings = new ArrayList<>();
    for (JsonNode item : node.required("readings")) {
      Optional<TableName> table =
          item.has("table") ? Optional.of(RelationJson.name(item.get("table"))) : Optional.empty();
      readings.add(new Reading(item.required("offset").asInt(), table, source(item)));
    }
    return new SparkQuery(node.required("text").asText(), parameters, readings);
  }

  private static Source source(JsonNode item) {
    if (item.has("input")) {
      return new Source.Input(item.get("input").asInt());
    }
    List<String> columns = new ArrayList<>();
    item.required("columns").forEach(column -> columns.add(column.asText()));
    return new Source.View(read(item.required("view")), columns);
  }
}
