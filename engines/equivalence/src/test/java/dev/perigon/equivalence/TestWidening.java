package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns that get wider types because later files have them, on both engines. */
final class TestWidening {
  private static final String MODE = "schemaEvolutionMode => 'addNewColumnsWithTypeWidening'";

  @TempDir private Path folder;
  private Feed feed;

  @BeforeEach
  void open() {
    feed = new Feed(folder);
  }

  @AfterEach
  void close() {
    feed.close();
  }

  private void stream(String table, String format, String more) {
    feed.sql(
        table,
        "create streaming table %s %s as select * from stream read_files('in', %s, %s)"
            .formatted(table, more, format, MODE));
  }

  @Test
  void numbersGetLargerAndWhatReadsThemFollows() {
    stream(
        "a",
        "format => 'csv', header => true",
        "(constraint few expect (n > 0) on violation quarantine row)");
    feed.sql("b", "create streaming table b as select n + 1 as n, city from stream(a)");
    feed.sql("c", "create materialized view c as select n from a_quarantine");
    feed.file("in/1.csv", "n,city\n1,Rom\n-1,Ulm\n").run();
    assertThat(feed.columns("b")).isEqualTo("n INT, city STRING");
    feed.file("in/2.csv", "n,city\n5000000000,Bonn\n-5000000000,Köln\n").run();
    feed.file("in/3.csv", "n,city\nmany,Oslo\n2,Bern\n").run();

    assertThat(feed.columns("a")).isEqualTo("n BIGINT, city STRING, _rescued_data STRING");
    assertThat(feed.rows("select n, city, _rescued_data like '%\"n\":\"many\"%' from a"))
        .containsExactlyInAnyOrder("1|Rom|null", "5000000000|Bonn|null", "2|Bern|null");
    assertThat(feed.rows("select n, city from b"))
        .containsExactlyInAnyOrder("2|Rom", "5000000001|Bonn", "3|Bern");
    assertThat(feed.rows("select n from c")).containsExactlyInAnyOrder("-1", "-5000000000", "null");
    assertThat(feed.columns("c")).isEqualTo("n BIGINT");
    assertThat(feed.rows("select n from a version as of 0")).containsExactly("1");
  }

  private static final String NARROW =
      """
      select 1 as key, 1Y as tiny, 2S as small, 3 as whole, 4L as large, 1.5F as real,
        1.25BD as money, date '2025-01-02' as day, 'x' as text, 5 as exact, 7 as mixed
      """;

  private static final String COPY = "create streaming table copy as select * from stream(t)";

  @Test
  void everyTypeThatDeltaWidensGetsWiderAndNoOther() throws IOException {
    stream("t", "format => 'parquet'", "");
    feed.sql("copy", COPY);
    feed.parquet("in/1", NARROW).run();
    feed.sql("copy", "create view copied as select 1 as one"); // it stays behind
    feed.parquet("in/1b", NARROW).run();
    feed.parquet(
            "in/2",
            """
            select 2 as key, 300S as tiny, 70000 as small, 2.5D as whole, 4.5BD as large, 1e300 as real,
              cast(12345.6 as decimal(8,1)) as money, timestamp_ntz '2025-01-02 03:04:05' as day,
              1 as text, cast(1.25 as decimal(5,2)) as exact, 'seven' as mixed
            """)
        .run();
    assertThat(feed.columns("t"))
        .isEqualTo(
            "key INT, tiny SMALLINT, small INT, whole DOUBLE, large DECIMAL(21,1), real DOUBLE,"
                + " money DECIMAL(9,2), day TIMESTAMP_NTZ, text STRING, exact DECIMAL(12,2),"
                + " mixed INT, _rescued_data STRING");
    assertThat(
            feed.rows(
                "select tiny, small, whole, large, real, money, day, text, exact, mixed,"
                    + " get_json_object(_rescued_data, '$.mixed') from t"))
        .containsExactly(
            "1|2|3.0|4.0|1.5|1.25|2025-01-02T00:00|x|5.00|7|null",
            "1|2|3.0|4.0|1.5|1.25|2025-01-02T00:00|x|5.00|7|null",
            "300|70000|2.5|4.5|1.0E300|12345.60|2025-01-02T03:04:05|1|1.25|null|seven");
    feed.sql("copy", COPY).run();
    assertThat(feed.columns("copy")).isEqualTo(feed.columns("t"));
    assertThat(feed.rows("select * from copy except all select * from t")).isEmpty();
    assertThat(feed.rows("select count(*) from copy")).containsExactly("3");
    assertThat(protocols("t")).isNotEmpty().noneMatch(line -> line.contains("typeWidening"));
  }

  private List<String> protocols(String table) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*/" + table + "/_delta_log/\\d+\\.json"))
          .flatMap(TestWidening::lines)
          .filter(line -> line.contains("\"protocol\":{"))
          .toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aDeclaredTypeIsKeptOrTold() {
    stream("a", "format => 'csv', header => true", "");
    feed.sql("b", "create streaming table b (n int) as select n from stream(a)");
    feed.file("in/1.csv", "n\n1\n").run();
    feed.file("in/2.csv", "n\n5000000000\n");
    var failure = feed.failure();
    assertThat(failure.code()).isEqualTo(ErrorCode.SCHEMA);
    assertThat(failure)
        .hasMessage(
            "Cannot write to 'b': column 'n' is declared as INT, and its source has become BIGINT");
    feed.sql(
        "b", "create streaming table b (n int) as select try_cast(n as int) as n from stream(a)");
    feed.run();
    assertThat(feed.rows("select n from b")).containsExactlyInAnyOrder("1", "null");
  }

  @Test
  void targetsOfChangesAndPartitionsGetWider() {
    feed.sql(
        "t",
        """
        create temporary view changes as
          select * from stream read_files('in', format => 'csv', header => true, %s);
        create streaming table newest;
        create flow newest_f as auto cdc into newest from stream(changes) keys (k)
          sequence by at columns * except (_rescued_data);
        create streaming table history;
        create flow history_f as auto cdc into history from stream(changes) keys (k)
          sequence by at columns * except (_rescued_data) stored as scd type 2;
        create streaming table parts partitioned by (n) as select * from stream(changes);
        """
            .formatted(MODE));
    feed.file("in/1.csv", "k,at,n\n1,10,1\n2,10,2\n").run();
    feed.file("in/2.csv", "k,at,n\n1,20,5000000000\n3,5,7\n").run();
    feed.file("in/3.csv", "k,at,n\n1,15,6000000000\n").run();
    assertThat(feed.columns("newest")).isEqualTo("k INT, at INT, n BIGINT");
    assertThat(feed.rows("select * from newest"))
        .containsExactly("1|20|5000000000", "2|10|2", "3|5|7");
    assertThat(feed.rows("select k, n, __START_AT, __END_AT from history"))
        .containsExactlyInAnyOrder(
            "1|1|10|15", "1|6000000000|15|20", "1|5000000000|20|null", "2|2|10|null", "3|7|5|null");
    assertThat(feed.rows("select k, n from parts where n > 2"))
        .containsExactly("1|5000000000", "1|6000000000", "3|7");
    feed.file("in/4.csv", "k,at,n\n9000000000,20,5\n");
    assertThat(feed.failure()).hasMessageContaining("key 'k'");
  }
}
