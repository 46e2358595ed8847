package dev.perigon.sql.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.query.AnalyzedQuery.ColumnReference;
import dev.perigon.sql.query.AnalyzedQuery.Encoded;
import dev.perigon.sql.query.AnalyzedQuery.Input;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.SchemaJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Analysed queries as JSON, to keep them from one process to the next. */
public final class AnalyzedQueryJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private AnalyzedQueryJson() {}

  public static String write(AnalyzedQuery query) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("text", query.text().text());
    node.set("origin", origin(query.text().origin()));
    node.set("schema", SchemaJson.write(query.schema()));
    ArrayNode inputs = node.putArray("inputs");
    for (Input input : query.inputs()) {
      ObjectNode item = inputs.addObject();
      item.set("relation", RelationJson.write(input.relation()));
      item.set("schema", SchemaJson.write(input.schema()));
      item.put("tellsFiles", input.tellsFiles());
    }
    ArrayNode columns = node.putArray("columnInputs");
    for (List<ColumnReference> references : query.columnInputs()) {
      references(columns.addArray(), references);
    }
    node.set("duckdb", rendering(query.duckdb()));
    node.set("spark", SparkQueryJson.write(query.spark()));
    node.put("volatility", query.volatility().name());
    ArrayNode keys = node.putArray("keys");
    for (RefreshKey key : query.keys()) {
      ObjectNode tied = keys.addObject().put("column", key.column()).putObject("inputs");
      key.inputs().forEach((input, value) -> tied.put(input.toString(), value));
    }
    ArrayNode accumulations = node.putArray("accumulations");
    query.accumulations().forEach(accumulation -> accumulations.add(accumulation.name()));
    return node.toString();
  }

  /**
   * @throws IllegalArgumentException when {@code json} is not what {@link #write} gives
   */
  public static AnalyzedQuery read(String json) {
    JsonNode node = parse(json);
    List<Input> inputs = new ArrayList<>();
    for (JsonNode input : node.required("inputs")) {
      inputs.add(
          new Input(
              RelationJson.read(input.required("relation")),
              SchemaJson.read(input.required("schema")),
              input.required("tellsFiles").asBoolean()));
    }
    List<List<ColumnReference>> columns = new ArrayList<>();
    node.required("columnInputs").forEach(list -> columns.add(references(list)));
    return new AnalyzedQuery(
        new SqlText(node.required("text").asText(), origin(node.required("origin"))),
        SchemaJson.read(node.required("schema")),
        inputs,
        columns,
        rendering(node.required("duckdb")),
        SparkQueryJson.read(node.required("spark")),
        Volatility.valueOf(node.required("volatility").asText()),
        keys(node.required("keys")),
        accumulations(node.required("accumulations")));
  }

  private static List<Accumulation> accumulations(JsonNode list) {
    List<Accumulation> accumulations = new ArrayList<>();
    list.forEach(name -> accumulations.add(Accumulation.valueOf(name.asText())));
    return accumulations;
  }

  private static List<RefreshKey> keys(JsonNode list) {
    List<RefreshKey> keys = new ArrayList<>();
    for (JsonNode key : list) {
      Map<Integer, String> inputs = new HashMap<>();
      key.required("inputs")
          .fields()
          .forEachRemaining(
              input -> inputs.put(Integer.valueOf(input.getKey()), input.getValue().asText()));
      keys.add(new RefreshKey(key.required("column").asText(), inputs));
    }
    return keys;
  }

  private static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not an analysed query", e);
    }
  }

  private static ObjectNode rendering(Rendering rendering) {
    ObjectNode node = MAPPER.createObjectNode();
    if (rendering instanceof Rendering.Unsupported gap) {
      node.put("unsupported", gap.what());
      node.set("origin", origin(gap.origin()));
      return node;
    }
    Rendering.Sql sql = (Rendering.Sql) rendering;
    sql.encoded()
        .ifPresent(
            encoded ->
                references(
                    node.put("encoded", encoded.text()).putArray("dictionaries"),
                    encoded.dictionaries()));
    ObjectNode columns = node.putObject("columns");
    sql.columns()
        .forEach(
            (input, names) ->
                new TreeSet<>(names).forEach(columns.putArray(input.toString())::add));
    ObjectNode constants = node.putObject("constants");
    sql.constants().forEach((column, text) -> constants.put(column.toString(), text));
    return node.put("sql", sql.text());
  }

  private static Rendering rendering(JsonNode node) {
    return node.has("sql")
        ? new Rendering.Sql(
            node.get("sql").asText(),
            encoded(node),
            columns(node.required("columns")),
            constants(node.required("constants")))
        : new Rendering.Unsupported(
            node.required("unsupported").asText(), origin(node.required("origin")));
  }

  private static Map<Integer, Set<String>> columns(JsonNode node) {
    Map<Integer, Set<String>> columns = new HashMap<>();
    node.fields()
        .forEachRemaining(
            input -> {
              Set<String> names = new HashSet<>();
              input.getValue().forEach(name -> names.add(name.asText()));
              columns.put(Integer.valueOf(input.getKey()), Set.copyOf(names));
            });
    return columns;
  }

  private static Map<Integer, String> constants(JsonNode node) {
    Map<Integer, String> constants = new HashMap<>();
    node.fields()
        .forEachRemaining(
            text -> constants.put(Integer.valueOf(text.getKey()), text.getValue().asText()));
    return constants;
  }

  private static Optional<Encoded> encoded(JsonNode node) {
    return Optional.ofNullable(node.get("encoded"))
        .map(text -> new Encoded(text.asText(), references(node.required("dictionaries"))));
  }

  private static void references(ArrayNode list, List<ColumnReference> references) {
    references.forEach(r -> list.addObject().put("input", r.input()).put("column", r.column()));
  }

  private static List<ColumnReference> references(JsonNode list) {
    List<ColumnReference> references = new ArrayList<>();
    list.forEach(
        r ->
            references.add(
                new ColumnReference(r.required("input").asInt(), r.required("column").asText())));
    return List.copyOf(references);
  }

  static ObjectNode origin(Origin origin) {
    return MAPPER
        .createObjectNode()
        .put("file", origin.file())
        .put("line", origin.line())
        .put("column", origin.column());
  }

  static Origin origin(JsonNode node) {
    return new Origin(
        node.required("file").asText(),
        node.required("line").asInt(),
        node.required("column").asInt());
  }
}
