package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.pipelines.UpdateResult;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A year of a real shop's sales in daily files, against the figures that are published of it. */
final class TestOnlineRetail {
  private static final Instant AS_OF = Instant.parse("2011-12-10T00:00:00Z");

  private static final String INVOICES =
      """
      select source_file, InvoiceNo, CustomerID, Country, count(*) as lines,
        count(distinct StockCode) as products, min(Description) as first, max(Description) as last,
        sum(Quantity) as quantity, sum(UnitPrice) as prices, min(InvoiceDate) as at
      from lines group by all
      """;
  private static final String SALES =
      """
      select customer_id, invoice, sold_at, count(*) as lines, max(stock_code) as last,
        sum(quantity) as quantity, sum(unit_price) as prices, sum(revenue) as revenue
      from sales group by all
      """;

  @TempDir private Path folder;
  private List<Path> days;

  @BeforeEach
  void read() throws IOException {
    days = RealData.in("uci-online-retail/by-day").files();
    assertThat(days).hasSize(305);
  }

  @Test
  void aYearInBatchesOfFiftyFilesGivesThePublishedFigures() throws IOException {
    try (Run run = run(Run.By.DUCKDB, "once")) {
      UpdateResult result = deliver(run, days, "once");
      assertThat(version(run, "lines")).as("commits of the first update, from 0").isEqualTo(6);
      assertThat(failed(result)).containsExactly(135_080L, 10_624L, 2_517L);
      check(run);
    }
  }

  @Test
  void lateDaysInUpdatesOfTheirOwnGiveThePublishedFigures() throws IOException {
    inUpdates(8);
  }

  @Test
  @Tag("long")
  void everyDayInAnUpdateOfItsOwnGivesWhatOneUpdateGives() throws IOException {
    inUpdates(305);
  }

  /** Nine days in ten come first; the others late, in no order. */
  private void inUpdates(int count) throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    try (Run run = run(Run.By.DUCKDB, "daily");
        Run once = run(Run.By.DUCKDB, "once")) {
      for (List<Path> some : split(arrivals(new Random(seed)), count)) {
        UpdateResult result = deliver(run, some, "daily");
        assertThat(Run.rows(result, "lines")).as("seed %d: %s", seed, some).isEqualTo(lines(some));
      }
      check(run);
      deliver(once, days, "once");
      assertSame(run, once);
    }
  }

  @Test
  @Tag("long")
  void sparkGivesThePublishedFigures() throws IOException {
    try (Run spark = run(Run.By.SPARK, "spark");
        Run duckDb = run(Run.By.DUCKDB, "duckdb")) {
      for (List<Path> half : split(days, 2)) {
        deliver(spark, half, "spark");
        deliver(duckDb, half, "duckdb");
      }
      check(spark);
      assertSame(duckDb, spark);
    }
  }

  private List<Path> arrivals(Random random) {
    List<Path> late = new ArrayList<>(days);
    Collections.shuffle(late, random);
    late.subList(days.size() / 10, days.size()).clear();
    List<Path> arrivals = new ArrayList<>(days);
    arrivals.removeAll(late);
    arrivals.addAll(late);
    return arrivals;
  }

  private static List<List<Path>> split(List<Path> files, int parts) {
    List<List<Path>> all = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      all.add(files.subList(i * files.size() / parts, (i + 1) * files.size() / parts));
    }
    return all;
  }

  private Run run(Run.By engine, String name) throws IOException {
    Path data = Files.createDirectories(folder.resolve(name).resolve("data"));
    Path home = folder.resolve(name).resolve("home");
    return new Run(engine, Bundled.test("online-retail"), data, home, AS_OF);
  }

  private UpdateResult deliver(Run run, List<Path> some, String name) throws IOException {
    RealData.deliver(some, folder.resolve(name).resolve("data/by-day"));
    return run.run();
  }

  /** No field of these files holds a line break. */
  private static long lines(List<Path> some) throws IOException {
    long lines = 0;
    for (Path day : some) {
      lines += Files.readAllLines(day).size() - 1;
    }
    return lines;
  }

  private static long version(Run run, String table) {
    return run.warehouse().tables().stream()
        .filter(name -> name.table().equals(table))
        .map(name -> run.warehouse().table(name).snapshot().orElseThrow().version())
        .findFirst()
        .orElseThrow();
  }

  private static List<Long> failed(UpdateResult result) {
    return result.datasets().stream()
        .flatMap(dataset -> dataset.expectations().stream())
        .map(ExpectationResult::failed)
        .toList();
  }

  private static void check(Run run) {
    assertThat(
            run.query(
                    """
                    select count(*), count(distinct InvoiceNo), count(distinct StockCode),
                      count(distinct Country), count(distinct CustomerID),
                      count_if(Description is null), count_if(InvoiceNo like 'C%'),
                      sum(Quantity * UnitPrice), count(distinct source_file)
                    from lines
                    """)
                .rows())
        .containsExactly(
            List.of(
                541_909L,
                25_900L,
                4_070L,
                38L,
                4_372L,
                1_454L,
                9_288L,
                decimal("9747747.934"),
                305L));
    assertThat(
            run.query(
                    "select count(*), count(distinct customer_id), count(distinct invoice),"
                        + " sum(revenue) from sales")
                .rows())
        .containsExactly(List.of(397_884L, 4_338L, 18_532L, decimal("8911407.904")));
    assertThat(
            run.query(
                    """
                    select round(avg(recency), 3), median(recency), round(avg(frequency), 3),
                      median(frequency), median(monetary)
                    from rfm
                    """)
                .rows())
        .hasToString("[[93.059, 51.0, 4.272, 2.0, 674.485]]");
    assertThat(run.query("select * from rfm order by monetary desc limit 2").rows())
        .extracting(row -> List.of(row.get(0), row.get(3)))
        .containsExactly(
            List.of("14646", decimal("280206.020")), List.of("18102", decimal("259657.300")));
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  private static void assertSame(Run one, Run other) {
    for (String sql : List.of(INVOICES, SALES, "select * from rfm")) {
      one.query(sql).assertSameAs(other.query(sql), sql);
    }
  }
}
