package dev.perigon.cli;

import dev.perigon.engine.Rows;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Aligned columns for people. Nothing is cut: the first thousand rows decide the widths. */
final class TableRows implements RowFormat {
  private static final int ROWS_MEASURED = 1000;

  @Override
  public long write(Rows rows, OutputStream out) throws IOException {
    List<String[]> measured = new ArrayList<>();
    while (measured.size() < ROWS_MEASURED && rows.next()) {
      measured.add(cells(rows));
    }
    TextTable table = TextTable.fitting(titles(rows.schema()), measured);
    write(out, table.header());
    for (String[] cells : measured) {
      write(out, table.line(cells));
    }
    long count = measured.size();
    for (; rows.next(); count++) {
      write(out, table.line(cells(rows)));
    }
    return count;
  }

  static List<TextTable.Title> titles(Schema schema) {
    return schema.columns().stream()
        .map(column -> new TextTable.Title(column.name(), isNumber(column)))
        .toList();
  }

  private static boolean isNumber(Column column) {
    return column.type().ddl().matches("(TINYINT|SMALLINT|INT|BIGINT|FLOAT|DOUBLE|DECIMAL.*)");
  }

  private static String[] cells(Rows rows) {
    List<Column> columns = rows.schema().columns();
    String[] cells = new String[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      Object value = rows.value(i);
      cells[i] = value == null ? "NULL" : ValueText.text(value, columns.get(i).type());
    }
    return cells;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
