package dev.perigon.bench;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/**
 * Takes all that a topic holds into a Delta table by Spark Structured Streaming alone, in one local
 * session, with the columns of {@code bench/src/kafka}: the peer of {@code bench/run kafka}. Tuned
 * as a user would: no web page, work for every core whatever the topic's partitions are, and {@code
 * maxOffsetsPerTrigger} left unset, so that all records are one batch and one commit.
 *
 * <p>Arguments: servers, folder for {@code table} and {@code checkpoint}. Memory is the JVM's heap.
 */
public final class StructuredStreaming {
  private StructuredStreaming() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]).toAbsolutePath();
    try (SparkSession spark = session()) {
      spark.sparkContext().setLogLevel("WARN");
      StreamingQuery query =
          records(spark, arguments[0])
              .writeStream()
              .format("delta")
              .option("checkpointLocation", folder.resolve("checkpoint").toString())
              .trigger(Trigger.AvailableNow())
              .start(folder.resolve("table").toString());
      query.awaitTermination();
    }
  }

  private static Dataset<Row> records(SparkSession spark, String servers) {
    return spark
        .readStream()
        .format("kafka")
        .option("kafka.bootstrap.servers", servers)
        .option("subscribe", KafkaTopic.TOPIC)
        .option("startingOffsets", "earliest")
        .option("minPartitions", 2 * Runtime.getRuntime().availableProcessors())
        .load()
        .selectExpr(
            "cast(key as string) as key",
            "topic",
            "partition",
            "offset",
            "timestamp",
            "cast(value as string) as raw_data");
  }

  private static SparkSession session() {
    return SparkSession.builder()
        .master("local[*]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
        .config(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
        .config("spark.databricks.delta.snapshotPartitions", "1")
        .getOrCreate();
  }
}
