package dev.perigon.engine.duckdb;

import dev.perigon.engine.files.SourceRows;
import dev.perigon.sql.type.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Rows that Java reads, in parts (files); it may be run several times, by several threads. */
final class JavaScan implements AutoCloseable {
  /** Opens one part. */
  interface Opener {
    SourceRows open() throws IOException;
  }

  private final Schema schema;
  private final List<Opener> parts;
  private final boolean ordered;
  private final Set<SourceRows> open = ConcurrentHashMap.newKeySet();
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

  SourceRows open(int part) throws IOException {
    SourceRows opened = parts.get(part).open();
    open.add(opened);
    return opened;
  }

  void close(SourceRows part) throws IOException {
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
    for (SourceRows part : open) {
      part.close();
    }
  }
}
