package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams of files whose columns and types change, on both engines. */
final class TestEvolution {
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

  private void stream(String format, String more) {
    feed.sql(
        "t",
        "create streaming table t as select * from stream read_files('in', format => '%s'%s)"
            .formatted(format, more));
  }

  private String rescued(String file, int line, String fields) {
    return "{%s,\"_file_path\":\"%s\",\"_line\":%d}"
        .formatted(fields, feed.data().resolve(file), line);
  }

  @Test
  void newColumnsOfCsvBecomeColumnsOfTheTable() {
    stream("csv", ", header => true");
    feed.file("in/1.csv", "id,city\n1,Köln\n").run();
    assertThat(feed.columns("t")).isEqualTo("id STRING, city STRING, _rescued_data STRING");
    feed.file("in/2.csv", "city,amount,id\nLyon,2.5,2\n").file("in/3.csv", "id\n3\n").run();
    feed.file("in/4.csv", "id,amount,city\n4,much,Rom\n").run();
    assertThat(feed.columns("t"))
        .isEqualTo("id STRING, city STRING, _rescued_data STRING, amount DOUBLE");
    assertThat(feed.rows("select * from t"))
        .containsExactly(
            "1|Köln|null|null",
            "2|Lyon|null|2.5",
            "3|null|null|null",
            "4|Rom|" + rescued("in/4.csv", 2, "\"amount\":\"much\"") + "|null");
  }

  @Test
  void newColumnsOfJsonBecomeColumnsAndWhatDoesNotFitIsRescued() {
    stream("json", "");
    feed.file("in/1.json", "{\"id\": 1, \"at\": {\"x\": 1}, \"tags\": [\"a\"]}\n").run();
    feed.file(
            "in/2.json",
            """
            {"id": 2, "name": "Zoë", "at": {"x": 2, "y": 3}}
            {"id": "three", "tags": {"no": "list"}}
            {"id": 4, "broken":
            not json at all
            {"id": 5, "at": {"x": 5}, "tags": ["b", null]}
            """)
        .run();
    assertThat(feed.columns("t"))
        .isEqualTo(
            "id BIGINT, at STRUCT<x: BIGINT>, tags ARRAY<STRING>, _rescued_data STRING, name STRING");
    assertThat(feed.rows("select * from t"))
        .containsExactlyInAnyOrder(
            "1|[1]|[a]|null|null",
            "2|[2]|null|" + rescued("in/2.json", 1, "\"at\":{\"x\":2,\"y\":3}") + "|Zoë",
            "null|null|null|"
                + rescued("in/2.json", 2, "\"id\":\"three\",\"tags\":{\"no\":\"list\"}")
                + "|null",
            "null|null|null|"
                + rescued("in/2.json", 3, "\"_record\":\"{\\\"id\\\": 4, \\\"broken\\\":\"")
                + "|null",
            "null|null|null|"
                + rescued("in/2.json", 4, "\"_record\":\"not json at all\"")
                + "|null",
            "5|[5]|[b, null]|null|null");
  }

  @Test
  void rescueKeepsTheColumnsAndLosesNothing() {
    stream("json", ", schemaEvolutionMode => 'rescue', schema => 'id int, amount decimal(6,2)'");
    feed.file(
        "in/1.json",
        "[{\"id\": 1, \"amount\": 2.5, \"new\": {\"a\": [1.50, null]}},\n{\"ID\": 9}]");
    feed.run();
    assertThat(feed.rows("select * from t"))
        .containsExactly(
            "1|2.50|" + rescued("in/1.json", 1, "\"new\":{\"a\":[1.5,null]}"),
            "null|null|" + rescued("in/1.json", 2, "\"ID\":9"));
  }

  @Test
  void rescueOfCsvKeepsUnknownColumnsAndWrongValues() {
    stream(
        "csv", ", header => true, schemaEvolutionMode => 'rescue', schema => 'id int, b binary'");
    feed.file("in/1.csv", "id,b\n1,x\n").file("in/2.csv", "id,more\nx,y\n").run();
    assertThat(feed.rows("select id, decode(b, 'utf-8'), _rescued_data from t"))
        .containsExactly(
            "1|x|null", "null|null|" + rescued("in/2.csv", 2, "\"id\":\"x\",\"more\":\"y\""));
  }

