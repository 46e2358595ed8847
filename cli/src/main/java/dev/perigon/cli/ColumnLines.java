package dev.perigon.cli;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import java.util.List;

/** Columns and their types, one to a line, types below each other. */
final class ColumnLines {
  private static final int WIDEST = 40;

  private ColumnLines() {}

  static List<String> of(Schema schema, String indent) {
    int width =
        schema.columns().stream()
            .mapToInt(column -> Math.min(WIDEST, TextTable.visible(column.name()).length()))
            .max()
            .orElse(0);
    return schema.columns().stream().map(column -> indent + line(column, width)).toList();
  }

  private static String line(Column column, int width) {
    String name = TextTable.visible(column.name());
    String nulls = column.nullable() ? "" : " NOT NULL";
    return name
        + " ".repeat(Math.max(0, width - name.length()))
        + "  "
        + column.type().ddl()
        + nulls;
  }
}
