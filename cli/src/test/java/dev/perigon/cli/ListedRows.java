package dev.perigon.cli;

import dev.perigon.engine.Rows;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import java.util.Iterator;
import java.util.List;

/** Rows from a list. */
final class ListedRows implements Rows {
  private final Schema schema;
  private final Iterator<Object[]> rows;
  private Object[] current;

  ListedRows(List<Column> columns, List<Object[]> rows) {
    this.schema = new Schema(columns);
    this.rows = rows.iterator();
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public boolean next() {
    boolean more = rows.hasNext();
    current = more ? rows.next() : null;
    return more;
  }

  @Override
  public Object value(int index) {
    return current[index];
  }

  @Override
  public void close() {}
}
