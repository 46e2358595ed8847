package dev.perigon.engine.duckdb;

import dev.perigon.engine.WaitListener;
import dev.perigon.engine.kafka.KafkaReaders;
import dev.perigon.lakehouse.FileStore;
import dev.perigon.lakehouse.FileStore.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

/** A connection while it runs one query; interrupting the calling thread cancels it. */
final class Session implements AutoCloseable {
  /** Reads one thing from a row of a result. */
  interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final QueryConnection connection;
  private final Database.Results results;
  private boolean reusable = true; // by others, as nothing has failed
  private boolean unread; // whether a streamed result may have more rows
  private final ExecutorService executor;
  private final Database database;
  private final JavaScans scans;
  private final FileStore.Lease lease;
  private final WaitListener waits;
  private final KafkaReaders kafka;
  private final Map<List<Path>, String> fileLists = new HashMap<>();
  private final Deque<String> made = new ArrayDeque<>(); // how to drop it, the last first
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
    this.results = results;
    this.database = database;
    this.scans = database.scans();
    this.executor = executor;
    this.waits = waits;
    this.kafka = kafka;
  }

  void setClock(Instant asOf) throws SQLException {
    set("as_of", OffsetDateTime.ofInstant(asOf, ZoneOffset.UTC));
  }

  private void set(String variable, Object value) throws SQLException {
    PreparedStatement set = connection.setter(variable);
    set.setObject(1, value);
    set.execute();
  }

  /** A value in DuckDB's SQL as a variable: another value leaves the query's text as it is. */
  private String variable(String name, Object value) throws SQLException {
    set(name, value);
    return "getvariable('%s')".formatted(name);
  }

  /** {@code files} in DuckDB's SQL. */
  String fileList(List<Path> files) throws SQLException {
    String list = fileLists.get(files);
    if (list == null) {
      Object[] paths = files.stream().map(ParquetInput::path).toArray();
      list =
          variable(
              "files_" + fileLists.size(), connection.connection().createArrayOf("VARCHAR", paths));
      fileLists.put(List.copyOf(files), list);
    }
    return list;
  }

  /** Where a {@code COPY} writes, in DuckDB's SQL. */
  String target(Path folder) throws SQLException {
    return "(" + variable("target", folder.toString()) + ")";
  }

  /** Tells this connection's files from others'. */
  String id() {
    return connection.id();
  }

  DuckDBAppender appender(String temporaryTable) throws SQLException {
    return connection
        .connection()
        .unwrap(DuckDBConnection.class)
        .createAppender("temp", "main", temporaryTable);
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
  String table(JavaScan scan) throws SQLException {
    long id = scans.add(scan);
    String variable = variable("scan_" + ownScans.size(), id);
    ownScans.put(id, scan);
    return "perigon_scan(%s)".formatted(variable);
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

  /** Lives as long as this session. */
  void createView(String name, String select) throws SQLException {
    create("VIEW", name, "AS " + select);
  }

  /**
   * Lives as long as this session.
   *
   * @param content its columns, or {@code AS} a query
   */
  void createTable(String name, String content) throws SQLException {
    create("TABLE", name, content);
  }

  private void create(String kind, String name, String content) throws SQLException {
    execute("CREATE TEMP %s %s %s".formatted(kind, name, content));
    made.push("DROP %s temp.%s".formatted(kind, name));
  }

  void execute(String sql) throws SQLException {
    cancellable(
        () -> {
          try (Statement statement = connection.connection().createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  /** All rows of a small result. */
  <T> List<T> rows(String sql, RowReader<T> reader) throws SQLException {
    return cancellable(
        () -> {
          var rows = new ArrayList<T>();
          try (ResultSet result = connection.statement(sql).executeQuery()) {
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
        () -> {
          ResultSet result = connection.statement(sql).executeQuery();
          return new Streamed(result, next(result));
        });
  }

  /** Goes on to the next row of what is streamed. */
  boolean next(ResultSet result) throws SQLException {
    boolean before = reusable;
    reusable = false; // unless it ends well
    unread = result.next();
    reusable = before;
    return unread;
  }

  private interface Work<T> {
    T run() throws SQLException;
  }

  /** DuckDB does not notice interrupts, so it works on another thread while this one waits. */
  private <T> T cancellable(Work<T> work) throws SQLException {
    boolean before = reusable;
    reusable = false; // unless it ends well
    Future<T> future = executor.submit(work::run);
    try {
      T done = future.get();
      reusable = before;
      return done;
    } catch (ExecutionException e) {
      throw rethrow(e.getCause());
    } catch (InterruptedException e) {
      cancelAndWait(future);
      Thread.currentThread().interrupt();
      throw DuckDbErrors.cancelled();
    }
  }

  /** The connection may only be closed when its query has ended. */
  private void cancelAndWait(Future<?> future) throws SQLException {
    Statement any = connection.connection().createStatement();
    while (true) {
      any.cancel(); // whatever the connection does
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

  private void giveBack() throws SQLException {
    if (unread) {
      set("as_of", null); // any statement ends the one before
    }
    try (Statement statement = connection.connection().createStatement()) {
      for (String drop : made) {
        statement.execute(drop);
      }
    }
    database.giveBack(results, connection);
  }

  @Override
  public void close() {
    try (lease) {
      if (reusable) {
        giveBack();
      } else {
        connection.close();
      }
      for (Map.Entry<Long, JavaScan> scan : ownScans.entrySet()) {
        scans.remove(scan.getKey());
        scan.getValue().close();
      }
    } catch (SQLException | IOException e) {
      throw new IllegalStateException("Cannot close a DuckDB connection", e);
    }
  }
}
