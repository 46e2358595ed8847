package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.sql.TableName;
import io.delta.sql.DeltaSparkSessionExtension;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table that one engine wrote is read, refreshed and time-travelled by the other, and by others.
 */
final class TestBothDirections {
  private static final Instant AS_OF = Instant.parse("2025-10-09T18:30:00Z");
  private static final TableName ORDERS = new TableName("shop", "c360", "orders");
  private static final List<String> TABLES =
      List.of(
          "orders", "clicks", "large_orders", "customers", "ranking", "by_country", "interests");

  @TempDir private static Path folder;

  /** Three deliveries; one home sees the engines in turn, the other only one of them. */
  @BeforeAll
  static void refreshInTurn() {
    Shop shop = new Shop(folder.resolve("data"), 42);
    try (Run duckDb = run(Run.By.DUCKDB, "shared");
        Run spark = run(Run.By.SPARK, "shared");
        Run alone = run(Run.By.DUCKDB, "alone")) {
      for (Run next : List.of(duckDb, spark, duckDb, spark)) {
        shop.deliver(20);
        next.run();
        alone.run();
      }
    }
  }

  private static Run run(Run.By engine, String home) {
    return new Run(engine, Bundled.shop(), folder.resolve("data"), folder.resolve(home), AS_OF);
  }

  @Test
  void tablesThatBothEnginesRefreshedAreAsIfOneHadDoneItAll() {
    try (Run alone = run(Run.By.DUCKDB, "alone");
        Run duckDb = run(Run.By.DUCKDB, "shared");
        Run spark = run(Run.By.SPARK, "shared")) {
      for (String table : TABLES) {
        Table expected = alone.query("select * from " + table);
        expected.assertSameAs(duckDb.query("select * from " + table), table);
        expected.assertSameAs(spark.query("select * from " + table), table);
      }
    }
  }

  @Test
  void eachEngineReadsEveryVersionThatTheOtherWrote() {
    try (Run duckDb = run(Run.By.DUCKDB, "shared");
        Run spark = run(Run.By.SPARK, "shared")) {
      long newest = duckDb.warehouse().table(ORDERS).snapshot().orElseThrow().version();
      assertThat(newest).isGreaterThanOrEqualTo(3);
      for (long version = 0; version <= newest; version++) {
        String query = "select * from orders version as of " + version;
        duckDb.query(query).assertSameAs(spark.query(query), "version " + version);
      }
    }
  }

  @Test
  void deltaOnSparkAndPlainDuckDbReadTheSameRows() throws SQLException {
    try (Run duckDb = run(Run.By.DUCKDB, "shared");
        Run spark = run(Run.By.SPARK, "shared")) {
      Snapshot orders = duckDb.warehouse().table(ORDERS).snapshot().orElseThrow();
      long expected = (Long) spark.query("select sum(id) from orders").rows().get(0).get(0);
      assertThat(deltaOnSpark(duckDb.warehouse().table(ORDERS).location().toString()))
          .isEqualTo(expected);
      assertThat(plainDuckDb(orders.files())).isEqualTo(expected);
    }
  }

  private static long deltaOnSpark(String location) {
    SparkSession.clearActiveSession();
    SparkSession.clearDefaultSession();
    SparkSession foreign =
        SparkSession.builder()
            .withExtensions(
                extensions -> {
                  new DeltaSparkSessionExtension().apply(extensions);
                  return null;
                })
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .getOrCreate();
    return foreign.read().format("delta").load(location).selectExpr("sum(id)").first().getLong(0);
  }

  private static long plainDuckDb(List<DataFile> files) throws SQLException {
    String list =
        files.stream()
            .map(file -> "'" + Path.of(file.location()) + "'")
            .collect(Collectors.joining(", "));
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT sum(id)::BIGINT FROM read_parquet(["
                    + list
                    + "], hive_partitioning = false)")) {
      result.next();
      return result.getLong(1);
    }
  }
}
