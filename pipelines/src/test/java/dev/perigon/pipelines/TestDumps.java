package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.pipelines.UpdateResult.DatasetResult;
import dev.perigon.sql.error.PerigonException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** AUTO CDC FROM SNAPSHOT: whole dumps, one after another. */
class TestDumps {
  @TempDir private Path folder;
  private Shop shop;
  private Instant asOf = Instant.parse("2025-01-01T00:00:00Z");

  @BeforeEach
  void open() {
    shop = new Shop(folder);
    shop.sql(
        "sources/all.sql",
        """
        create streaming table customers (id bigint, name string, tags map<string, string>);
        create flow dumps as auto cdc from snapshot into customers
          from (select id, name, map('k', tag) as tags from read_files('dump.csv', format => 'csv',
            header => true, schema => 'id int, name string, tag string'))
          keys (id) stored as scd type 2;
        """);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  /** A day after the one before. */
  private UpdateResult run(String... rows) {
    asOf = asOf.plusSeconds(86400);
    return rerun(rows);
  }

  private UpdateResult rerun(String... rows) {
    shop.data("dump.csv", "id,name,tag\n" + Arrays.stream(rows).collect(Collectors.joining("\n")));
    return shop.run(
        new UpdateRequest(shop.request().data(), asOf, List.of(), List.of(), false, false, 2));
  }

  private DatasetResult dump(String... rows) {
    UpdateResult result = run(rows);
    assertThat(result.error()).isEmpty();
    return Shop.dataset(result, "customers");
  }

  private List<List<Object>> history() {
    return shop.rows(
        "select id, name, tags['k'], day(__START_AT), day(__END_AT) from customers order by id, __START_AT");
  }

  @Test
  void insertsUpdatesAndDeletesAreFoundByComparing() {
    assertThat(dump("1,Ann,a", "2,Bob,", "3,Cid,c").rows()).isEqualTo(3);
    assertThat(dump("1,Ann,a", "2,Bob,b", "4,Eve,e").rows()).isEqualTo(3);
    assertThat(dump("1,Ann,a", "2,Bob,b", "3,Cid,c", "4,Eve,").rows()).isEqualTo(2);

    assertThat(history())
        .containsExactly(
            Arrays.asList(1L, "Ann", "a", 2, null),
            Arrays.asList(2L, "Bob", null, 2, 3),
            Arrays.asList(2L, "Bob", "b", 3, null),
            Arrays.asList(3L, "Cid", "c", 2, 3),
            Arrays.asList(3L, "Cid", "c", 4, null),
            Arrays.asList(4L, "Eve", "e", 3, 4),
            Arrays.asList(4L, "Eve", null, 4, null));
  }

  @Test
  void anEqualDumpCommitsNothing() {
    dump("1,Ann,a", "2,Bob,b");
    assertThat(dump("2,Bob,b", "1,Ann,a").version()).isEmpty();
    assertThat(shop.warehouse.table(Shop.table("customers__changes")).history()).hasSize(1);
  }

  @Test
  void aDumpWithAKeyTwiceOrNoneIsRefused() {
    dump("1,Ann,a");
    PerigonException twice = run("1,Ann,a", "1,Anna,b", "2,Bob,b").error().orElseThrow();
    assertThat(twice)
        .hasMessage("Cannot compare the dump for 'customers': 1 key is more than once in it");
    PerigonException none = run("1,Ann,a", ",Bob,b").error().orElseThrow();
    assertThat(none)
        .hasMessage("Cannot apply changes to 'customers': key 'id' is null in 1 change");
    assertThat(history()).containsExactly(Arrays.asList(1L, "Ann", "a", 2, null));
  }

  @Test
  void anotherDumpNeedsALaterClock() {
    dump("1,Ann,a");
    assertThat(rerun("1,Ann,b").error().orElseThrow())
        .hasMessage(
            "Cannot compare the dump for 'customers' as of 2025-01-02T00:00:00Z: the one before was as of 2025-01-02T00:00:00Z");
  }
}
