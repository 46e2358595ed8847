package dev.perigon.engine.duckdb;

import dev.perigon.engine.WaitListener;
import dev.perigon.engine.kafka.KafkaReaders;
import dev.perigon.lakehouse.FileStore;
import dev.perigon.lakehouse.FileStore.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** One connection that runs one query; interrupting the calling thread cancels it. */
final class Session implements AutoCloseable {
  /** Reads one thing from a row of a result. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final Connection connection;
  private final ExecutorService executor;
  private final Database database;
  private final JavaScans scans;
  private final FileStore.Lease lease;
  private final WaitListener waits;
  private final KafkaReaders kafka;
  private final Map<List<Path>, String> fileLists = new HashMap<>();
  private final Map<Long, JavaScan> ownScans = new LinkedHashMap<>();
  private final List<Supplier<Optional<RuntimeException>>> judges = new ArrayList<>();
  private Optional<RuntimeException> verdict; // null until it is asked for

  Session(
      Database database,
      Database.Results results,
      ExecutorService executor,
      FileStore files,
      WaitListener waits,
      KafkaReaders kafka)
      throws SQLException {
    this.lease = files.lease();
    this.connection = database.connect(results);
    this.database = database;
    this.scans = database.scans();
    this.executor = executor;
    this.waits = waits;
    this.kafka = kafka;
  }

  void setClock(Instant asOf) throws SQLException {
    try (PreparedStatement set = connection.prepareStatement("SET VARIABLE as_of = ?")) {
      set.setObject(1, OffsetDateTime.ofInstant(asOf, ZoneOffset.UTC));
      set.execute();
    }
  }

  /**
   * {@code files} in DuckDB's SQL: many as a variable, whose text need not be read again by each
   * query that names them.
   */
  String fileList(List<Path> files) throws SQLException {
    if (files.size() == 1) {
      return ParquetInput.fileList(files);
    }
    String name = fileLists.get(files);
    if (name == null) {
      name = "files_" + fileLists.size();
      Object[] paths = files.stream().map(ParquetInput::path).toArray();
      try (PreparedStatement set =
          connection.prepareStatement("SET VARIABLE %s = ?".formatted(name))) {
        set.setArray(1, connection.createArrayOf("VARCHAR", paths));
        set.execute();
      }
      fileLists.put(List.copyOf(files), name);
    }
    return "getvariable('%s')".formatted(name);
  }

  DuckDBAppender appender(String temporaryTable) throws SQLException {
    return connection.unwrap(DuckDBConnection.class).createAppender("temp", "main", temporaryTable);
  }

  /** The file on the local disk, for as long as this session lives. */
  Path local(StoredFile file) {
    return lease.local(file);
  }

  /** As {@link #local}, for readers of our own, which DuckDB does not watch. */
  Path allowed(StoredFile file) {
    Path local = local(file);
    if (!database.allows(local)) {
      throw DuckDbErrors.outsideFolders(null);
    }
    return local;
  }

  /** Who hears that a scan waits. */
  WaitListener waits() {
    return waits;
  }

  /** What is known of tables' files. */
  FileLayouts layouts() {
    return database.layouts();
  }

  /** Who reads topics. */
  KafkaReaders kafka() {
    return kafka;
  }

  /** The table that reads {@code scan}, for as long as this session lives. */
  String table(JavaScan scan) {
    long id = scans.add(scan);
    ownScans.put(id, scan);
    return "perigon_scan(%d)".formatted(id);
  }

  /** What stopped a scan, when that is why a query failed. */
  Optional<RuntimeException> failure() {
    return ownScans.values().stream().flatMap(scan -> scan.failure().stream()).findFirst();
  }

  /** Adds a judge of source files, to be asked when DuckDB refuses what is in them. */
  void judge(Supplier<Optional<RuntimeException>> judge) {
    judges.add(judge);
  }

  /** Whether all judges find nothing wrong in files that DuckDB refuses. */
  boolean acquits() {
    return !judges.isEmpty() && judged().isEmpty();
  }

  /** The verdict of the first judge who has one; they read their files, once. */
  Optional<RuntimeException> judged() {
    if (verdict == null) {
      verdict = judges.stream().flatMap(judge -> judge.get().stream()).findFirst();
    }
    return verdict;
  }

  void execute(String sql) throws SQLException {
    cancellable(statement -> statement.execute(sql));
  }

  /** All rows of a small result. */
  <T> List<T> rows(String sql, RowReader<T> reader) throws SQLException {
    return cancellable(
        statement -> {
          var rows = new ArrayList<T>();
          try (ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
              rows.add(reader.read(result));
            }
          }
          return rows;
        });
  }

  /** A result to stream; {@code first} is whether it has a first row. */
  record Streamed(ResultSet result, boolean first) {}

  Streamed stream(String sql) throws SQLException {
    return cancellable(
        statement -> {
          ResultSet result = statement.executeQuery(sql);
          return new Streamed(result, result.next());
        });
  }

  private interface Work<T> {
    T run(Statement statement) throws SQLException;
  }

  /** DuckDB does not notice interrupts, so it works on another thread while this one waits. */
  private <T> T cancellable(Work<T> work) throws SQLException {
    // A statement that has failed once cannot be used again.
    Statement statement = connection.createStatement();
    Future<T> future = executor.submit(() -> work.run(statement));
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    } catch (InterruptedException e) {
      cancelAndWait(statement, future);
      Thread.currentThread().interrupt();
      throw DuckDbErrors.cancelled();
    }
  }

  /** The connection may only be closed when its query has ended. */
  private static void cancelAndWait(Statement statement, Future<?> future) throws SQLException {
    while (true) {
      statement.cancel();
      try {
        future.get(100, TimeUnit.MILLISECONDS);
        return;
      } catch (ExecutionException e) {
        return;
      } catch (TimeoutException | InterruptedException e) {
        // Cancelled too early or asked twice: once more.
      }
    }
  }

  private static SQLException rethrow(Throwable cause) {
    if (cause instanceof SQLException e) {
      return e;
    }
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    throw new IllegalStateException(cause);
  }

  @Override
  public void close() {
    try (lease) {
      connection.close();
      for (Map.Entry<Long, JavaScan> scan : ownScans.entrySet()) {
        scans.remove(scan.getKey());
        scan.getValue().close();
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("Cannot close a DuckDB connection", e);
    }
  }
}
