package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.literalForDuckDb;

import dev.perigon.sql.query.DuckDbSession;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** One in-memory database: settings, macros and functions are made once, then locked. */
final class Database implements AutoCloseable {
  /** How a connection gives its results. */
  enum Results {
    /** All at once. An error says why the query failed. */
    WHOLE,
    /** As they are read. The driver hides why a query failed before its first row. */
    STREAMED
  }

  /** Connections of each kind that wait for their next query. */
  private static final int IDLE = 4;

  private final DuckDBConnection root;
  private final DuckDBConnection streaming;
  private final JavaScans scans;
  private final FileLayouts layouts;
  private final List<Path> allowed;
  private final Map<Results, Deque<QueryConnection>> idle =
      Map.of(
          Results.WHOLE, new ConcurrentLinkedDeque<>(),
          Results.STREAMED, new ConcurrentLinkedDeque<>());

  private Database(
      DuckDBConnection root,
      DuckDBConnection streaming,
      JavaScans scans,
      FileLayouts layouts,
      List<Path> allowed) {
    this.layouts = layouts;
    this.root = root;
    this.streaming = streaming;
    this.scans = scans;
    this.allowed = allowed;
  }

  /**
   * @param spilled for what does not fit into memory: no other database's
   * @param layouts what is known of tables' files, whoever reads them
   */
  static Database open(DuckDbOptions options, Path spilled, FileLayouts layouts)
      throws SQLException {
    var properties = new Properties();
    properties.setProperty("threads", Integer.toString(options.threads()));
    properties.setProperty("memory_limit", options.memoryBytes() + "B");
    Connection connection = DriverManager.getConnection("jdbc:duckdb:", properties);
    var root = connection.unwrap(DuckDBConnection.class);
    var scans = new JavaScans();
    try (Statement statement = root.createStatement()) {
      for (String sql : DuckDbSession.prelude(options.timeZone())) {
        statement.execute(sql);
      }
      ScalarFunctions.register(root, DuckDbSession.functions());
      scans.register(root);
      for (String sql : sandbox(options, spilled)) {
        statement.execute(sql);
      }
      var database = new Database(root, streaming(root), scans, layouts, allowed(options));
      statement.execute("SET lock_configuration = true");
      return database;
    } catch (SQLException | RuntimeException e) {
      root.close();
      throw e;
    }
  }

  /**
   * A connection whose duplicates stream, too: a duplicate takes over what is set for its original
   * alone, such as the time zone, so this one is made last.
   */
  private static DuckDBConnection streaming(DuckDBConnection root) throws SQLException {
    DuckDBConnection streaming = root.duplicate();
    try (Statement statement = streaming.createStatement()) {
      statement.execute("SET SESSION " + DuckDBDriver.JDBC_STREAM_RESULTS + " = true");
      return streaming;
    } catch (SQLException e) {
      streaming.close();
      throw e;
    }
  }

  /**
   * A connection for one query; it has the settings, macros and functions of the database. Give it
   * back, or close it.
   */
  QueryConnection connect(Results results) throws SQLException {
    QueryConnection waiting = idle.get(results).pollFirst();
    if (waiting != null) {
      return waiting;
    }
    return new QueryConnection(
        switch (results) {
          case WHOLE -> root.duplicate();
          case STREAMED -> streaming.duplicate();
        });
  }

  /**
   * @param connection without anything of its own: no table, no view, no failure
   */
  void giveBack(Results results, QueryConnection connection) throws SQLException {
    Deque<QueryConnection> waiting = idle.get(results);
    if (root.isClosed() || waiting.size() >= IDLE) {
      connection.close();
    } else {
      waiting.addFirst(connection);
    }
  }

  JavaScans scans() {
    return scans;
  }

  FileLayouts layouts() {
    return layouts;
  }

  private static List<String> sandbox(DuckDbOptions options, Path spilled) {
    return List.of(
        "SET temp_directory = " + literalForDuckDb(spilled.toString()),
        "SET allowed_directories = [%s]".formatted(allowedText(options)),
        "SET preserve_insertion_order = false",
        "SET parquet_metadata_cache = true", // the same tables are read again and again
        "SET async_threads = 0", // a failing COPY waits for ever for writes that these have lost
        "SET enable_external_file_cache = false", // the operating system's is enough
        "SET autoinstall_known_extensions = false",
        "SET autoload_known_extensions = false",
        "SET enable_external_access = false");
  }

  /** DuckDB compares real paths, so a folder behind a symbolic link needs its target, too. */
  private static List<Path> allowed(DuckDbOptions options) {
    var folders = new ArrayList<Path>();
    folders.add(options.spillFolder());
    for (URI folder : options.allowedFolders()) {
      if (folder.getScheme() == null || "file".equals(folder.getScheme())) {
        folders.add(Path.of(folder.getPath()));
      }
    }
    return folders.stream()
        .flatMap(folder -> java.util.stream.Stream.of(folder.toAbsolutePath(), real(folder)))
        .map(Path::normalize)
        .distinct()
        .toList();
  }

  private static String allowedText(DuckDbOptions options) {
    return allowed(options).stream()
        .map(folder -> literalForDuckDb(folder + "/"))
        .collect(Collectors.joining(", "));
  }

  /** As DuckDB decides for what it reads itself. */
  boolean allows(Path file) {
    Path real = real(file);
    return allowed.stream().anyMatch(real::startsWith);
  }

  private static Path real(Path folder) {
    try {
      Path existing = folder.toAbsolutePath().normalize();
      Path missing = Path.of("");
      while (!Files.exists(existing) && existing.getParent() != null) {
        missing = existing.getFileName().resolve(missing);
        existing = existing.getParent();
      }
      return existing.toRealPath().resolve(missing);
    } catch (java.io.IOException e) {
      return folder.toAbsolutePath();
    }
  }

  @Override
  public void close() throws SQLException {
    try (root) {
      for (Deque<QueryConnection> waiting : idle.values()) {
        for (QueryConnection connection : waiting) {
          connection.close();
        }
      }
      streaming.close();
    }
  }
}
