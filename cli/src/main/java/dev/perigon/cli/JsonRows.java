package dev.perigon.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.perigon.engine.Rows;
import dev.perigon.sql.type.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One array of objects, a row a line. */
final class JsonRows implements RowFormat {
  @Override
  public long write(Rows rows, OutputStream out) throws IOException {
    long count = 0;
    out.write('[');
    while (rows.next()) {
      out.write(bytes(count == 0 ? "\n" : ",\n"));
      try (JsonGenerator json = JsonText.compact(out)) {
        object(json, rows);
      }
      count++;
    }
    out.write(bytes(count == 0 ? "]\n" : "\n]\n"));
    return count;
  }

  /** The row that {@code rows} stands on. */
  static void object(JsonGenerator json, Rows rows) throws IOException {
    List<Column> columns = rows.schema().columns();
    json.writeStartObject();
    for (int i = 0; i < columns.size(); i++) {
      json.writeFieldName(columns.get(i).name());
      ValueText.json(json, rows.value(i), columns.get(i).type());
    }
    json.writeEndObject();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
