package dev.perigon.sql.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.Relation.TimeTravel;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Relations as JSON, for {@link AnalyzedQueryJson}. */
final class RelationJson {
  private RelationJson() {}

  static ObjectNode write(Relation relation) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("streaming", relation.streaming());
    node.set("origin", AnalyzedQueryJson.origin(relation.origin()));
    ObjectNode options = node.putObject("options");
    relation.options().forEach(options::put);
    if (relation instanceof Relation.Files files) {
      return node.put("path", files.path()).put("format", files.format());
    }
    if (relation instanceof Relation.Topics) {
      return node.put("topics", true);
    }
    if (relation instanceof Relation.Shards) {
      return node.put("shards", true);
    }
    Relation.Table table = (Relation.Table) relation;
    node.set("table", name(table.name()));
    table.travel().ifPresent(travel -> travel(node, travel));
    return node;
  }

  static ArrayNode name(TableName name) {
    return JsonNodeFactory.instance
        .arrayNode()
        .add(name.catalog())
        .add(name.schema())
        .add(name.table());
  }

  static TableName name(JsonNode parts) {
    return new TableName(parts.get(0).asText(), parts.get(1).asText(), parts.get(2).asText());
  }

  private static void travel(ObjectNode node, TimeTravel travel) {
    if (travel instanceof TimeTravel.Version version) {
      node.put("version", version.version());
    } else {
      node.put("timestamp", ((TimeTravel.Timestamp) travel).instant().toString());
    }
  }

  static Relation read(JsonNode node) {
    boolean streaming = node.required("streaming").asBoolean();
    var origin = AnalyzedQueryJson.origin(node.required("origin"));
    Map<String, String> options = new HashMap<>();
    node.required("options")
        .fields()
        .forEachRemaining(o -> options.put(o.getKey(), o.getValue().asText()));
    if (node.has("path")) {
      return new Relation.Files(
          node.get("path").asText(), node.required("format").asText(), options, streaming, origin);
    }
    if (node.has("topics")) {
      return new Relation.Topics(options, streaming, origin);
    }
    if (node.has("shards")) {
      return new Relation.Shards(options, streaming, origin);
    }
    return new Relation.Table(
        name(node.required("table")), streaming, travel(node), options, origin);
  }

  private static Optional<TimeTravel> travel(JsonNode node) {
    if (node.has("version")) {
      return Optional.of(new TimeTravel.Version(node.get("version").asLong()));
    }
    return node.has("timestamp")
        ? Optional.of(new TimeTravel.Timestamp(Instant.parse(node.get("timestamp").asText())))
        : Optional.empty();
  }
}
