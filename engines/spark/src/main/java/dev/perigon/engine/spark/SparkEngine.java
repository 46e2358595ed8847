package dev.perigon.engine.spark;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Destination;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStore;
import dev.perigon.sql.type.Schema;
import org.apache.spark.sql.classic.SparkSession;

/** Runs bound queries on Spark; engines of one process share one Spark application. */
public final class SparkEngine implements Engine {
  private final Sessions sessions;
  private final FileStore files;

  private SparkEngine(Sessions sessions, FileStore files) {
    this.sessions = sessions;
    this.files = files;
  }

  /**
   * Starts Spark, or joins the application that this process runs already.
   *
   * @param files the warehouse's; workers reach the same files by their own Hadoop
   * @throws dev.perigon.sql.error.PerigonException RESOURCES when there is no Spark at the master
   */
  public static SparkEngine open(SparkOptions options, FileStore files) {
    return new SparkEngine(Sessions.open(options), files);
  }

  @Override
  public WrittenFiles write(BoundQuery query, Destination where) {
    SparkSession session = sessions.forWork(bytes(query));
    try {
      return new ParquetWrite(session, files, where).run(new QueryPlan(session, query).rows());
    } catch (Exception e) {
      throw Failures.explain(e);
    }
  }

  @Override
  public Rows read(BoundQuery query) {
    SparkSession session = sessions.forWork(bytes(query));
    try {
      return new ResultRows(new QueryPlan(session, query).rows(), query.query().schema());
    } catch (Exception e) {
      throw Failures.explain(e);
    }
  }

  @Override
  public Schema infer(SourceFiles source) {
    try {
      return new SparkSources(sessions.forWork(0)).schema(source);
    } catch (Exception e) {
      throw Failures.explain(e);
    }
  }

  private static long bytes(BoundQuery query) {
    return query.slices().stream().mapToLong(SparkEngine::bytes).sum();
  }

  private static long bytes(Slice slice) {
    return slice instanceof Slice.Delta delta
        ? delta.files().stream().mapToLong(DataFile::size).sum()
        : ((SourceFiles) slice).files().stream().mapToLong(FileStore.StoredFile::size).sum();
  }

  @Override
  public void close() {
    sessions.close();
  }
}
