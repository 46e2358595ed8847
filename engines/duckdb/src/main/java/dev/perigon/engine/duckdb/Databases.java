package dev.perigon.engine.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two databases in this process, each opened when first asked for: one whose queries use all
 * threads, and one for little work, whose queries have one thread each. While other threads have
 * all of a query's tasks, DuckDB lets its own go round in circles, which takes more from the
 * queries beside it than the other threads bring.
 */
final class Databases implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Databases.class);

  /** So many bytes, as if packed, one thread has read before others would have found any work. */
  private static final long LITTLE = 8 << 20;

  /** Queries of little work have one part in so many of the memory, */
  private static final int PART = 8;

  /** unless that is less than a query needs to get along. */
  private static final long LEAST_MEMORY = 128 << 20;

  private final DuckDbOptions options;
  private final FileLayouts layouts = new FileLayouts();
  private Optional<Database> forLittle = Optional.empty();
  private Optional<Database> forMuch = Optional.empty();
  private boolean closed;

  Databases(DuckDbOptions options) {
    this.options = options;
  }

  /** Where a query of such a size is to run. */
  synchronized Database of(QuerySize size) throws SQLException {
    if (closed) {
      throw new IllegalStateException("The engine is closed");
    }
    return isLittle(size) ? little() : much();
  }

  /** Whether a query of such a size runs where there is less memory than elsewhere. */
  boolean isLittle(QuerySize size) {
    return isTwo() && size.work() <= LITTLE;
  }

  private boolean isTwo() {
    return options.threads() > 1 && part() >= LEAST_MEMORY;
  }

  private long part() {
    return options.memoryBytes() / PART;
  }

  private Database little() throws SQLException {
    if (forLittle.isEmpty()) {
      DuckDbOptions little = options.withThreads(1).withMemoryBytes(part());
      forLittle = Optional.of(Database.open(little, besideOthers("little"), layouts));
    }
    return forLittle.get();
  }

  /** A folder in that for what spills; DuckDB makes it when it needs it, but not its parents. */
  private Path besideOthers(String name) {
    try {
      Files.createDirectories(options.spillFolder());
    } catch (IOException e) {
      LOG.warn("Cannot make {}", options.spillFolder()); // DuckDB says so when something spills
    }
    return options.spillFolder().resolve(name);
  }

  private Database much() throws SQLException {
    if (forMuch.isEmpty()) {
      long memory = options.memoryBytes() - (isTwo() ? part() : 0);
      DuckDbOptions much = options.withMemoryBytes(memory);
      forMuch = Optional.of(Database.open(much, options.spillFolder(), layouts));
    }
    return forMuch.get();
  }

  @Override
  public synchronized void close() throws SQLException {
    closed = true;
    try {
      if (forLittle.isPresent()) {
        forLittle.get().close();
      }
    } finally {
      if (forMuch.isPresent()) {
        forMuch.get().close();
      }
    }
  }
}
