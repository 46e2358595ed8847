package dev.perigon.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import dev.perigon.engine.Rows;
import dev.perigon.sql.type.Column;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** CSV with a header (RFC 4180, UTF-8). NULL is an empty field, an empty text is {@code ""}. */
final class CsvRows implements RowFormat {
  @Override
  public long write(Rows rows, OutputStream out) throws IOException {
    List<Column> columns = rows.schema().columns();
    CsvWriter csv =
        CsvWriter.builder()
            .lineDelimiter(LineDelimiter.LF)
            .quoteStrategy(QuoteStrategies.EMPTY)
            .build(out, StandardCharsets.UTF_8);
    csv.writeRecord(rows.schema().names());
    String[] row = new String[columns.size()];
    long count = 0;
    for (; rows.next(); count++) {
      for (int i = 0; i < row.length; i++) {
        Object value = rows.value(i);
        row[i] = value == null ? null : ValueText.text(value, columns.get(i).type());
      }
      csv.writeRecord(row);
    }
    csv.flush();
    return count;
  }
}
