package dev.perigon.lakehouse;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One Spark with Delta for all tests of this JVM. */
final class SparkSessions {
  private static final SparkSession SPARK =
      SparkSession.builder()
          .master("local[2]")
          .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
          .config(
              "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
          .config("spark.ui.enabled", "false")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.sql.shuffle.partitions", "1")
          .config("spark.default.parallelism", "1")
          .config("spark.sql.codegen.wholeStage", "false")
          .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
          .config("spark.sql.adaptive.enabled", "false")
          .config("spark.databricks.delta.snapshotPartitions", "1")
          .config("spark.sql.session.timeZone", "UTC")
          .config("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/no-warehouse")
          .getOrCreate();

  private SparkSessions() {}

  static SparkSession spark() {
    return SPARK;
  }

  /** Runs {@code sql}; {@code ?} is the table at {@code location}. */
  static List<List<Object>> rows(String sql, URI location) {
    return rows(SPARK.sql(sql.replace("?", "delta.`" + Locations.plain(location) + "`")));
  }

  static List<List<Object>> rows(Dataset<Row> frame) {
    return frame.collectAsList().stream().map(SparkSessions::values).toList();
  }

  /** {@code columns} of what {@code sql} describes. */
  static List<List<Object>> describe(String sql, URI location, String... columns) {
    return rows(
        SPARK
            .sql(sql.replace("?", "delta.`" + Locations.plain(location) + "`"))
            .selectExpr(columns));
  }

  static void run(String sql, URI location) {
    SPARK.sql(sql.replace("?", "delta.`" + Locations.plain(location) + "`"));
  }

  private static List<Object> values(Row row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.length(); i++) {
      values.add(row.get(i));
    }
    return values;
  }
}
