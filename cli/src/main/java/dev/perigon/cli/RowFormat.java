package dev.perigon.cli;

import dev.perigon.engine.Rows;
import java.io.IOException;
import java.io.OutputStream;

/** Writes the rows of a query, one after the other, as they come. */
interface RowFormat {
  /** Writes all of {@code rows} and returns how many they were; leaves {@code out} open. */
  long write(Rows rows, OutputStream out) throws IOException;
}
