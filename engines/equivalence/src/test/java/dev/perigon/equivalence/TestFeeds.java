package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that keep arriving, and what rows tell of them, on both engines. */
final class TestFeeds {
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

  @Test
  void aFileThatArrivesLateIsReadHoweverOldItIs() {
    feed.sql(
        "orders",
        "create streaming table orders as select * from stream read_files('in/**', format => 'csv',"
            + " header => true, schema => 'id int, city string')");
    feed.file("in/b/2.csv", "id,city\n2,Lyon\n").run();
    feed.file("in/a/1.csv", "id,city\n1,Köln\n")
        .aged("in/a/1.csv", Instant.parse("1999-01-01T00:00:00Z"))
        .run();
    feed.run();
    assertThat(feed.rows("select * from orders")).containsExactly("1|Köln", "2|Lyon");
  }

  @Test
  void packedAndPlainFilesOfEveryFormatArriveSideBySide() {
    feed.sql(
        "csv",
        "create streaming table csv as select * from stream read_files('csv', format => 'csv',"
            + " header => true, schema => 'id int, note string')");
    feed.sql(
        "json",
        "create streaming table json as select * from stream read_files('json', format => 'json',"
            + " multiLine => true, schema => 'id int, note string')");
    feed.sql(
        "text",
        "create streaming table text as select * from stream read_files('text', format => 'text')");
    feed.file("csv/1.csv", "id,note\n1,\"two\nlines\"\n").packed("csv/2.csv.gz", "id,note\n2,b\n");
    feed.file("json/1.json", "{\"id\": 1, \"note\": \"a\"}\n{\"id\": 2, \"note\": \"b\"}\n");
    feed.file("json/2.json", "[{\"id\": 3,\n \"note\": \"c\"}, {\"id\": 4}]");
    feed.packed("json/3.json.gz", "{\"id\": 5,\n \"note\": \"e\"}");
    feed.file("text/1.txt", "one\n").packed("text/2.txt.gz", "two\n");
    feed.run();
    assertThat(feed.rows("select * from csv")).containsExactly("1|two\nlines", "2|b");
    assertThat(feed.rows("select * from json"))
        .containsExactly("1|a", "2|b", "3|c", "4|null", "5|e");
    assertThat(feed.rows("select * from text")).containsExactly("one", "two");
  }

  @Test
  void rowsTellTheFileTheyAreFrom() {
    feed.file("in/a b.csv", "id,city\n1,Köln\n2,Lyon\n").file("in/c.csv", "city,id\nRom,3\n");
    for (String file : new String[] {"in/a b.csv", "in/c.csv"}) {
      feed.aged(file, Instant.parse("2025-01-02T03:04:05.678Z"));
    }
    feed.sql(
        "orders",
        "create streaming table orders as select *, _metadata.file_name, _metadata from stream"
            + " read_files('in', format => 'csv', header => true, schema => 'id int, city string')");
    feed.run();
    String path = feed.data().toUri().toString() + "in/";
    assertThat(feed.rows("select * from orders where id <> 2"))
        .containsExactly(
            "1|Köln|a b.csv|[%sa%%20b.csv, a b.csv, 23, 2025-01-02T03:04:05.678Z]".formatted(path),
            "3|Rom|c.csv|[%sc.csv, c.csv, 14, 2025-01-02T03:04:05.678Z]".formatted(path));
    assertThat(feed.columns("orders"))
        .isEqualTo(
            "id INT, city STRING, file_name STRING, _metadata STRUCT<file_path: STRING, file_name:"
                + " STRING, file_size: BIGINT, file_modification_time: TIMESTAMP>");
  }

  @Test
  void everyFormatTellsItsFiles() {
    feed.sql("nothing", "create view nothing as select 1 as one");
    feed.file("csv/1.csv", "id\n1\n")
        .file("csv/2.csv", "id\n\"2\n")
        .file("json/1.json", "{\"id\": 1}");
    feed.packed("json/2.json.gz", "[{\"id\": 2, \"filename\": \"f\"}]").file("text/1.txt", "one");
    String files = "(select id, _metadata.file_name as name from read_files(";
    assertThat(
            feed.rows(
                "select * from %s'json', format => 'json', schema => 'id int, filename string'))"
                    .formatted(files)))
        .containsExactly("1|1.json", "2|2.json.gz");
    assertThat(
            feed.rows(
                "select value, f._metadata.file_size from read_files('text', format => 'text') as f"))
        .containsExactly("one|3");
    assertThat(
            feed.rows(
                "with c as (select *, _metadata from read_files('csv/1.csv', format => 'csv',"
                    + " header => true)) select c.*, d._metadata.file_name from c join"
                    + " read_files('csv/1.csv', format => 'csv', header => true) d on c.id = d.id"
                    + " where c.id in (select id from read_files('json/1.json', format => 'json')"
                    + " where _metadata.file_size = 9)"))
        .hasSize(1)
        .allMatch(row -> row.startsWith("1|[file:") && row.endsWith("|1.csv"));
    assertThat(
            feed.rows(
                "select count(*), max(_metadata.file_name) from read_files('csv', format => 'csv',"
                    + " header => true, mode => 'DROPMALFORMED', schema => 'id int')"))
        .containsExactly("1|1.csv");
    assertThat(
            feed.rows(
                "select id from read_files('json/1.json', format => 'json')"
                    + " where _metadata.file_name = 'x'"))
        .isEmpty();
    assertThat(feed.rows("select * from read_files('json/1.json', format => 'json')"))
        .containsExactly("1");
  }

  @Test
  void parquetTellsItsFiles() {
    feed.sql("rows", "create materialized view rows as select id, id * 2 as double from range(3)");
    feed.run();
    String source =
        "read_files('../home-DUCKDB/feed/c360/rows/data/**/*.parquet', format => 'parquet')";
    assertThat(
            feed.rows(
                "select *, _metadata.file_name like '%.parquet', _metadata.file_size > 100 from "
                    + source))
        .containsExactly("0|0|true|true", "1|2|true|true", "2|4|true|true");
    assertThat(feed.rows("select sum(double) from " + source)).containsExactly("6");
  }
}
