package dev.perigon.pipelines;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** Writes rows as the JSON lines that engines read back as the same rows. */
final class FixtureJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

  private final JsonGenerator json;
  private final Origin origin;

  private FixtureJson(JsonGenerator json, Origin origin) {
    this.json = json;
    this.origin = origin;
  }

  /**
   * @param origin of the test
   */
  static void write(RowSet rows, Path file, Origin origin) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file);
        JsonGenerator json = FACTORY.createGenerator(out)) {
      json.setRootValueSeparator(new com.fasterxml.jackson.core.io.SerializedString("\n"));
      FixtureJson writer = new FixtureJson(json, origin);
      for (List<Object> row : rows.rows()) {
        writer.fields(row, rows.schema());
      }
      json.writeRaw('\n');
    }
  }

  private void fields(List<?> values, Schema schema) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < values.size(); i++) {
      Column column = schema.columns().get(i);
      json.writeFieldName(column.name());
      value(values.get(i), column.name(), column.type());
    }
    json.writeEndObject();
  }

  private void value(Object value, String column, SqlType type) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (type instanceof SqlType.Struct struct) {
      fields((List<?>) value, struct.fields());
    } else if (type instanceof SqlType.Array array) {
      json.writeStartArray();
      for (Object element : (List<?>) value) {
        value(element, column, array.element());
      }
      json.writeEndArray();
    } else if (type instanceof SqlType.MapOf map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        json.writeFieldName(entry.getKey().toString());
        value(entry.getValue(), column, map.value());
      }
      json.writeEndObject();
    } else {
      scalar(value, column);
    }
  }

  private void scalar(Object value, String column) throws IOException {
    if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else if (value instanceof Double || value instanceof Float) {
      if (!Double.isFinite(((Number) value).doubleValue())) {
        throw FixtureErrors.notFinite(column, origin);
      }
      json.writeNumber(value.toString());
    } else if (value instanceof Number number && !(value instanceof BigDecimal)) {
      json.writeNumber(number.longValue());
    } else if (value instanceof byte[] bytes) {
      json.writeBinary(bytes);
    } else if (value instanceof BigDecimal decimal) {
      json.writeString(decimal.toPlainString());
    } else if (value instanceof LocalDateTime local) {
      json.writeString(LOCAL.format(local));
    } else {
      json.writeString(value.toString());
    }
  }
}
