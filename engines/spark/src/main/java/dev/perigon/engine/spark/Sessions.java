package dev.perigon.engine.spark;

import dev.perigon.lakehouse.FileStore;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.classic.SparkSession;

/**
 * The one Spark application of this process; it ends when the last engine is closed. Each engine
 * has two sessions of it, with settings for little and for much work.
 */
final class Sessions implements AutoCloseable {
  /** Bytes; queries that read less want few tasks and no second thoughts about the plan. */
  private static final long LITTLE = 16L << 20;

  private static Application application;
  private static int users;

  private final SparkSession little;
  private final SparkSession much;
  private boolean closed;

  private Sessions(SparkOptions options, SparkSession root) {
    this.little = session(root, options, SessionSettings.LITTLE);
    int cores = root.sparkContext().defaultParallelism();
    this.much = session(root, options, SessionSettings.much(cores));
  }

  static synchronized Sessions open(SparkOptions options, FileStore files) {
    if (application == null) {
      application = Application.start(options, files);
    }
    Sessions sessions = new Sessions(options, application.session());
    users++;
    return sessions;
  }

  private static SparkSession session(
      SparkSession root, SparkOptions options, Map<String, String> tuning) {
    SparkSession session = root.newSession();
    Map<String, String> settings = new HashMap<>(tuning);
    options.conf().entrySet().stream()
        .filter(setting -> session.conf().isModifiable(setting.getKey()))
        .forEach(setting -> settings.put(setting.getKey(), setting.getValue()));
    settings.putAll(SessionSettings.MEANING);
    settings.put("spark.sql.session.timeZone", options.timeZone().getId());
    settings.forEach(session.conf()::set);
    return session;
  }

  /**
   * @param bytes that the query reads
   */
  SparkSession forWork(long bytes) {
    return bytes < LITTLE ? little : much;
  }

  @Override
  public void close() {
    synchronized (Sessions.class) {
      if (!closed && --users == 0) {
        application.close();
        application = null;
      }
      closed = true;
    }
  }
}
