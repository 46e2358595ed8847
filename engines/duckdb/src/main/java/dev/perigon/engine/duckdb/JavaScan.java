package dev.perigon.engine.duckdb;

import dev.perigon.sql.type.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Rows that Java reads, in parts (files); it may be run several times, by several threads. */
final class JavaScan implements AutoCloseable {
  /** The rows of one part. */
  interface Part extends AutoCloseable {
    /** A value or null for each column; null at the end. */
    Object[] next() throws IOException;

    @Override
    void close() throws IOException;
  }

  /** Opens one part. */
  interface Opener {
    Part open() throws IOException;
  }

  private final Schema schema;
  private final List<Opener> parts;
  private final boolean ordered;
  private final Set<Part> open = ConcurrentHashMap.newKeySet();
  private volatile RuntimeException failure;

  /**
   * @param ordered true to read one part after the other, so that the first failure is always the
   *     same
   */
  JavaScan(Schema schema, List<Opener> parts, boolean ordered) {
    this.schema = schema;
    this.parts = List.copyOf(parts);
    this.ordered = ordered;
  }

  Schema schema() {
    return schema;
  }

  int parts() {
    return parts.size();
  }

  int threads() {
    return ordered ? 1 : Math.max(1, parts.size());
  }

  Part open(int part) throws IOException {
    Part opened = parts.get(part).open();
    open.add(opened);
    return opened;
  }

  void close(Part part) throws IOException {
    open.remove(part);
    part.close();
  }

  /** Keeps an error, of which DuckDB passes on only the text. */
  void failed(RuntimeException error) {
    failure = error;
  }

  Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void close() throws IOException {
    for (Part part : open) {
      part.close();
    }
  }
}
