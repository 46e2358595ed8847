package dev.perigon.engine.duckdb;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.duckdb.DuckDBFunctions.FunctionException;
import org.duckdb.DuckDBWritableVector;

/**
 * Passes text and bytes to DuckDB's vectors, many values at once: one call for each takes longer
 * than to read them. Vectors take no bytes that are not UTF-8; those pass as a mark and hexadecimal
 * digits, which {@link #bytes} turns back.
 */
final class TextVectors {
  private static final byte MARK = 1;

  private TextVectors() {}

  /** The expression for the bytes that were passed as {@code column}. */
  static String bytes(String column) {
    return "CASE WHEN starts_with(%1$s, chr(%2$d)) THEN unhex(%1$s[2:]) ELSE encode(%1$s) END"
        .formatted(column, MARK);
  }

  /** Writes {@code column} of the first {@code count} rows: all of them String, or byte[]. */
  static void write(DuckDBWritableVector vector, Object[][] rows, int count, int column) {
    String[] texts = new String[count];
    byte[][] bytes = null;
    for (int row = 0; row < count; row++) {
      Object value = rows[row][column];
      if (value instanceof byte[] some) {
        bytes = bytes == null ? new byte[count][] : bytes;
        bytes[row] = some.length > 0 && some[0] == MARK ? marked(some) : some;
      } else {
        texts[row] = (String) value;
      }
    }
    if (bytes == null) {
      vector.setStrings(0, texts);
    } else {
      write(vector, bytes);
    }
  }

  private static void write(DuckDBWritableVector vector, byte[][] bytes) {
    try {
      vector.setStringUtf8Batch(0, bytes);
    } catch (FunctionException e) { // not all of them are UTF-8
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = bytes[i] == null || isUtf8(bytes[i]) ? bytes[i] : marked(bytes[i]);
      }
      vector.setStringUtf8Batch(0, bytes);
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static byte[] marked(byte[] bytes) {
    byte[] digits = HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII);
    byte[] marked = new byte[digits.length + 1];
    marked[0] = MARK;
    System.arraycopy(digits, 0, marked, 1, digits.length);
    return marked;
  }
}
