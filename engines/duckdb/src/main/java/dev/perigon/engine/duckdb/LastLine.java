package dev.perigon.engine.duckdb;

import dev.perigon.engine.files.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * DuckDB's parallel CSV reader leaves out the last line of a file, and says nothing, when it is
 * longer than a buffer of 32 MB. So such files are for the exact reader.
 */
final class LastLine {
  /** Well below the buffer. */
  private static final long LONG = 8L << 20;

  private static final int CHUNK = 1 << 16;

  private LastLine() {}

  static boolean isLong(Path file, Compression compression, InputStream content)
      throws IOException {
    return compression == Compression.NONE ? isLong(file) : length(content) >= LONG;
  }

  private static boolean isLong(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      byte[] chunk = new byte[CHUNK];
      long counted = 0;
      for (long end = bytes.length(); end > 0 && counted < LONG; end -= chunk.length) {
        int length = (int) Math.min(end, chunk.length);
        bytes.seek(end - length);
        bytes.readFully(chunk, 0, length);
        for (int i = length - 1; i >= 0; i--) {
          if (!isBreak(chunk[i])) {
            counted++;
          } else if (counted > 0) {
            return false;
          }
        }
      }
      return counted >= LONG;
    }
  }

  private static long length(InputStream content) throws IOException {
    byte[] chunk = new byte[CHUNK];
    long before = 0;
    long current = 0;
    for (int length = content.read(chunk); length >= 0; length = content.read(chunk)) {
      for (int i = 0; i < length; i++) {
        if (!isBreak(chunk[i])) {
          current++;
        } else if (current > 0) {
          before = current;
          current = 0;
        }
      }
    }
    return current == 0 ? before : current;
  }

  private static boolean isBreak(byte octet) {
    return octet == '\n' || octet == '\r';
  }
}
