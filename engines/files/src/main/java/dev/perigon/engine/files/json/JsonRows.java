package dev.perigon.engine.files.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.perigon.engine.files.SourceRows;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * The typed rows of one JSON file. A field that an object lacks is null, as is a record that is
 * null; a value of another type than its column's is an error, except that any value can be a
 * STRING.
 */
public final class JsonRows implements SourceRows {
  private final String file;
  private final Schema schema;
  private final JsonRecords records;
  private final JsonValues values;
  private final Map<String, Integer> columns = new HashMap<>();

  /**
   * @param file its name, for messages
   * @param zone of timestamps that name none
   */
  public JsonRows(String file, InputStream in, Schema schema, ZoneId zone) throws IOException {
    this.file = file;
    this.schema = schema;
    this.records = new JsonRecords(file, in);
    this.values = new JsonValues(records.parser(), zone);
    for (Column column : schema.columns()) {
      columns.put(column.name(), columns.size());
    }
  }

  /** The rows of some lines of a file, which cannot be a part of an array. */
  public static JsonRows ofLines(String file, InputStream in, Schema schema, ZoneId zone)
      throws IOException {
    var rows = new JsonRows(file, in, schema, zone);
    rows.records.refuseArray();
    return rows;
  }

  @Override
  public Object[] next() throws IOException {
    if (!records.next()) {
      return null;
    }
    try {
      return row();
    } catch (StreamReadException e) {
      throw records.malformed(e);
    }
  }

  private Object[] row() throws IOException {
    var row = new Object[schema.columns().size()];
    JsonParser parser = records.parser();
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return row;
    }
    var seen = new boolean[row.length];
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Integer column = columns.get(parser.currentName());
      parser.nextToken();
      if (column == null) {
        values.skip();
      } else if (seen[column]) {
        throw JsonErrors.duplicateField(file, records.line(), schema.columns().get(column).name());
      } else {
        seen[column] = true;
        row[column] = value(schema.columns().get(column));
      }
    }
    return row;
  }

  private Object value(Column column) throws IOException {
    try {
      return values.read(column.type());
    } catch (JsonValues.Mismatch e) {
      throw JsonErrors.wrongType(file, records.here(), column.name(), column.type());
    }
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
