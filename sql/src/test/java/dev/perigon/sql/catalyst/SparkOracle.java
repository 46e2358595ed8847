package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.Schema;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.rules.Rule;

/** What Spark itself answers. One local session for the whole test process. */
final class SparkOracle {
  private static final String EXCLUDED_RULES = "spark.sql.optimizer.excludedRules";

  private static final String JAVA_TIME = "spark.sql.datetime.java8API.enabled";

  private static SparkSession session;

  private SparkOracle() {}

  static synchronized SparkSession session() {
    if (session == null) {
      Configurator.setRootLevel(Level.OFF);
      session =
          SparkSession.builder()
              .master("local[1]")
              .appName("oracle")
              .config("spark.ui.enabled", false)
              .config("spark.sql.ansi.enabled", true)
              .config("spark.sql.session.timeZone", "UTC")
              .config("spark.sql.shuffle.partitions", 1)
              .config("spark.default.parallelism", 1)
              .config("spark.sql.codegen.wholeStage", false)
              .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
              .config("spark.sql.adaptive.enabled", false)
              .config("spark.sql.warehouse.dir", "target/spark-warehouse")
              .config("spark.storage.blockManagerHeartbeatTimeoutMs", "36500d") // may be stopped
              .getOrCreate();
      session.sparkContext().setLogLevel("OFF");
    }
    return session;
  }

  /** Of times without a zone, in all that follows. */
  static synchronized void useZone(ZoneId zone) {
    session().conf().set("spark.sql.session.timeZone", zone.getId());
  }

  /** Makes {@code tables} known under their names. */
  static synchronized void register(List<TestTable> tables) {
    tables.forEach(t -> session().sql(t.sql()).createOrReplaceTempView(t.name()));
  }

  /** As {@link #register}, with the rows of every table in a random order. */
  static synchronized void registerShuffled(List<TestTable> tables, Random random) {
    session().conf().set(JAVA_TIME, true); // the older classes lose seconds of early times
    try {
      for (TestTable table : tables) {
        Dataset<Row> written = session().sql(table.sql());
        List<Row> rows = new ArrayList<>(written.collectAsList());
        Collections.shuffle(rows, random);
        session().createDataFrame(rows, written.schema()).createOrReplaceTempView(table.name());
      }
    } finally {
      session().conf().unset(JAVA_TIME);
    }
  }

  /** The rows of {@code sql}, or the error that Spark gives. */
  static synchronized Answer run(String sql) {
    try {
      Dataset<Row> result = session().sql(sql);
      Schema schema = CatalystTypes.schemaFromSpark(result.schema()).orElseThrow();
      List<List<Object>> rows = new ArrayList<>();
      for (InternalRow row : result.queryExecution().executedPlan().executeCollect()) {
        rows.add(Values.ofSpark(row, schema.columns()));
      }
      return new Answer.Rows(schema, rows);
    } catch (Exception e) {
      return new Answer.Failure(e);
    }
  }

  /** As {@link #run}, without those rules of Spark's optimizer that it can do without. */
  static synchronized Answer runUnoptimized(String sql) {
    session().conf().set(EXCLUDED_RULES, rules());
    try {
      return run(sql);
    } finally {
      session().conf().unset(EXCLUDED_RULES);
    }
  }

  private static String rules() {
    var spark = (org.apache.spark.sql.classic.SparkSession) session();
    return Scala.list(spark.sessionState().optimizer().defaultBatches()).stream()
        .flatMap(batch -> Scala.list(batch.rules()).stream())
        .map(Rule::ruleName)
        .distinct()
        .collect(Collectors.joining(","));
  }
}
