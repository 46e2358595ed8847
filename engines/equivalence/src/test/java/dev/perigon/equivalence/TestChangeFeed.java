package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.generator.Progress;
import dev.perigon.generator.commerce.CommerceGenerator;
import dev.perigon.generator.commerce.CommerceOptions;
import io.delta.sql.DeltaSparkSessionExtension;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes that Delta on Spark kept, read by both engines as Delta on Spark itself reads them. */
final class TestChangeFeed {
  @TempDir private Path folder;
  private Feed feed;

  @BeforeEach
  void open() {
    feed = new Feed(folder);
    feed.sql("nothing", "create view nothing as select 1 as one");
    feed.rows("select 1");
  }

  @AfterEach
  void close() {
    feed.close();
  }

  private static SparkSession delta() {
    SparkSession.clearActiveSession();
    SparkSession.clearDefaultSession();
    SparkSession spark =
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
    spark.conf().set("spark.sql.shuffle.partitions", "1");
    spark.conf().set("spark.databricks.delta.snapshotPartitions", "1");
    return spark;
  }

  private String table() {
    return "delta.`%s`".formatted(feed.data().resolve("t"));
  }

  /** Inserts, an update, a delete of some rows and of a whole partition, a merge. */
  private void change(SparkSession spark, String properties) {
    spark.sql(
        "create table %s (id int, name string, p string) using delta partitioned by (p) tblproperties (%s)"
            .formatted(table(), properties));
    spark.sql(
        "insert into %s select id, 'n' || id, if(id < 8, 'a', 'b') from range(10)"
            .formatted(table()));
    spark.sql("update %s set name = 'ü' where id in (1, 9)".formatted(table()));
    spark.sql("delete from %s where id in (2, 3)".formatted(table()));
    spark.sql(
        ("merge into %s t using (select 5 as id, 'm' as name, 'a' as p union all select 20, 'x', 'c')"
                + " s on t.id = s.id when matched then update set name = s.name"
                + " when not matched then insert *")
            .formatted(table()));
    spark.sql("delete from %s where p = 'b'".formatted(table()));
    spark.sql("optimize " + table());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'delta.enableDeletionVectors' = 'true'", "'delta.columnMapping.mode' = 'name'"})
  void changesAreThoseThatDeltaOnSparkReads(String property) {
    SparkSession spark = delta();
    change(spark, property + ", 'delta.enableChangeDataFeed' = 'true'");
    String columns = "id, name, p, _change_type, _commit_version";
    var expected =
        spark
            .read()
            .format("delta")
            .option("readChangeFeed", "true")
            .option("startingVersion", "0")
            .load(feed.data().resolve("t").toString())
            .selectExpr(columns.split(", "))
            .collectAsList()
            .stream()
            .map(row -> row.mkString("|"))
            .sorted()
            .toList();

    assertThat(
            feed.rows(
                "select %s from read_files('t', format => 'delta', readChangeFeed => true, startingVersion => 0)"
                    .formatted(columns)))
        .isEqualTo(expected)
        .hasSizeGreaterThan(20);
  }

  /** The sample of the commerce project writes its table by hand. */
  @Test
  void theSampleTicketsChangeAsDeltaOnSparkReadsThem() {
    CommerceOptions shop = CommerceOptions.defaults().withSizes(CommerceOptions.Sizes.of(200));
    Path data = feed.data().resolve("shop");
    CommerceGenerator.generate(shop, data, Progress.none());
    CommerceGenerator.continueBy(9, data, Progress.none());
    Path table = data.resolve("support_tickets_delta");
    SparkSession spark = delta();
    spark
        .read()
        .format("delta")
        .option("readChangeFeed", "true")
        .option("startingVersion", "0")
        .load(table.toString())
        .createOrReplaceTempView("changes");
    String columns =
        """
        select * except (created_at, resolved_at, _commit_timestamp), unix_seconds(created_at) as c,
          unix_seconds(resolved_at) as r, unix_millis(_commit_timestamp) as t from
        """;
    List<String> expected = rows(spark, columns + "changes");
    assertThat(
            feed.rows(
                columns
                    + "read_files('shop/support_tickets_delta', format => 'delta', readChangeFeed => true, startingVersion => 0)"))
        .isEqualTo(expected)
        .hasSizeGreaterThan(100);
    assertThat(rows(spark, "select distinct _change_type from changes")).hasSize(4);
    assertThat(rows(spark, "select cast(max(_commit_timestamp) as string) from changes").get(0))
        .endsWith(":59:59");
    for (int version : List.of(0, 51, 60)) {
      assertThat(rows(spark, "select * from delta.`%s@v%d`".formatted(table, version)))
          .isEqualTo(
              rows(
                  spark,
                  """
                  select * except (_change_type, _commit_version, _commit_timestamp, place) from (
                    select *, row_number() over (partition by ticket_id
                      order by _commit_version desc) as place
                    from changes
                    where _commit_version <= %d and _change_type <> 'update_preimage')
                  where place = 1 and _change_type <> 'delete'
                  """
                      .formatted(version)));
    }
  }

  private static List<String> rows(SparkSession spark, String sql) {
    return spark.sql(sql).collectAsList().stream().map(row -> row.mkString("|")).sorted().toList();
  }

  @Test
  void aStreamOfChangesGoesOnWhereItWas() {
    SparkSession spark = delta();
    change(spark, "'delta.enableChangeDataFeed' = 'true'");
    feed.sql(
        "c",
        "create streaming table c as select id, _change_type, _commit_version from stream"
            + " read_files('t', format => 'delta', readChangeFeed => true)");
    feed.run();
    assertThat(feed.rows("select distinct _change_type from c")).containsExactly("insert");
    assertThat(feed.rows("select count(*) from c")).containsExactly("7");
    spark.sql("update %s set name = 'z' where id = 4".formatted(table()));
    spark.sql("delete from %s where id = 20".formatted(table()));
    feed.run();
    feed.run();
    long newest = spark.sql("describe history " + table()).count() - 1;
    assertThat(feed.rows("select * from c where _change_type <> 'insert'"))
        .containsExactly(
            "20|delete|" + newest,
            "4|update_postimage|" + (newest - 1),
            "4|update_preimage|" + (newest - 1));
  }

  @Test
  void changesThatWereNotKeptAreNotGuessed() {
    SparkSession spark = delta();
    spark.sql("create table %s (id int) using delta".formatted(table()));
    spark.sql("insert into %s values (1), (2)".formatted(table()));
    spark.sql("delete from %s where id = 1".formatted(table()));
    String from = "select id from read_files('t', format => 'delta', readChangeFeed => true, ";
    assertThat(feed.rows(from + "startingVersion => 0, endingVersion => 1)"))
        .containsExactly("1", "2");
    for (Run.By engine : Run.By.values()) {
      assertThatThrownBy(() -> feed.by(engine).query(from + "startingVersion => 0)"))
          .hasMessageContaining("its version 2 changed rows while the table kept no changes");
      assertThatThrownBy(() -> feed.by(engine).query(from + "startingVersion => 9)"))
          .hasMessageContaining("version 9 is not there, the newest is 2");
    }
  }
}
