package dev.perigon.engine.duckdb;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Destination;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.WaitListener;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.engine.duckdb.Database.Results;
import dev.perigon.engine.kafka.KafkaReaders;
import dev.perigon.lakehouse.FileStore;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.type.Schema;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs bound queries on DuckDB in this process. */
public final class DuckDbEngine implements Engine {
  private final Turns turns;
  private final DuckDbOptions options;
  private final FileStore files;
  private final WaitListener waits;
  private final KafkaReaders kafka;
  private final ExecutorService executor;
  private final Databases databases;

  private DuckDbEngine(DuckDbOptions options, FileStore files, WaitListener waits) {
    this.waits = waits;
    this.kafka = new KafkaReaders(waits);
    this.turns = new Turns(options.memoryBytes());
    this.options = options;
    this.databases = new Databases(options);
    this.files = files;
    this.executor = Executors.newCachedThreadPool(DuckDbEngine::daemon);
  }

  /** Opens an engine that sees only {@code options.allowedFolders()}, through {@code files}. */
  public static DuckDbEngine open(DuckDbOptions options, FileStore files) {
    return open(options, files, WaitListener.NONE);
  }

  /**
   * @param waits hears what sources keep the engine waiting
   */
  public static DuckDbEngine open(DuckDbOptions options, FileStore files, WaitListener waits) {
    return new DuckDbEngine(options, files, waits);
  }

  @Override
  public WrittenFiles write(BoundQuery query, Destination where) {
    Rendering.Sql sql = rendered(query.query());
    QuerySize size = QuerySize.of(query);
    return turns.run(size.memory(), () -> write(query, size, where, sql, Trust.FULL));
  }

  private WrittenFiles write(
      BoundQuery query, QuerySize size, Destination where, Rendering.Sql sql, Trust trust) {
    Trust less = trust;
    boolean needsMore;
    try (Session session = session(Results.WHOLE, size)) {
      try {
        String plain = new Inputs(options.timeZone(), trust).bind(session, query, sql);
        String text =
            sql.encoded().isEmpty() ? plain : new Dictionaries(session, query).choose(sql);
        return new ParquetWrite(session, options, files, where)
            .run(text, query.query().schema(), sql.constants());
      } catch (SQLException e) {
        needsMore = needsMore(size, e);
        if (!needsMore) {
          less = less(trust, e, session).orElseThrow(() -> DuckDbErrors.failed(e, session));
        }
      }
    }
    return write(query, needsMore ? size.much() : size, where, sql, less);
  }

  /** Whether a query that reads little but makes much of it must run where more memory is. */
  private boolean needsMore(QuerySize size, SQLException refusal) {
    return databases.isLittle(size) && FailureText.isOutOfMemory(refusal);
  }

  /** How to read once more what DuckDB has refused; empty when it is right to. */
  private static Optional<Trust> less(Trust trust, SQLException refusal, Session session) {
    if (trust == Trust.FULL && Inputs.isDoubtful(refusal)) {
      return Optional.of(Trust.CHECKED);
    }
    return trust != Trust.NONE && FailureText.isJson(refusal) && session.acquits()
        ? Optional.of(Trust.NONE)
        : Optional.empty();
  }

  @Override
  public void check(AnalyzedQuery query) {
    rendered(query);
  }

  @Override
  public Rows read(BoundQuery query) {
    return read(query, QuerySize.of(query), Results.STREAMED, Trust.CHECKED);
  }

  /**
   * @param results whole to run a query again that failed without a reason while it streamed; if it
   *     does not fail again, the exact readers must agree that nothing is wrong with its files
   */
  private Rows read(BoundQuery query, QuerySize size, Results results, Trust trust) {
    // Who asks for some rows should not wait for a look at all of them, so: without dictionaries.
    Rendering.Sql sql = rendered(query.query());
    Session session = session(results, size);
    try {
      String text = new Inputs(options.timeZone(), trust).bind(session, query, sql);
      Session.Streamed rows = session.stream(text);
      if (results == Results.WHOLE && session.judged().isPresent()) {
        throw session.judged().get();
      }
      return new ResultRows(session, rows, query.query().schema());
    } catch (SQLException e) {
      Optional<Trust> less = less(trust, e, session);
      RuntimeException failure = DuckDbErrors.failed(e, session);
      session.close();
      if (needsMore(size, e)) {
        return read(query, size.much(), results, trust);
      }
      if (less.isPresent()) {
        return read(query, size, results, less.get());
      }
      if (results == Results.STREAMED && DuckDbErrors.hidden(e)) {
        return read(query, size, Results.WHOLE, trust);
      }
      throw failure;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public void prepare(Work work) {
    try {
      databases.of(QuerySize.NOTHING);
    } catch (SQLException e) {
      throw DuckDbErrors.failed(e);
    }
  }

  @Override
  public Schema infer(SourceFiles source) {
    try (Session session = session(Results.WHOLE, QuerySize.NOTHING)) {
      try {
        return Inference.schema(source, session);
      } catch (SQLException e) {
        throw DuckDbErrors.failed(e, session);
      }
    }
  }

  private Session session(Results results, QuerySize size) {
    try {
      return new Session(databases.of(size), results, executor, files, waits, kafka);
    } catch (SQLException e) {
      throw DuckDbErrors.failed(e);
    }
  }

  private static Rendering.Sql rendered(AnalyzedQuery query) {
    Rendering rendering = query.duckdb();
    if (rendering instanceof Rendering.Unsupported unsupported) {
      throw DuckDbErrors.unsupported(unsupported.what(), unsupported.origin());
    }
    return (Rendering.Sql) rendering;
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "perigon-duckdb");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void close() {
    executor.shutdown();
    kafka.close();
    try {
      databases.close();
    } catch (SQLException e) {
      throw new IllegalStateException("Cannot close DuckDB", e);
    }
  }
}
