package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that read a part at a time, changes of tables, and sources that were rewritten. */
final class TestLimits {
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

  private List<Long> versions(Run.By engine, String table) {
    return feed.by(engine).warehouse().tables().stream()
        .filter(name -> name.table().equals(table))
        .map(name -> feed.by(engine).warehouse().table(name).snapshot().orElseThrow().version())
        .toList();
  }

  @Test
  void oneUpdateReadsAllInCommitsOfLimitedSize() {
    feed.sql(
        "a",
        "create streaming table a (constraint even expect (id % 2 = 0) on violation quarantine row)"
            + " as select * from stream read_files('in', format => 'csv', header => true,"
            + " schema => 'id int', maxFilesPerTrigger => 2)");
    feed.sql(
        "b", "create streaming table b as select * from stream(a) with (maxFilesPerTrigger = 1)");
    for (int i = 1; i <= 5; i++) {
      feed.file("in/%d.csv".formatted(i), "id\n%d\n%d\n".formatted(i, i * 10));
    }
    feed.run();
    for (Run.By engine : Run.By.values()) {
      assertThat(versions(engine, "a")).containsExactly(2L);
      assertThat(versions(engine, "b")).containsExactly(2L);
    }
    assertThat(feed.rows("select count(*), sum(id) from b")).containsExactly("7|156");
    assertThat(feed.rows("select id from a_quarantine")).containsExactly("1", "3", "5");
    feed.file("in/6.csv", "id\n6\n").run();
    feed.run();
    assertThat(feed.rows("select count(*), sum(id) from b")).containsExactly("8|162");
    assertThat(versions(Run.By.DUCKDB, "b")).containsExactly(3L);
  }

  @Test
  void aCommitTakesAtLeastOneFileHoweverLarge() {
    feed.sql(
        "a",
        "create streaming table a as select * from stream read_files('in', format => 'text',"
            + " maxBytesPerTrigger => '1kb')");
    feed.file("in/1.txt", "x".repeat(2000)).file("in/2.txt", "a").file("in/3.txt", "b").run();
    assertThat(versions(Run.By.DUCKDB, "a")).containsExactly(1L);
    assertThat(feed.rows("select count(*) from a")).containsExactly("3");
  }

  @Test
  void changesOfATableAreReadWithTheirKindVersionAndTime() {
    feed.sql(
        "a",
        "create streaming table a tblproperties ('delta.enableChangeDataFeed' = 'true') as select *"
            + " from stream read_files('in', format => 'csv', header => true, schema => 'id int')");
    feed.sql(
        "b",
        "create streaming table b as select id, _change_type, _commit_version from stream(a)"
            + " with (readChangeFeed = true)");
    feed.file("in/1.csv", "id\n1\n").run();
    feed.file("in/2.csv", "id\n2\n").run();
    feed.run();
    assertThat(feed.rows("select * from b")).containsExactly("1|insert|0", "2|insert|1");
    assertThat(feed.rows("select id, _commit_version from table_changes('a', 1)"))
        .containsExactly("2|1");
    assertThat(feed.rows("select id, _change_type from table_changes('a', 0, 0)"))
        .containsExactly("1|insert");
    assertThat(
            feed.rows(
                "select count(distinct _commit_timestamp) from read_files('../home-DUCKDB/feed/c360/a',"
                    + " format => 'delta', readChangeFeed => true, startingVersion => 0)"))
        .containsExactly("2");
  }
}
