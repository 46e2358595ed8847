package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.error.ErrorCode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What does not fit of Parquet files is kept as JSON, alike on both engines. */
final class TestRescuedParquet {
  /** Names of files that tests write are not known. */
  private static final String RESCUED =
      "regexp_replace(_rescued_data, ',?\"_file_path\":\"[^\"]*in/[^\"]*parquet\"', '')";

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

  private void stream(String more) {
    feed.sql(
        "t",
        "create streaming table t as select * from stream read_files('in', format => 'parquet'%s)"
            .formatted(more));
  }

  @Test
  void valuesOfAnotherTypeAreRescuedAndNewColumnsAreColumns() {
    stream("");
    feed.parquet("in/1", "select 1 as id, named_struct('x', 1, 'y', 'a') as at, array(1, 2) as l")
        .run();
    feed.parquet(
            "in/2",
            """
            select * from values (7L, 'n'), (5000000000L, 'm'), (null, null) as t(id, new)
            """)
        .parquet("in/3", "select 'three' as id, named_struct('x', 3, 'z', 1.50BD) as at")
        .parquet("in/4", "select 4 as id, array('no') as l, named_struct('x', 'no') as at")
        .run();
    assertThat(feed.columns("t"))
        .isEqualTo(
            "id INT, at STRUCT<x: INT, y: STRING>, l ARRAY<INT>, _rescued_data STRING, new STRING");
    assertThat(feed.rows("select id, at, l, new, " + RESCUED + " from t"))
        .containsExactlyInAnyOrder(
            "1|[1, a]|[1, 2]|null|null",
            "7|null|null|n|null",
            "null|null|null|m|{\"id\":5000000000}",
            "null|null|null|null|null",
            "null|[3, null]|null|null|{\"id\":\"three\",\"at\":{\"x\":3,\"z\":1.50}}",
            "4|null|null|null|{\"l\":[\"no\"],\"at\":{\"x\":\"no\"}}");
    assertThat(feed.rows("select count(*) from t where _rescued_data like '%/in/3/%'"))
        .containsExactly("1");
  }

  @Test
  void columnsOfEveryTypeAreRescued() {
    stream(", schemaEvolutionMode => 'rescue', schema => 'id int, day timestamp'");
    feed.parquet(
            "in/1",
            """
            select 1 as id, date '2025-01-02' as day, true as b, 1Y as tiny, 1.5F as f, 1e300 as d,
              'q"\\\\ü\\n' as s, cast('xy' as binary) as bin, timestamp '2025-01-02 03:04:05.123456' as at,
              timestamp_ntz '2025-01-02 03:04:05.000001' as local, 12.340BD as money,
              map('k', array(1, null)) as m
            """)
        .parquet("in/2", "select 2 as id, timestamp '2025-01-02 00:00:00' as day")
        .run();
    assertThat(feed.rows("select id, cast(day as string), " + RESCUED + " from t"))
        .containsExactly(
            "1|null|{\"day\":\"2025-01-02\",\"b\":true,\"tiny\":1,\"f\":1.5,\"d\":1.0E300,"
                + "\"s\":\"q\\\"\\\\ü\\n\",\"bin\":\"eHk=\",\"at\":\"2025-01-02T03:04:05.123456Z\","
                + "\"local\":\"2025-01-02T03:04:05.000001\",\"money\":12.340,"
                + "\"m\":{\"k\":[1,null]}}",
            "2|2025-01-02 00:00:00|null");
  }

  @Test
  void filesThatAreReadWholeAreRescuedToo() {
    feed.sql(
        "t",
        """
        create materialized view t as select *, _metadata.file_size > 0 as told
        from read_files('in', format => 'parquet', rescuedDataColumn => '_rescued_data')
        """);
    feed.parquet("in/1", "select 1 as id").parquet("in/2", "select 'two' as id, 2 as n");
    feed.parquet("in/3", "select date '2025-01-02' as id").run();
    assertThat(feed.columns("t")).isEqualTo("id STRING, n INT, _rescued_data STRING, told BOOLEAN");
    assertThat(feed.rows("select id, n, told, " + RESCUED + " from t"))
        .containsExactlyInAnyOrder(
            "1|null|true|null", "two|2|true|null", "null|null|true|{\"id\":\"2025-01-02\"}");
  }

  @Test
  void newColumnsMayBeRefused() {
    stream(", schemaEvolutionMode => 'failOnNewColumns', schema => 'id int'");
    feed.parquet("in/1", "select 1 as id, 2 as more");
    var failure = feed.failure();
    assertThat(failure.code()).isEqualTo(ErrorCode.SCHEMA);
    assertThat(failure)
        .hasMessageContaining("Cannot read ")
        .hasMessageContaining(": the schema has no column 'more'");
    stream(", schemaEvolutionMode => 'none', schema => 'id int'");
    feed.run();
    assertThat(feed.rows("select * from t")).containsExactly("1");
  }
}
