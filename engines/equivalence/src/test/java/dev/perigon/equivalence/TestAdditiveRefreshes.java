package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.TableName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views to which either engine adds what is new hold what their queries give, on both alike. */
final class TestAdditiveRefreshes {
  private static final String CREATE =
      """
      create materialized view %s
      tblproperties ('pipelines.refresh.policy' = 'incremental')
      as %s
      """;

  private static final Map<String, String> VIEWS =
      new TreeMap<>(
          Map.of(
              "by_day",
              """
              select k, cast(at as date) as day, count(*) as n, count(price) as priced,
                sum(n) as total, sum(price) as prices, count_if(n > 2) as many,
                sum(n) filter (where tag = 'a') as of_a, min(at) as first_at, max(price) as dearest,
                min(tag) as tag, bool_or(n = 4) as four
              from clicks group by k, day
              """,
              "counted_once",
              """
              with both as (
                select *, 1 as times from clicks union all select *, -1 from repeated
              )
              select k, tag, sum(times) as n, sum(times * price) as prices,
                sum(if(n is null, times, 0)) as unknown
              from both where k is not null group by k, tag
              """,
              "renamed",
              "select total as t, key from (select upper(k) as key, sum(cast(n as smallint)) as total"
                  + " from clicks group by upper(k))"));

  @TempDir private Path folder;

  @Test
  void bothEnginesAddTheSame() {
    campaign(3);
  }

  @Test
  @Tag("long")
  void theyDoAfterManyUpdates() {
    campaign(15);
  }

  private void campaign(int updates) {
    long seed = Long.getLong("perigon.test.seed", System.nanoTime());
    System.out.println("-Dperigon.test.seed=" + seed);
    Random random = new Random(seed);
    try (Feed feed = project()) {
      for (int update = 0; update <= updates; update++) {
        feed.file("clicks/%d.csv".formatted(update), rows(random, update == 0 ? 100 : 6));
        if (random.nextBoolean()) {
          feed.file("repeated/%d.csv".formatted(update), rows(random, 3));
        }
        feed.run();
        for (String view : VIEWS.keySet()) {
          assertThat(feed.rows("select * from " + view))
              .as("seed %d, update %d, %s", seed, update, view)
              .isEqualTo(feed.rows(VIEWS.get(view)));
          for (Run.By engine : Run.By.values()) {
            assertThat(parameters(feed.by(engine), view).get("refresh"))
                .as("%s by %s", view, engine)
                .isEqualTo(update == 0 ? null : "ADDED");
          }
        }
      }
    }
  }

  private static Map<String, String> parameters(Run run, String view) {
    TableName name = new TableName("feed", "c360", view);
    return run.warehouse().table(name).history().get(0).parameters();
  }

  private Feed project() {
    Feed feed = new Feed(folder);
    feed.file("repeated/none.csv", "k,tag,n,price,at\n");
    for (String table : List.of("clicks", "repeated")) {
      feed.sql(
          table,
          """
          create streaming table %1$s as
          select * from stream read_files('%1$s', format => 'csv', header => true,
            schema => 'k string, tag string, n int, price decimal(6,2), at timestamp')
          """
              .formatted(table));
    }
    VIEWS.forEach((name, query) -> feed.sql(name, CREATE.formatted(name, query)));
    return feed;
  }

  private static String rows(Random random, int count) {
    StringBuilder rows = new StringBuilder("k,tag,n,price,at\n");
    for (int i = 0; i < count; i++) {
      rows.append(
          "%s,%s,%s,%s,2025-10-0%dT%02d:%02d:00Z%n"
              .formatted(
                  any(random, "a", "b", "B", ""),
                  any(random, "a", "c", ""),
                  any(random, "0", "-1", "4", ""),
                  any(random, "0.00", "-3.25", "9999.99", ""),
                  1 + random.nextInt(3),
                  random.nextInt(24),
                  random.nextInt(60)));
    }
    return rows.toString();
  }

  private static String any(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }
}
