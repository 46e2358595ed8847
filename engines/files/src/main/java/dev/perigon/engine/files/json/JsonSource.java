package dev.perigon.engine.files.json;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Goes through the records of one file. */
interface JsonSource extends AutoCloseable {
  /** Moves to the start of the next record, an object or null; false at the end. */
  boolean next() throws IOException;

  JsonParser parser();

  /** The line on which the record starts, from 1. */
  long line();

  @Override
  void close() throws IOException;
}
