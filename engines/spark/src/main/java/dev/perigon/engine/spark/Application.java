package dev.perigon.engine.spark;

import dev.perigon.lakehouse.FileStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.classic.SparkSession;

/** Starts Spark in this process. */
final class Application {
  private Application() {}

  static SparkSession start(SparkOptions options, FileStore files) {
    MasterCheck.of(options.master());
    SparkSession application = start(options);
    if (!options.isLocal() && options.home().isPresent()) {
      try {
        new ClusterCheck(application, options).run(options.home().get(), files);
      } catch (RuntimeException e) {
        application.stop();
        throw e;
      }
    }
    return application;
  }

  private static SparkSession start(SparkOptions options) {
    Map<String, String> settings = new HashMap<>(SessionSettings.application(options));
    settings.putAll(options.conf());
    var conf = new SparkConf().setMaster(options.master());
    settings.forEach(conf::set);
    try {
      Files.createDirectories(options.spillFolder());
      return (SparkSession) org.apache.spark.sql.SparkSession.builder().config(conf).getOrCreate();
    } catch (IOException e) {
      throw SparkErrors.unreadable(options.spillFolder().toString(), e);
    } catch (RuntimeException e) {
      throw SparkErrors.noApplication(options.master(), e);
    }
  }
}
