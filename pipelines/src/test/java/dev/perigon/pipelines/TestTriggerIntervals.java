package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.TableName;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Datasets with an interval take turns when their time has come. */
class TestTriggerIntervals {
  private static final Instant START = Instant.parse("2026-12-01T10:00:00Z");
  private static final String VIEW =
      """
      create materialized view %s tblproperties ('pipelines.trigger.interval' = '1 minute')
      as select * from %s
      """;

  @TempDir Path folder;

  private static Instant after(int seconds) {
    return START.plusSeconds(seconds);
  }

  private static UpdateRequest only(Shop shop, String name) {
    UpdateRequest all = shop.request();
    return new UpdateRequest(all.data(), all.asOf(), List.of(name), List.of(), false, false, 1);
  }

  @Test
  void oneOfThoseWhoseTimeHasComeIsRefreshedInAnUpdate() {
    TableName first = Shop.table("first");
    TableName second = Shop.table("second");
    TableName third = Shop.table("third");
    try (Shop shop = new Shop(folder)) {
      shop.sql("facts/numbers.sql", "create materialized view numbers as select 1 as id")
          .sql("facts/second.sql", VIEW.formatted("second", "first"))
          .sql("facts/third.sql", VIEW.formatted("third", "second"))
          .sql("facts/first.sql", VIEW.formatted("first", "numbers"));
      Project project = shop.project.load();
      Complaints complaints = new Complaints();
      Datasets datasets = Datasets.of(project, complaints);
      TriggerIntervals intervals = new TriggerIntervals();

      assertThat(intervals.resting(datasets, START)).isEmpty();
      intervals.ran(shop.refresh(), START);
      assertThat(intervals.resting(datasets, after(59))).containsOnly(first, second, third);

      assertThat(intervals.resting(datasets, after(60))).containsOnly(second, third);
      intervals.ran(shop.run(only(shop, "first")), after(60));
      assertThat(intervals.resting(datasets, after(62))).containsOnly(first, third);
      intervals.ran(shop.run(only(shop, "second")), after(62));
      assertThat(intervals.resting(datasets, after(64))).containsOnly(first, second);
      intervals.ran(shop.run(only(shop, "third")), after(64));
      assertThat(intervals.resting(datasets, after(66))).containsOnly(first, second, third);

      assertThat(intervals.resting(datasets, after(125))).as("the longest").doesNotContain(first);
      assertThat(intervals.resting(datasets, after(180))).as("first is late").contains(third);
      assertThat(intervals.resting(datasets, after(184))).as("all are late").isEmpty();
    }
  }
}
