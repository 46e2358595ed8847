package dev.perigon.engine.spark;

import dev.perigon.lakehouse.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.classic.SparkSession;

/**
 * Spark in this process.
 *
 * @param scratch of local mode; a cluster's workers have their own
 */
record Application(SparkSession session, Optional<Scratch> scratch) implements AutoCloseable {
  static Application start(SparkOptions options, FileStore files) {
    MasterCheck.of(options);
    Optional<Scratch> scratch = scratch(options);
    try {
      return start(options, files, scratch);
    } catch (RuntimeException e) {
      scratch.ifPresent(Scratch::close);
      throw e;
    }
  }

  private static Optional<Scratch> scratch(SparkOptions options) {
    try {
      Files.createDirectories(options.spillFolder());
      return options.isLocal() ? Optional.of(Scratch.in(options.spillFolder())) : Optional.empty();
    } catch (IOException e) {
      throw SparkErrors.unreadable(options.spillFolder().toString(), e);
    }
  }

  private static Application start(
      SparkOptions options, FileStore files, Optional<Scratch> scratch) {
    Map<String, String> settings = new HashMap<>(SessionSettings.application(options));
    scratch.ifPresent(own -> settings.put("spark.local.dir", own.folder().toString()));
    settings.putAll(options.conf());
    var started = new Application(session(options, settings), scratch);
    if (!options.isLocal() && options.home().isPresent()) {
      try {
        new ClusterCheck(started.session(), options).run(options.home().get(), files);
      } catch (RuntimeException e) {
        started.close();
        throw e;
      }
    }
    return started;
  }

  private static SparkSession session(SparkOptions options, Map<String, String> settings) {
    var conf = new SparkConf().setMaster(options.master());
    settings.forEach(conf::set);
    try {
      return (SparkSession) org.apache.spark.sql.SparkSession.builder().config(conf).getOrCreate();
    } catch (Exception e) { // Scala does not declare what it throws
      throw SparkErrors.noApplication(options.master(), e);
    }
  }

  @Override
  public void close() {
    session.stop();
    scratch.ifPresent(Scratch::close);
  }
}
