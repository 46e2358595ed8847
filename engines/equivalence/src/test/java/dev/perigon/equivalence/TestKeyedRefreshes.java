package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.pipelines.UpdateResult;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Views that either engine refreshes key by key hold what their queries give, on both alike. */
final class TestKeyedRefreshes {
  private static final int KEYS = 60;

  private static final String CREATE =
      """
      create materialized view %s
      tblproperties ('pipelines.refresh.policy' = 'incremental')
      as %s
      """;

  private static final Map<String, String> VIEWS =
      new TreeMap<>(
          Map.of(
              "tidy",
              "select distinct trim(k) as k, lower(tag) as tag, n, at from clicks where k is not null",
              "sessions",
              """
              with ordered as (
                select *, lag(at) over (partition by k order by at) as before from tidy),
              numbered as (
                select *, count_if(before is null or at > before + interval 30 minutes)
                  over (partition by k order by at) as session from ordered)
              select k, session, min(at) as started, count(*) as events,
                array_sort(collect_list(struct(at, tag, n))) as sequence
              from numbered group by k, session
              """,
              "profiles",
              """
              select p.id, p.k, p.v, coalesce(s.n, 0) as sessions,
                row_number() over (partition by p.k order by p.id) as place
              from people p
              left join (select k, count(*) n from sessions group by k) s on p.k = s.k
              """,
              "same_or_null",
              "select c.k, p.v, c.n from clicks c join people p on c.k <=> p.k",
              "unmet",
              "select id, k from people left anti join clicks using (k)",
              "fully",
              "select k, c, v from (select k, count(*) c from clicks group by k) full join"
                  + " (select k, sum(v) v from people group by k) using (k)",
              "floats",
              "select k, id, cast(f as string) as f from people union all"
                  + " select k, n + 100, tag from clicks"));

  @TempDir private Path folder;

  @Test
  void bothEnginesComputeTheSameRowsOfTheSameKeys() {
    campaign(2);
  }

  @Test
  @Tag("long")
  void theyDoAfterManyUpdates() {
    campaign(12);
  }

  private void campaign(int updates) {
    long seed = Long.getLong("perigon.test.seed", System.nanoTime());
    System.out.println("-Dperigon.test.seed=" + seed);
    Random random = new Random(seed);
    Set<String> inParts = new HashSet<>();
    try (Feed feed = project()) {
      deliver(feed, 0, random, 240, 90, KEYS);
      feed.run();
      for (int update = 1; update <= updates; update++) {
        deliver(feed, update, random, 1 + random.nextInt(6), 1 + random.nextInt(4), 3);
        Map<String, Optional<Long>> keys = keys(feed.by(Run.By.DUCKDB).run());
        assertThat(keys(feed.by(Run.By.SPARK).run())).as("seed " + seed).isEqualTo(keys);
        keys.forEach((view, some) -> some.ifPresent(n -> inParts.add(view)));
        for (String view : VIEWS.keySet()) {
          assertThat(feed.rows("select * from " + view))
              .as("seed %d, update %d, %s", seed, update, view)
              .isEqualTo(feed.rows(VIEWS.get(view)));
        }
      }
      assertThat(inParts).as("seed " + seed).isEqualTo(VIEWS.keySet());
    }
  }

  private static Map<String, Optional<Long>> keys(UpdateResult result) {
    result
        .error()
        .ifPresent(
            error -> {
              throw error;
            });
    Map<String, Optional<Long>> keys = new TreeMap<>();
    for (DatasetResult dataset : result.datasets()) {
      keys.put(dataset.name().table(), dataset.keys());
    }
    return keys;
  }

  private Feed project() {
    Feed feed =
        new Feed(folder)
            .sql(
                "all",
                """
                create streaming table clicks as
                select * from stream read_files('clicks', format => 'csv', header => true,
                  schema => 'k string, tag string, n int, at timestamp');
                create streaming table people;
                create flow people_f as auto cdc into people
                from stream read_files('people', format => 'csv', header => true,
                  schema => 'id int, k string, v int, f double, seq int, op string')
                keys (id) apply as delete when op = 'D' sequence by seq columns * except (op);
                """);
    VIEWS.forEach((name, query) -> feed.sql(name, CREATE.formatted(name, query)));
    return feed;
  }

  /** Rows about some keys of all. */
  private static void deliver(
      Feed feed, int file, Random random, int clicks, int people, int about) {
    List<String> keys =
        random
            .ints(about, 0, KEYS)
            .map(i -> about == KEYS ? random.nextInt(KEYS) : i)
            .mapToObj(i -> i == 0 ? "" : "k" + i)
            .toList();
    StringBuilder rows = new StringBuilder("k,tag,n,at\n");
    for (int i = 0; i < clicks; i++) {
      rows.append(
          "%s,%s,%d,2025-10-01T%02d:%02d:00Z%n"
              .formatted(
                  keys.get(random.nextInt(about)),
                  List.of("a", "B", "").get(random.nextInt(3)),
                  random.nextInt(5),
                  random.nextInt(4),
                  random.nextInt(60)));
    }
    feed.file("clicks/%d.csv".formatted(file), rows.toString());
    rows = new StringBuilder("id,k,v,f,seq,op\n");
    for (int i = 0; i < people; i++) {
      rows.append(
          "%d,%s,%s,%s,%d,%s%n"
              .formatted(
                  about == KEYS ? i : random.nextInt(100),
                  keys.get(random.nextInt(about)),
                  List.of("1", "2", "3", "").get(random.nextInt(4)),
                  List.of("0.0", "-0.0", "NaN", "1.5", "").get(random.nextInt(5)),
                  file * 1000 + i,
                  random.nextInt(6) == 0 && about != KEYS ? "D" : ""));
    }
    feed.file("people/%d.csv".formatted(file), rows.toString());
  }
}
