package dev.perigon.cli;

import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import dev.perigon.engine.Rows;
import dev.perigon.sql.type.Column;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * CSV with a header (RFC 4180, UTF-8), by the library that Spark writes CSV with. NULL is an empty
 * field, an empty text is {@code ""}.
 */
final class CsvRows implements RowFormat {
  @Override
  public long write(Rows rows, OutputStream out) {
    List<Column> columns = rows.schema().columns();
    CsvWriter csv = new CsvWriter(out, StandardCharsets.UTF_8, settings());
    csv.writeRow(rows.schema().names());
    String[] row = new String[columns.size()];
    long count = 0;
    for (; rows.next(); count++) {
      for (int i = 0; i < row.length; i++) {
        Object value = rows.value(i);
        row[i] = value == null ? null : ValueText.text(value, columns.get(i).type());
      }
      csv.writeRow(row);
    }
    csv.flush();
    return count;
  }

  private static CsvWriterSettings settings() {
    CsvWriterSettings settings = new CsvWriterSettings();
    settings.getFormat().setLineSeparator("\n");
    settings.getFormat().setQuoteEscape('"');
    settings.setNullValue("");
    settings.setEmptyValue("\"\"");
    settings.setSkipEmptyLines(false);
    settings.setIgnoreLeadingWhitespaces(false);
    settings.setIgnoreTrailingWhitespaces(false);
    settings.setMaxCharsPerColumn(-1);
    return settings;
  }
}
