package dev.perigon.engine.spark;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Destination;
import dev.perigon.engine.Engine;
import dev.perigon.engine.KafkaRecords;
import dev.perigon.engine.KinesisRecords;
import dev.perigon.engine.Rows;
import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.engine.files.IndivisibleException;
import dev.perigon.engine.spark.SparkSources.Division;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStore;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.type.Schema;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.spark.sql.classic.SparkSession;

/** Runs bound queries on Spark; engines of one process share one Spark application. */
public final class SparkEngine implements Engine {
  private static final long BYTES_OF_A_RECORD = 300;

  private final CompletableFuture<Sessions> sessions;
  private final FileStore files;

  private SparkEngine(CompletableFuture<Sessions> sessions, FileStore files) {
    this.sessions = sessions;
    this.files = files;
  }

  /**
   * Begins to start Spark, or joins the application that this process runs already. Where there is
   * no Spark at the master, the first query says so (RESOURCES).
   *
   * @throws dev.perigon.sql.error.PerigonException USAGE for a setting that would change answers
   * @param files the warehouse's; workers reach the same files by their own Hadoop
   */
  public static SparkEngine open(SparkOptions options, FileStore files) {
    SessionSettings.check(options.conf());
    CompletableFuture<Sessions> sessions = new CompletableFuture<>();
    var starter = new Thread(() -> start(options, files, sessions), "perigon-spark-start");
    starter.setDaemon(true);
    starter.start();
    return new SparkEngine(sessions, files);
  }

  private static void start(
      SparkOptions options, FileStore files, CompletableFuture<Sessions> sessions) {
    try {
      sessions.complete(Sessions.open(options, files));
    } catch (Throwable e) {
      sessions.completeExceptionally(e);
    }
  }

  private SparkSession session(long bytes) {
    try {
      return sessions.join().forWork(bytes);
    } catch (CompletionException e) {
      throw e.getCause() instanceof PerigonException problem ? problem : e;
    }
  }

  @Override
  public WrittenFiles write(BoundQuery query, Destination where) {
    try {
      return write(query, where, Division.PARTS);
    } catch (IndivisibleException e) {
      return write(query, where, Division.WHOLE_FILES);
    }
  }

  private WrittenFiles write(BoundQuery query, Destination where, Division division) {
    SparkSession session = session(bytes(query));
    try {
      return new ParquetWrite(session, files, where)
          .run(new QueryPlan(session, query, division).rows());
    } catch (Exception e) {
      throw new SourceVerdict(session, query).explain(e);
    }
  }

  /** Spark runs whatever its own analyzer let through. */
  @Override
  public void check(AnalyzedQuery query) {}

  @Override
  public Rows read(BoundQuery query) {
    SparkSession session = session(bytes(query));
    var verdict = new SourceVerdict(session, query);
    try {
      QueryPlan plan = new QueryPlan(session, query, Division.WHOLE_FILES);
      return new ResultRows(plan.rows(), query.query().schema(), verdict);
    } catch (Exception e) {
      throw verdict.explain(e);
    }
  }

  @Override
  public Schema infer(SourceFiles source) {
    try {
      return new SparkSources(session(0), Division.WHOLE_FILES).schema(source);
    } catch (Exception e) {
      throw Failures.explain(e);
    }
  }

  private static long bytes(BoundQuery query) {
    return query.slices().stream().mapToLong(SparkEngine::bytes).sum();
  }

  private static long bytes(Slice slice) {
    if (slice instanceof Slice.Changes changes) {
      return changes.parts().stream().mapToLong(SparkEngine::bytes).sum();
    }
    if (slice instanceof KafkaRecords records) {
      return records.ranges().stream().mapToLong(r -> r.until() - r.from()).sum()
          * BYTES_OF_A_RECORD;
    }
    if (slice instanceof KinesisRecords records) {
      return records.ranges().stream().mapToLong(KinesisRecords.Range::count).sum()
          * BYTES_OF_A_RECORD;
    }
    return slice instanceof Slice.Delta delta
        ? delta.files().stream().mapToLong(DataFile::size).sum()
        : ((SourceFiles) slice).files().stream().mapToLong(FileStore.StoredFile::size).sum();
  }

  private static void close(Sessions sessions) {
    if (sessions != null) {
      sessions.close();
    }
  }

  @Override
  public void close() {
    sessions.handle((open, failure) -> open).thenAccept(SparkEngine::close);
  }
}
