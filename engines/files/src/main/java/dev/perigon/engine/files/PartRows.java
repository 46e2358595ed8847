package dev.perigon.engine.files;

import dev.perigon.sql.error.PerigonException;
import java.io.IOException;

/** Rows of a part, in which nothing may be wrong: it would have the wrong line. */
record PartRows(String file, SourceRows rows) implements SourceRows {
  @Override
  public Object[] next() throws IOException {
    try {
      return rows.next();
    } catch (PerigonException e) {
      throw new IndivisibleException(file);
    }
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
