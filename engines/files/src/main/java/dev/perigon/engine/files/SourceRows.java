package dev.perigon.engine.files;

import java.io.IOException;

/** The rows of one source file, read once, forward. */
public interface SourceRows extends AutoCloseable {
  /**
   * The next row: for each column of the schema null or a Boolean, Byte, Short, Integer, Long,
   * Float, Double, BigDecimal, String, byte[] (or the text whose UTF-8 it is), LocalDate, Instant,
   * LocalDateTime, List (ARRAY, and STRUCT in field order) or Map (in order). Null at the end.
   *
   * @throws dev.perigon.sql.error.PerigonException DATA, with file and line, for what does not fit
   */
  Object[] next() throws IOException;

  @Override
  void close() throws IOException;
}
