package dev.perigon.sql.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Schemas in the JSON that Spark and Delta's log use. */
public final class SchemaJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d+), *(\\d+)\\)");
  private static final Map<Scalar, String> NAMES =
      Map.ofEntries(
          Map.entry(Scalar.BOOLEAN, "boolean"),
          Map.entry(Scalar.BYTE, "byte"),
          Map.entry(Scalar.SHORT, "short"),
          Map.entry(Scalar.INTEGER, "integer"),
          Map.entry(Scalar.LONG, "long"),
          Map.entry(Scalar.FLOAT, "float"),
          Map.entry(Scalar.DOUBLE, "double"),
          Map.entry(Scalar.STRING, "string"),
          Map.entry(Scalar.BINARY, "binary"),
          Map.entry(Scalar.DATE, "date"),
          Map.entry(Scalar.TIMESTAMP, "timestamp"),
          Map.entry(Scalar.TIMESTAMP_NTZ, "timestamp_ntz"),
          Map.entry(Scalar.DAY_TIME_INTERVAL, "interval day to second"),
          Map.entry(Scalar.YEAR_MONTH_INTERVAL, "interval year to month"),
          Map.entry(Scalar.VOID, "void"));

  private SchemaJson() {}

  /** {@code {"type":"struct","fields":[…]}}. */
  public static ObjectNode write(Schema schema) {
    ObjectNode struct = JSON.objectNode().put("type", "struct");
    var fields = struct.putArray("fields");
    for (Column column : schema.columns()) {
      ObjectNode field = fields.addObject().put("name", column.name());
      field.set("type", write(column.type()));
      field.put("nullable", column.nullable());
      ObjectNode metadata = field.putObject("metadata");
      column.comment().ifPresent(comment -> metadata.put("comment", comment));
    }
    return struct;
  }

  /**
   * Reads what {@link #write(Schema)} wrote, or Spark or Delta.
   *
   * @throws IllegalArgumentException when it holds a type that Perigon does not know
   */
  public static Schema read(JsonNode struct) {
    List<Column> columns = new ArrayList<>();
    for (JsonNode field : struct.path("fields")) {
      columns.add(
          new Column(
              field.path("name").asText(),
              readType(field.path("type")),
              field.path("nullable").asBoolean(true),
              Optional.ofNullable(field.path("metadata").path("comment").asText(null))));
    }
    return new Schema(columns);
  }

  private static JsonNode write(SqlType type) {
    if (type instanceof Scalar scalar) {
      return JSON.textNode(NAMES.get(scalar));
    }
    if (type instanceof SqlType.Decimal decimal) {
      return JSON.textNode("decimal(%d,%d)".formatted(decimal.precision(), decimal.scale()));
    }
    if (type instanceof SqlType.Array array) {
      ObjectNode node = JSON.objectNode().put("type", "array");
      node.set("elementType", write(array.element()));
      return node.put("containsNull", array.containsNull());
    }
    if (type instanceof SqlType.MapOf map) {
      ObjectNode node = JSON.objectNode().put("type", "map");
      node.set("keyType", write(map.key()));
      node.set("valueType", write(map.value()));
      return node.put("valueContainsNull", map.valueContainsNull());
    }
    return write(((SqlType.Struct) type).fields());
  }

  private static SqlType readType(JsonNode type) {
    if (type.isTextual()) {
      return scalar(type.asText());
    }
    return switch (type.path("type").asText()) {
      case "struct" -> new SqlType.Struct(read(type));
      case "array" ->
          new SqlType.Array(
              readType(type.path("elementType")), type.path("containsNull").asBoolean(true));
      case "map" ->
          new SqlType.MapOf(
              readType(type.path("keyType")),
              readType(type.path("valueType")),
              type.path("valueContainsNull").asBoolean(true));
      default -> throw new IllegalArgumentException("No such type: " + type);
    };
  }

  private static SqlType scalar(String name) {
    Matcher decimal = DECIMAL.matcher(name);
    if (decimal.matches()) {
      return new SqlType.Decimal(
          Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
    }
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No such type: " + name));
  }
}
