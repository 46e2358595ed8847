package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.lakehouse.HistoryEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project whose tables and sources are where no local path leads. */
class TestBucket {
  /** Less than one update reads in all, more than one query does. */
  private static final long CACHE_BYTES = 20_000;

  @TempDir Path folder;

  @BeforeEach
  void firstRun() {
    try (Shop shop = shop()) {
      shop.data("in/1.csv", "id,product\n1,p1\n-2,p1\n3000,p2\n")
          .data("products.json", "{\"id\":\"p1\",\"price\":2.50}\n{\"id\":\"p2\",\"price\":4}\n");
      shop.parquet("regions", "select 'p1' as product, 'north' as region");
      shop.refresh();
    }
  }

  /** Another process would see the same: nothing is kept but the bucket and the local home. */
  private Shop shop() {
    return Shop.inBucket(folder, CACHE_BYTES)
        .sql(
            "sources/events.sql",
            """
            create streaming table events (
              constraint positive expect (id > 0) on violation quarantine row,
              constraint small expect (id < 1000) on violation drop row
            ) partitioned by (product) as select id, product
            from stream(read_files('in/*.csv', format => 'csv', header => true,
              schema => 'id int, product string'))
            """)
        .sql(
            "sources/products.sql",
            """
            create materialized view products as select id, price from read_files('products.json',
              format => 'json', schema => 'id string, price decimal(10,2)')
            """)
        .sql("facts/copies.sql", "create streaming table copies as select id from stream(events)")
        .sql(
            "facts/sales.sql",
            """
            create materialized view sales as
            select region, sum(price) as revenue, count(*) as n
            from events join products on events.product = products.id
            left join read_files('regions', format => 'parquet') r on r.product = events.product
            group by region
            """);
  }

  @Test
  void theFirstRunFillsAllTables() {
    try (Shop shop = shop()) {
      assertThat(shop.rows("select id, product from events")).containsExactly(List.of(1, "p1"));
      assertThat(
              shop.rows("select id, _quarantine_rule, _quarantine_source from events_quarantine"))
          .containsExactly(List.of(-2, "positive", "in/*.csv"));
      assertThat(shop.rows("select region, revenue, n from sales"))
          .containsExactly(List.of("north", new java.math.BigDecimal("2.50"), 1L));
    }
  }

  @Test
  void theNextRunReadsWhatIsNew() {
    try (Shop shop = shop()) {
      shop.data("in/2.csv", "id,product\n4,p2\n-5,p2\n6,p1\n")
          .data("products.json", "{\"id\":\"p1\",\"price\":3}\n{\"id\":\"p2\",\"price\":4}\n");
      UpdateResult result = shop.refresh();

      assertThat(Shop.dataset(result, "events").rows()).isEqualTo(2);
      assertThat(Shop.dataset(result, "copies").rows()).isEqualTo(2);
      assertThat(shop.rows("select id from events order by id"))
          .containsExactly(List.of(1), List.of(4), List.of(6));
      assertThat(shop.rows("select id from copies order by id"))
          .containsExactly(List.of(1), List.of(4), List.of(6));
      assertThat(shop.rows("select id from events_quarantine order by id"))
          .containsExactly(List.of(-5), List.of(-2));
      assertThat(shop.rows("select sum(revenue), sum(n) from sales"))
          .containsExactly(List.of(new java.math.BigDecimal("10.00"), 3L));
      assertThat(shop.rows("select id from events version as of 0")).containsExactly(List.of(1));
      assertThat(shop.warehouse.table(Shop.table("events")).history())
          .extracting(HistoryEntry::operation)
          .containsExactly("STREAMING UPDATE", "STREAMING UPDATE");
    }
  }

  @Test
  void theEventLogIsInTheBucketToo() {
    try (Shop shop = shop()) {
      shop.refresh();
      assertThat(
              shop.rows(
                  "select state, datasets, rows from system.pipelines.updates order by started_at"))
          .containsExactly(List.of("COMPLETED", 4, 5L), List.of("COMPLETED", 4, 3L));
      assertThat(
              shop.rows(
                  """
                  select expectation, evaluated, failed from system.pipelines.expectations
                  order by expectation
                  """))
          .containsExactly(List.of("positive", 3L, 1L), List.of("small", 3L, 1L));
    }
  }

  @Test
  void onlyABoundedCacheAndTheHomesOwnFilesAreLocal() throws IOException {
    try (Shop shop = shop()) {
      for (int file = 2; file < 6; file++) {
        shop.data("in/%d.csv".formatted(file), "id,product\n%d,p1\n".formatted(file)).refresh();
      }
      assertThat(shop.rows("select count(*) from events")).containsExactly(List.of(5L));
    }
    assertThat(bytes(folder.resolve("cache"))).isPositive().isLessThanOrEqualTo(CACHE_BYTES);
    assertThat(bytes(folder.resolve("spill"))).isZero();
    assertThat(names(folder))
        .containsExactly("cache", "home", "objects", "objects.uploads", "project", "spill");
    assertThat(names(folder.resolve("home"))).containsExactly("cache", "locks");
    assertThat(bytes(folder.resolve("objects.uploads"))).isZero();
  }

  @Test
  void whatIsMissingIsNamedWithItsUri() {
    try (Shop shop = shop()) {
      shop.sql(
          "facts/sales.sql",
          "create materialized view sales as select * from read_files('none.csv', format => 'csv', schema => 'a int')");
      assertThatThrownBy(shop::refresh)
          .hasMessageMatching(
              "Cannot read 'none.csv': there is nothing at bucket://b[-0-9a-f]+/data/none.csv");
    }
  }

  private static long bytes(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static List<String> names(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
