package dev.perigon.engine;

import dev.perigon.sql.type.Schema;

/** The rows of a query, read once, forward. */
public interface Rows extends AutoCloseable {
  Schema schema();

  /** Moves to the next row; false at the end. */
  boolean next();

  /**
   * The value of column {@code index} (from 0) or null. Boolean, Byte, Short, Integer, Long, Float,
   * Double, BigDecimal, String, byte[], LocalDate, Instant (TIMESTAMP), LocalDateTime
   * (TIMESTAMP_NTZ), Duration, Period, List (ARRAY), Map (MAP, in order), and List in field order
   * for STRUCT.
   */
  Object value(int index);

  @Override
  void close();
}
