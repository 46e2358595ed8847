package dev.perigon.engine.files.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import dev.perigon.engine.files.RescuedData;
import dev.perigon.engine.files.UnknownColumns;
import dev.perigon.engine.files.json.JsonRows.Values;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** Makes rows of JSON objects. */
final class JsonObjects {
  private final String file;
  private final Schema schema;
  private final JsonOptions options;
  private final ZoneId zone;
  private final Values values;
  private final Map<String, Integer> columns = new HashMap<>();
  private final int rescuedColumn;

  JsonObjects(String file, Schema schema, JsonOptions options, ZoneId zone, Values values) {
    this.file = file;
    this.schema = schema;
    this.options = options;
    this.zone = zone;
    this.values = values;
    int rescued = -1;
    for (Column column : schema.columns()) {
      if (options.rescuedDataColumn().filter(column.name()::equalsIgnoreCase).isPresent()) {
        rescued = columns.size();
      }
      columns.put(column.name(), columns.size());
    }
    this.rescuedColumn = rescued;
    if (rescued >= 0) {
      columns.remove(schema.columns().get(rescued).name());
    }
  }

  /** A row of which nothing fits. */
  Object[] rescued(String json) {
    var row = new Object[schema.columns().size()];
    if (rescuedColumn >= 0) {
      row[rescuedColumn] = json;
    }
    return row;
  }

  /**
   * @param parser at the object's first token, or at null
   */
  Object[] row(JsonParser parser, long line) throws IOException {
    var row = new Object[schema.columns().size()];
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return row;
    }
    var rescued = new RescuedData();
    var seen = new boolean[row.length];
    var reader = new JsonValues(parser, zone);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      Integer column = columns.get(name);
      parser.nextToken();
      if (column == null) {
        unknown(name, parser, reader, rescued, line);
      } else if (seen[column]) {
        again(schema.columns().get(column), parser, rescued, line);
      } else {
        seen[column] = true;
        row[column] = value(schema.columns().get(column), parser, reader, rescued);
      }
    }
    if (rescuedColumn >= 0 && !rescued.isEmpty()) {
      row[rescuedColumn] = rescued.json(file, line);
    }
    return row;
  }

  private void unknown(
      String name, JsonParser parser, JsonValues reader, RescuedData rescued, long line)
      throws IOException {
    switch (options.unknown()) {
      case IGNORE -> reader.skip();
      case FAIL -> throw JsonErrors.unknownField(file, line, name);
      case RESCUE -> {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
          rescued.putJson(name, JsonText.of(parser));
        }
      }
    }
  }

  private void again(Column column, JsonParser parser, RescuedData rescued, long line)
      throws IOException {
    if (rescuedColumn < 0) {
      throw JsonErrors.duplicateField(file, line, column.name());
    }
    rescued.putJson(column.name(), JsonText.of(parser));
  }

  private Object value(Column column, JsonParser parser, JsonValues reader, RescuedData rescued)
      throws IOException {
    boolean asText = values == Values.PLAIN && !isPlain(column.type());
    if (rescuedColumn < 0 && !asText) {
      return typed(column, parser, reader);
    }
    long here = parser.currentTokenLocation().getLineNr();
    return parser.currentToken().isStructStart() || asText
        ? whole(column, JsonText.of(parser), asText, rescued, here)
        : scalar(column, parser, reader, rescued);
  }

  /**
   * Of a value that is neither valid nor of the type, the first is told, as where it is read apart.
   */
  private Object typed(Column column, JsonParser parser, JsonValues reader) throws IOException {
    boolean nested = parser.currentToken().isStructStart();
    JsonStreamContext record = parser.getParsingContext();
    long line = 0;
    if (nested) {
      record = record.getParent();
      line = parser.currentTokenLocation().getLineNr();
    }
    try {
      return reader.read(column.type());
    } catch (JsonValues.Mismatch e) {
      while (parser.getParsingContext() != record) {
        parser.nextToken();
      }
      long here = nested ? line : parser.currentTokenLocation().getLineNr();
      throw JsonErrors.wrongType(file, here, column.name(), column.type());
    }
  }

  private static Object scalar(
      Column column, JsonParser parser, JsonValues reader, RescuedData rescued) throws IOException {
    try {
      return reader.read(column.type());
    } catch (JsonValues.Mismatch e) {
      rescued.putJson(column.name(), JsonText.of(parser));
      return null;
    }
  }

  /** A value that is read apart, so that it is there whole when it does not fit. */
  private Object whole(Column column, String json, boolean asText, RescuedData rescued, long line)
      throws IOException {
    try (JsonParser parser = JsonRecords.FACTORY.createParser(json)) {
      parser.nextToken();
      var reader = new JsonValues(parser, zone);
      Object value = reader.read(column.type());
      if (reader.leftOut() && options.unknown() == UnknownColumns.RESCUE) {
        rescued.putJson(column.name(), json);
      } else if (reader.leftOut() && options.unknown() == UnknownColumns.FAIL) {
        throw JsonErrors.unknownField(file, line, column.name());
      }
      return asText && value != null ? json : value;
    } catch (JsonValues.Mismatch e) {
      if (rescuedColumn < 0) {
        throw JsonErrors.wrongType(file, line, column.name(), column.type());
      }
      rescued.putJson(column.name(), json);
      return null;
    }
  }

  /** Whether a value of {@code type} can be given where nested ones cannot. */
  static boolean isPlain(SqlType type) {
    return type instanceof SqlType.Decimal || type instanceof Scalar && type != Scalar.BINARY;
  }
}