  @Test
  void newColumnsMayBeRefusedOrLeftOut() {
    stream("json", ", schemaEvolutionMode => 'failOnNewColumns', schema => 'id int'");
    feed.file("in/1.json", "{\"id\": 1}\n{\"id\": 2, \"new\": 1}");
    PerigonException failure = feed.failure();
    assertThat(failure)
        .hasMessage(
            "Cannot read line 2 of %s: the schema has no field 'new'"
                .formatted(feed.data().resolve("in/1.json")));
    stream("json", ", schemaEvolutionMode => 'none', schema => 'id int'");
    feed.run();
    assertThat(feed.rows("select * from t")).containsExactly("1", "2");
    stream(
        "csv", ", header => true, schemaEvolutionMode => 'failOnNewColumns', schema => 'id int'");
    feed.file("in/1.json", "id,x\n1,2\n");
    assertThat(feed.failure().code()).isEqualTo(ErrorCode.DATA);
  }

  @Test
  void csvWithoutSomeColumnsOrWithOthersIsReadWhenNewOnesDoNotCount() {
    stream(
        "csv", ", header => true, schemaEvolutionMode => 'none', schema => 'id int, city string'");
    feed.file("in/1.csv", "id,x,city\n1,y,Rom\n").file("in/2.csv", "id\n2\n").run();
    assertThat(feed.rows("select * from t")).containsExactly("1|Rom", "2|null");
  }

  @Test
  void hintsKnowBetterThanSamples() {
    stream("csv", ", header => true, schemaHints => 'amount decimal(8,2), later date'");
    feed.file("in/1.csv", "n,amount\n1,2\n").run();
    assertThat(feed.columns("t"))
        .isEqualTo("n INT, amount DECIMAL(8,2), later DATE, _rescued_data STRING");
    assertThat(feed.rows("select * from t")).containsExactly("1|2.00|null|null");
    assertThat(
            feed.rows(
                "select n + 1 from read_files('in', format => 'csv', header => true, schemaHints =>"
                    + " 'n bigint')"))
        .containsExactly("2");
  }

  @Test
  void newColumnsGoOnIntoTablesThatStreamTheTable() {
    feed.sql(
        "a",
        "create streaming table a (constraint positive expect (n > 0) on violation quarantine row)"
            + " as select *, _metadata.file_name as file from stream read_files('in', format =>"
            + " 'json')");
    feed.sql("b", "create streaming table b as select * from stream(a)");
    feed.sql("c", "create materialized view c as select * from a_quarantine");
    feed.file("in/1.json", "{\"n\": 1}\n{\"n\": -1}").run();
    feed.file("in/2.json", "{\"n\": 2, \"m\": \"x\"}\n{\"n\": -2, \"m\": \"y\"}").run();
    feed.file("in/3.json", "{\"n\": 3, \"m\": \"z\"}").run();
    assertThat(feed.rows("select n, m, file from b"))
        .containsExactly("1|null|1.json", "2|x|2.json", "3|z|3.json");
    assertThat(feed.rows("select n, m from c")).containsExactly("-1|null", "-2|y");
  }

  @Test
  void newColumnsOfParquetBecomeColumns() {
    stream("parquet", "");
    feed.parquet("in/1", "select 1 as id").run();
    feed.parquet("in/2", "select 2 as id, date '2025-01-02' as day").run();
    assertThat(feed.rows("select id, day, _rescued_data from t"))
        .containsExactly("1|null|null", "2|2025-01-02|null");
  }

  @Test
  void aDeclaredSchemaDoesNotGrow() {
    stream("csv", ", header => true, schemaEvolutionMode => 'addNewColumns', schema => 'id int'");
    feed.file("in/1.csv", "id\n1\n");
    assertThat(feed.failure())
        .hasMessageContaining("Cannot add new columns to 'in': its schema is declared");
  }
}
