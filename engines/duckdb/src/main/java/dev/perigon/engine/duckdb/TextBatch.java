package dev.perigon.engine.duckdb;

import java.util.Arrays;
import org.duckdb.DuckDBWritableVector;

/** Writes texts to a vector one after the other; many, but not too much, in one call. */
final class TextBatch {
  private static final int MOST_ROWS = 256;
  private static final int MOST_CHARACTERS = 1 << 20;

  private final DuckDBWritableVector vector;
  private final String[] texts = new String[MOST_ROWS];
  private long written;
  private int rows;
  private int characters;

  TextBatch(DuckDBWritableVector vector) {
    this.vector = vector;
  }

  void add(String text) {
    texts[rows++] = text;
    characters += text == null ? 0 : text.length();
    if (rows == MOST_ROWS || characters >= MOST_CHARACTERS) {
      flush();
    }
  }

  void flush() {
    if (rows > 0) {
      vector.setStrings(written, rows == MOST_ROWS ? texts : Arrays.copyOf(texts, rows));
    }
    written += rows;
    rows = 0;
    characters = 0;
  }
}
