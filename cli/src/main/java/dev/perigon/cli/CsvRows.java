package dev.perigon.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.perigon.engine.Rows;
import dev.perigon.sql.type.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** CSV with a header (RFC 4180, UTF-8): NULL is an empty field, an empty text is {@code ""}. */
final class CsvRows implements RowFormat {
  @Override
  public long write(Rows rows, OutputStream out) throws IOException {
    List<Column> columns = rows.schema().columns();
    long count = 0;
    try (CsvGenerator csv = new CsvFactory().createGenerator(out)) {
      csv.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      csv.enable(CsvGenerator.Feature.ALWAYS_QUOTE_EMPTY_STRINGS);
      csv.enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING);
      csv.setSchema(CsvSchema.emptySchema());
      names(csv, columns);
      for (; rows.next(); count++) {
        row(csv, rows, columns);
      }
    }
    return count;
  }

  private static void names(CsvGenerator csv, List<Column> columns) throws IOException {
    csv.writeStartArray();
    for (Column column : columns) {
      csv.writeString(column.name());
    }
    csv.writeEndArray();
  }

  private static void row(CsvGenerator csv, Rows rows, List<Column> columns) throws IOException {
    csv.writeStartArray();
    for (int i = 0; i < columns.size(); i++) {
      Object value = rows.value(i);
      if (value == null) {
        csv.writeNull();
      } else {
        csv.writeString(ValueText.text(value, columns.get(i).type()));
      }
    }
    csv.writeEndArray();
  }
}
