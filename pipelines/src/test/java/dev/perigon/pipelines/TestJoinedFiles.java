package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import dev.perigon.pipelines.UpdateResult.Compacted;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files become one by copying their row groups, where these are not too small. */
class TestJoinedFiles {
  private static final String EVENTS =
      """
      create streaming table events as select * from stream(read_files('in/*.csv',
        format => 'csv', header => true, maxFilesPerTrigger => 1, schema => 'id int, day date,
        at timestamp, amount decimal(12,2), ratio double, name string, seldom bigint,
        filling string'))
      """;
  private static final String ALL =
      """
      select count(*), count(distinct id), sum(id), min(day), max(day), min(at), max(at),
        sum(amount), sum(ratio), min(name), max(name), count(name), sum(seldom), count(seldom),
        sum(length(filling)), count(distinct filling)
      from events%s
      """;

  @TempDir java.nio.file.Path folder;
  private final Random random = new Random(7);

  private Shop shop() {
    return new Shop(folder).sql("sources/events.sql", EVENTS);
  }

  /** Files of two rows, whose texts, which cannot be packed, make them as long as is said. */
  private Shop files(Shop shop, int from, int to, int bytes) {
    for (int i = from; i <= to; i++) {
      String seldom = i % 7 == 0 ? "" + (5_000_000_000L - i) : "";
      String name = i == 3 ? "" : "é%d".formatted(100 - i);
      shop.data(
          "in/%03d.csv".formatted(i),
          """
          id,day,at,amount,ratio,name,seldom,filling
          %d,2026-11-%02d,2026-11-01 10:%02d:00.123456,-%d.50,%d.25,%s,%s,%s
          %d,2026-12-%02d,2026-12-01 10:%02d:00,9.50,1e9,%s,,%s
          """
              .formatted(
                  2 * i,
                  1 + i % 28,
                  i % 60,
                  i,
                  -i,
                  name,
                  seldom,
                  text(bytes),
                  2 * i + 1,
                  1 + i % 28,
                  i % 60,
                  name,
                  text(bytes)));
    }
    return shop;
  }

  private String text(int bytes) {
    var text = new StringBuilder();
    for (int i = 0; i < bytes / 2; i++) {
      text.append((char) ('0' + random.nextInt(75)));
    }
    return text.toString().replace("\\", "x").replace("'", "x").replace(",", "x");
  }

  private static List<DataFile> files(Shop shop) {
    return shop.warehouse
        .table(Shop.table("events"))
        .snapshot()
        .orElseThrow()
        .filesWithStatistics();
  }

  private static ColumnStatistics column(List<DataFile> files, String name) {
    return files.get(0).statistics().orElseThrow().columns().get(name);
  }

  private static int rowGroups(URI file) throws Exception {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select count(distinct row_group_id) from parquet_metadata('%s')"
                    .formatted(file.getPath()))) {
      found.next();
      return found.getInt(1);
    }
  }

  @Test
  void rowGroupsAreCopied() throws Exception {
    try (Shop shop = shop()) {
      files(shop, 1, 50, 500_000).refresh();
      files(shop, 51, 51, 500_000);
      List<String> writes = new ArrayList<>();
      UpdateResult result;
      try (Updates updates =
          shop.updates(
              shop.warehouse, engine -> new WatchedEngine(engine, writes::add, () -> {}))) {
        result = shop.run(updates, shop.oneByOne());
      }

      assertThat(Shop.dataset(result, "events").compacted()).isEqualTo(new Compacted(51, 1));
      assertThat(writes.stream().filter(folder -> folder.contains("events"))).hasSize(1);
      List<DataFile> files = files(shop);
      assertThat(files.size()).isEqualTo(1);
      assertThat(rowGroups(files.get(0).location())).isEqualTo(51);
      assertThat(shop.rows(ALL.formatted("")))
          .isEqualTo(shop.rows(ALL.formatted(" version as of 50")));
      assertThat(shop.rows("select count(*) from events version as of 50 "))
          .isEqualTo(List.of(List.of(102L)));

      assertThat(files.get(0).statistics().orElseThrow().rows()).isEqualTo(102);
      assertThat(column(files, "id")).isEqualTo(bounds("2", "103", 0));
      assertThat(column(files, "day")).isEqualTo(bounds("2026-11-01", "2026-12-28", 0));
      assertThat(column(files, "amount")).isEqualTo(bounds("-51.5", "9.5", 0));
      assertThat(column(files, "at"))
          .isEqualTo(bounds("2026-11-01T10:01:00.123Z", "2026-12-01T10:51:00.000Z", 0));
      assertThat(column(files, "name")).isEqualTo(bounds("é49", "é99", 2));
      assertThat(column(files, "seldom")).isEqualTo(bounds("4999999951", "4999999993", 95));
      assertThat(column(files, "ratio").min().map(Double::parseDouble)).contains(-51.25);
      assertThat(column(files, "ratio").max().map(Double::parseDouble)).contains(1e9);
    }
  }

  @Test
  void filesOfOtherColumnsAreWrittenAnew() {
    try (Shop shop = new Shop(folder)) {
      shop.sql(
          "sources/events.sql",
          """
          create streaming table events as select * except (_rescued_data) from stream(read_files(
            'in/*.csv', format => 'csv', header => true, maxFilesPerTrigger => 1))
          """);
      for (int i = 1; i <= 51; i++) {
        String columns = i <= 45 ? "id,filling" : "id,filling,more";
        String row = "%d,%s%s".formatted(i, text(800_000), i <= 45 ? "" : ",1");
        shop.data("in/%03d.csv".formatted(i), columns + "\n" + row + "\n").refresh();
      }
      assertThat(files(shop).size()).isEqualTo(1);
      assertThat(shop.rows("select count(*), count(distinct filling), sum(more) from events"))
          .isEqualTo(List.of(List.of(51L, 51L, 6L)));
      assertThat(column(files(shop), "id")).isEqualTo(bounds("1", "9", 0)); // texts
    }
  }

  @Test
  void aKillAtAnyStepLosesNoRowAndDoublesNone() {
    try (Shop shop = shop()) {
      files(shop, 1, 50, 500_000).refresh();
      int last = 50;
      for (boolean died = true; died; ) {
        last++;
        files(shop, last, last, 500_000);
        Faults faults = new Faults(last - 50);
        died = false;
        try (Updates updates = shop.updates(faults.in(shop.warehouse), faults::in)) {
          shop.run(updates, shop.oneByOne());
        } catch (Faults.Kill e) {
          died = true;
        }
      }
      assertThat(last).as("deaths come in the middle of an update").isGreaterThan(55);
      long rows = 2L * last;
      assertThat(files(shop).size()).isLessThan(last);
      assertThat(shop.rows("select count(*), count(distinct filling) from events"))
          .isEqualTo(List.of(List.of(rows, rows)));
    }
  }

  private static ColumnStatistics bounds(String min, String max, long nulls) {
    return new ColumnStatistics(Optional.of(min), Optional.of(max), nulls);
  }
}
