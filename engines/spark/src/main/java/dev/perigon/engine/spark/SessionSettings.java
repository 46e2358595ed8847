package dev.perigon.engine.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Settings of Spark sessions. */
final class SessionSettings {
  private SessionSettings() {}

  /** What answers depend on: nobody may change these. */
  static final Map<String, String> MEANING =
      Map.ofEntries(
          Map.entry("spark.sql.ansi.enabled", "true"),
          Map.entry("spark.sql.caseSensitive", "false"),
          Map.entry("spark.sql.datetime.java8API.enabled", "true"),
          Map.entry("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"),
          Map.entry("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED"),
          Map.entry("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED"),
          Map.entry("spark.sql.parquet.int96RebaseModeInRead", "CORRECTED"),
          Map.entry("spark.sql.parquet.writeLegacyFormat", "false"),
          Map.entry("spark.sql.parquet.mergeSchema", "false"),
          Map.entry("spark.sql.files.ignoreMissingFiles", "false"),
          Map.entry("spark.sql.files.ignoreCorruptFiles", "false"),
          Map.entry("spark.sql.sources.partitionOverwriteMode", "STATIC"));

  static void check(Map<String, String> conf) {
    conf.forEach(
        (key, value) -> {
          String fixed = MEANING.get(key);
          if (fixed != null && !fixed.equalsIgnoreCase(value)
              || key.equals("spark.sql.session.timeZone")) {
            throw SparkErrors.fixedSetting(key);
          }
        });
  }

  /** For queries over little data: starting tasks and compiling plans would take the most time. */
  static final Map<String, String> LITTLE =
      Map.of(
          "spark.sql.adaptive.enabled", "false",
          "spark.sql.shuffle.partitions", "1",
          "spark.sql.leafNodeDefaultParallelism", "1",
          "spark.sql.codegen.wholeStage", "false",
          "spark.sql.codegen.factoryMode", "NO_CODEGEN",
          "spark.sql.parquet.compression.codec", "zstd");

  static Map<String, String> much(int cores) {
    return Map.of(
        "spark.sql.shuffle.partitions",
        Integer.toString(Math.max(16, 4 * cores)),
        "spark.sql.parquet.compression.codec",
        "zstd");
  }

  /** Of the whole application, before its user's own. */
  static Map<String, String> application(SparkOptions options) {
    Map<String, String> settings = new HashMap<>();
    settings.put("spark.app.name", "perigon");
    settings.put("spark.ui.showConsoleProgress", "false");
    settings.put("spark.log.level", "OFF");
    settings.put("spark.sql.catalogImplementation", "in-memory");
    settings.put("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false");
    settings.put(
        "spark.sql.warehouse.dir", options.spillFolder().resolve("spark").toUri().toString());
    if (options.isLocal()) {
      settings.put("spark.ui.enabled", "false");
      settings.put("spark.driver.host", "localhost");
      settings.put("spark.driver.bindAddress", "127.0.0.1");
      settings.put("spark.shuffle.sort.bypassMergeThreshold", "64");
      // After a sleep of the machine Spark would take its only executor for dead, and exit.
      settings.put("spark.storage.blockManagerHeartbeatTimeoutMs", "36500d");
    } else {
      List<String> jars = ownJars();
      if (!jars.isEmpty()) {
        settings.put("spark.jars", String.join(",", jars));
      }
    }
    return settings;
  }

  /**
   * Executors need the classes of this room, of those that read source files and Kinesis, and of
   * Spark's own source of Kafka, which a cluster has not got.
   */
  private static List<String> ownJars() {
    Stream<Class<?>> ours =
        Stream.of(
            SessionSettings.class,
            dev.perigon.engine.files.SourceReader.class,
            dev.perigon.engine.kinesis.ShardReader.class,
            dev.perigon.engine.SourceFiles.class,
            dev.perigon.lakehouse.FileStore.class,
            dev.perigon.sql.type.Schema.class,
            io.airlift.compress.zstd.ZstdInputStream.class);
    Stream<Class<?>> kafka =
        Stream.of(
                "org.apache.spark.sql.kafka010.KafkaSourceProvider",
                "org.apache.spark.kafka010.KafkaConfigUpdater",
                "org.apache.kafka.clients.consumer.KafkaConsumer",
                "org.apache.commons.pool2.ObjectPool")
            .flatMap(SessionSettings::find);
    Stream<String> classes =
        Stream.concat(ours, kafka)
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation().toString())
            .filter(location -> location.endsWith(".jar"));
    return Stream.concat(classes, awsJars()).distinct().toList();
  }

  /** The client of AWS comes in many jars, all with the same folder inside. */
  private static Stream<String> awsJars() {
    Stream<String> reactive =
        find("org.reactivestreams.Publisher")
            .map(type -> type.getProtectionDomain().getCodeSource().getLocation().toString());
    try {
      List<URL> folders =
          Collections.list(SessionSettings.class.getClassLoader().getResources("software/amazon/"));
      Stream<String> jars =
          folders.stream()
              .map(URL::toString)
              .filter(place -> place.startsWith("jar:"))
              .map(place -> place.substring("jar:".length(), place.indexOf('!')));
      return Stream.concat(jars, reactive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Class<?>> find(String name) {
    try {
      return Stream.of(Class.forName(name, false, SessionSettings.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      return Stream.of();
    }
  }
}
