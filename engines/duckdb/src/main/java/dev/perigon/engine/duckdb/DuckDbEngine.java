package dev.perigon.engine.duckdb;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Destination;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.FileStore;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.type.Schema;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs bound queries on DuckDB in this process. */
public final class DuckDbEngine implements Engine {
  private final Database database;
  private final DuckDbOptions options;
  private final FileStore files;
  private final ExecutorService executor;

  private DuckDbEngine(Database database, DuckDbOptions options, FileStore files) {
    this.database = database;
    this.options = options;
    this.files = files;
    this.executor = Executors.newCachedThreadPool(DuckDbEngine::daemon);
  }

  /** Opens an engine that sees only {@code options.allowedFolders()}, through {@code files}. */
  public static DuckDbEngine open(DuckDbOptions options, FileStore files) {
    try {
      return new DuckDbEngine(Database.open(options), options, files);
    } catch (SQLException e) {
      throw DuckDbErrors.failed(e);
    }
  }

  @Override
  public WrittenFiles write(BoundQuery query, Destination where) {
    String sql = rendered(query);
    try (Session session = session(query)) {
      return new ParquetWrite(session, options, files, where).run(sql, query.query().schema());
    } catch (SQLException e) {
      throw DuckDbErrors.failed(e);
    }
  }

  @Override
  public Rows read(BoundQuery query) {
    String sql = rendered(query);
    Session session = null;
    try {
      session = session(query);
      return new ResultRows(session, session.query(sql), query.query().schema());
    } catch (SQLException e) {
      throw DuckDbErrors.failed(e);
    }
  }

  @Override
  public Schema infer(SourceFiles files) {
    throw new UnsupportedOperationException();
  }

  private Session session(BoundQuery query) throws SQLException {
    var session = new Session(database.connect(), executor);
    try {
      session.bind(query, new Inputs(files));
      return session;
    } catch (SQLException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static String rendered(BoundQuery query) {
    Rendering rendering = query.query().duckdb();
    if (rendering instanceof Rendering.Unsupported unsupported) {
      throw DuckDbErrors.unsupported(unsupported.what(), unsupported.origin());
    }
    return ((Rendering.Sql) rendering).text();
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "perigon-duckdb");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      database.close();
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot close DuckDB", e);
    }
  }
}
