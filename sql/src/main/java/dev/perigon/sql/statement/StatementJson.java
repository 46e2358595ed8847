package dev.perigon.sql.statement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.statement.DatasetDefinition.ColumnDefinition;
import dev.perigon.sql.statement.Statement.CdcFlow;
import dev.perigon.sql.statement.Statement.ColumnSelection;
import dev.perigon.sql.statement.Statement.InsertFlow;
import dev.perigon.sql.statement.Statement.MaterializedView;
import dev.perigon.sql.statement.Statement.StreamingTable;
import dev.perigon.sql.statement.Statement.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Statements as JSON, to keep them from one process to the next. */
public final class StatementJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StatementJson() {}

  public static String write(List<Statement> statements) {
    ArrayNode list = MAPPER.createArrayNode();
    statements.forEach(statement -> list.add(write(statement)));
    return list.toString();
  }

  /**
   * @throws IllegalArgumentException when {@code json} is not what {@link #write} gives
   */
  public static List<Statement> read(String json) {
    try {
      return list(MAPPER.readTree(json), StatementJson::statement);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not statements", e);
    }
  }

  private static ObjectNode write(Statement statement) {
    ObjectNode node = MAPPER.createObjectNode();
    if (statement instanceof StreamingTable table) {
      node.put("kind", "streaming table").set("definition", definition(table.definition()));
      optional(node, "query", table.query().map(StatementJson::sql));
    } else if (statement instanceof MaterializedView view) {
      node.put("kind", "materialized view").set("definition", definition(view.definition()));
      node.set("query", sql(view.query()));
    } else if (statement instanceof View view) {
      node.put("kind", "view").put("private", view.isPrivate());
      node.set("name", texts(view.name()));
      node.set("columns", texts(view.columns()));
      optional(node, "comment", view.comment().map(StatementJson::text));
      node.set("query", sql(view.query()));
      node.set("origin", origin(view.origin()));
    } else if (statement instanceof InsertFlow flow) {
      node.put("kind", "insert").put("once", flow.once());
      node.set("name", texts(flow.name()));
      node.set("target", texts(flow.target()));
      node.set("query", sql(flow.query()));
      node.set("origin", origin(flow.origin()));
    } else if (statement instanceof CdcFlow flow) {
      cdc(node, flow);
    }
    return node;
  }

  private static void cdc(ObjectNode node, CdcFlow flow) {
    node.put("kind", "cdc").put("ignoreNullUpdates", flow.ignoreNullUpdates());
    node.put("scdType", flow.scdType());
    node.set("name", texts(flow.name()));
    node.set("target", texts(flow.target()));
    node.set("source", sql(flow.source()));
    node.set("keys", texts(flow.keys()));
    optional(node, "deleteWhen", flow.applyAsDeleteWhen().map(StatementJson::sql));
    optional(node, "truncateWhen", flow.applyAsTruncateWhen().map(StatementJson::sql));
    optional(node, "sequenceBy", flow.sequenceBy().map(StatementJson::sql));
    node.set("columns", selection(flow.columns()));
    node.set("trackHistoryOn", selection(flow.trackHistoryOn()));
    node.set("origin", origin(flow.origin()));
  }

  private static Statement statement(JsonNode node) {
    return switch (node.required("kind").asText()) {
      case "streaming table" ->
          new StreamingTable(
              definition(node.required("definition")), optional(node, "query", StatementJson::sql));
      case "materialized view" ->
          new MaterializedView(
              definition(node.required("definition")), sql(node.required("query")));
      case "view" ->
          new View(
              texts(node, "name"),
              node.required("private").asBoolean(),
              texts(node, "columns"),
              optional(node, "comment", JsonNode::asText),
              sql(node.required("query")),
              origin(node.required("origin")));
      case "insert" ->
          new InsertFlow(
              texts(node, "name"),
              texts(node, "target"),
              node.required("once").asBoolean(),
              sql(node.required("query")),
              origin(node.required("origin")));
      case "cdc" -> cdc(node);
      default -> throw new IllegalArgumentException("Not a statement");
    };
  }

  private static CdcFlow cdc(JsonNode node) {
    return new CdcFlow(
        texts(node, "name"),
        texts(node, "target"),
        sql(node.required("source")),
        texts(node, "keys"),
        node.required("ignoreNullUpdates").asBoolean(),
        optional(node, "deleteWhen", StatementJson::sql),
        optional(node, "truncateWhen", StatementJson::sql),
        optional(node, "sequenceBy", StatementJson::sql),
        selection(node.required("columns")),
        node.required("scdType").asInt(),
        selection(node.required("trackHistoryOn")),
        origin(node.required("origin")));
  }

  private static ObjectNode definition(DatasetDefinition definition) {
    ObjectNode node = MAPPER.createObjectNode();
    node.set("name", texts(definition.name()));
    node.put("private", definition.isPrivate());
    ArrayNode columns = node.putArray("columns");
    for (ColumnDefinition column : definition.columns()) {
      ObjectNode item = columns.addObject().put("name", column.name());
      optional(item, "type", column.type().map(StatementJson::sql));
      item.put("nullable", column.nullable());
      optional(item, "comment", column.comment().map(StatementJson::text));
    }
    ArrayNode expectations = node.putArray("expectations");
    for (Expectation rule : definition.expectations()) {
      ObjectNode item = expectations.addObject().put("name", rule.name());
      item.set("predicate", sql(rule.predicate()));
      item.put("action", rule.action().name());
      item.set("origin", origin(rule.origin()));
    }
    node.set("partitionBy", texts(definition.partitionBy()));
    node.set("clusterBy", texts(definition.clusterBy()));
    optional(node, "comment", definition.comment().map(StatementJson::text));
    ObjectNode properties = node.putObject("properties");
    definition.properties().forEach(properties::put);
    node.set("origin", origin(definition.origin()));
    return node;
  }

  private static DatasetDefinition definition(JsonNode node) {
    Map<String, String> properties = new HashMap<>();
    node.required("properties")
        .fields()
        .forEachRemaining(p -> properties.put(p.getKey(), p.getValue().asText()));
    return new DatasetDefinition(
        texts(node, "name"),
        node.required("private").asBoolean(),
        list(node.required("columns"), StatementJson::column),
        list(node.required("expectations"), StatementJson::expectation),
        texts(node, "partitionBy"),
        texts(node, "clusterBy"),
        optional(node, "comment", JsonNode::asText),
        properties,
        origin(node.required("origin")));
  }

  private static ColumnDefinition column(JsonNode node) {
    return new ColumnDefinition(
        node.required("name").asText(),
        optional(node, "type", StatementJson::sql),
        node.required("nullable").asBoolean(),
        optional(node, "comment", JsonNode::asText));
  }

  private static Expectation expectation(JsonNode node) {
    return new Expectation(
        node.required("name").asText(),
        sql(node.required("predicate")),
        Expectation.Action.valueOf(node.required("action").asText()),
        origin(node.required("origin")));
  }

  private static ObjectNode selection(ColumnSelection selection) {
    ObjectNode node = MAPPER.createObjectNode().put("except", selection.except());
    node.set("names", texts(selection.names()));
    return node;
  }

  private static ColumnSelection selection(JsonNode node) {
    return new ColumnSelection(node.required("except").asBoolean(), texts(node, "names"));
  }

  private static ObjectNode sql(SqlText sql) {
    ObjectNode node = MAPPER.createObjectNode().put("text", sql.text());
    node.set("origin", origin(sql.origin()));
    return node;
  }

  private static SqlText sql(JsonNode node) {
    return new SqlText(node.required("text").asText(), origin(node.required("origin")));
  }

  private static JsonNode origin(Origin origin) {
    return MAPPER.createArrayNode().add(origin.file()).add(origin.line()).add(origin.column());
  }

  private static Origin origin(JsonNode node) {
    return new Origin(
        node.required(0).asText(), node.required(1).asInt(), node.required(2).asInt());
  }

  private static JsonNode text(String text) {
    return MAPPER.getNodeFactory().textNode(text);
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode list = MAPPER.createArrayNode();
    texts.forEach(list::add);
    return list;
  }

  private static List<String> texts(JsonNode node, String field) {
    return list(node.required(field), JsonNode::asText);
  }

  private static <T> List<T> list(JsonNode node, Function<JsonNode, T> item) {
    if (!node.isArray()) {
      throw new IllegalArgumentException("Not statements");
    }
    List<T> list = new ArrayList<>();
    node.forEach(element -> list.add(item.apply(element)));
    return List.copyOf(list);
  }

  private static void optional(ObjectNode node, String field, Optional<? extends JsonNode> value) {
    value.ifPresent(present -> node.set(field, present));
  }

  private static <T> Optional<T> optional(JsonNode node, String field, Function<JsonNode, T> read) {
    return Optional.ofNullable(node.get(field)).map(read);
  }
}
