package dev.perigon.pipelines;

import static dev.perigon.pipelines.Shop.dataset;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Views that are refreshed key by key hold what the same views hold that are computed whole, after
 * any updates of what they read.
 */
class TestRandomRefresh {
  private static final int KEYS = 60;

  /** Views by name; what stands before AS is added to the declaration. */
  private static final Map<String, String> VIEWS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(
                  "grouped",
                  "as select k, count(*) c, sum(n) s, count(distinct tag) m from clicks group by k"),
              Map.entry(
                  "summed", "as select k, count(*) c, sum(n) s, max(at) m from clicks group by k"),
              Map.entry(
                  "tidy",
                  """
                  (constraint named expect (k is not null) on violation drop row,
                   constraint known expect (tag <> 'x'),
                   constraint few expect (count(*) over (partition by k) < 5),
                   constraint sane expect (n < 1000000) on violation fail update)
                  partitioned by (tag)
                  as select distinct trim(k) as k, lower(tag) as tag, n, at from clicks
                  """),
              Map.entry(
                  "sessions",
                  """
                  as with ordered as (
                    select *, lag(at) over (partition by k order by at) as before from tidy),
                  numbered as (
                    select *, count_if(before is null or at > before + interval 30 minutes)
                      over (partition by k order by at) as session from ordered)
                  select k, session, min(at) as started, count(*) as events,
                    array_sort(collect_list(struct(at, tag, n))) as sequence
                  from numbered group by k, session
                  """),
              Map.entry(
                  "profiles",
                  """
                  (constraint id expect (id is not null) on violation fail update)
                  as select p.id, p.k, p.v, coalesce(s.n, 0) as sessions, g.c, g.s,
                    row_number() over (partition by p.k order by p.id) as place
                  from people p
                  left join (select k, count(*) n from sessions group by k) s on p.k = s.k
                  left join grouped g on p.k = g.k and g.c > 1
                  """),
              Map.entry(
                  "inner_joined",
                  "as select c.k, p.v, c.n from clicks c, people p where c.k = p.k"),
              Map.entry(
                  "same_or_null",
                  "as select c.k, p.v, c.n from clicks c join people p on c.k <=> p.k"),
              Map.entry("met", "as select id, k from people left semi join clicks using (k)"),
              Map.entry("unmet", "as select id, k from people left anti join clicks using (k)"),
              Map.entry(
                  "all_of_it",
                  "as select k, n from clicks union all select k, v from people where v > 2"),
              Map.entry("either", "as select k from clicks intersect select k from people"),
              Map.entry("neither", "as select k, v from people except select k, n from clicks"),
              Map.entry(
                  "fully",
                  "as select k, c, v from grouped full join"
                      + " (select k, sum(v) v from people group by k) using (k)"),
              Map.entry("floats", "as select k, id, cast(f as string) as f from people"),
              Map.entry(
                  "twice",
                  "as with t as (select * from people where v is not null)"
                      + " select a.k, a.id, b.id as other from t a join t b on a.k = b.k and a.id < b.id"),
              Map.entry(
                  "beside",
                  "as select k, c, (select count(*) from fixed) as n from grouped where c > 1"),
              Map.entry("tops", "as select k, s, ntile(4) over (order by s, k) as q from grouped"),
              Map.entry("counted", "as select q, count(*) n from tops group by q")));

  /** All rows of the first depend on each other; of the second, few are enough to be too many. */
  private static final Set<String> WHOLE = Set.of("tops", "counted");

  /** What is new is added to it, whatever its keys. */
  private static final String ADDED = "summed";

  @TempDir Path folder;

  @Test
  void viewsInPartsAreTheWholeViews() {
    campaign(1, 5);
  }

  @Test
  @Tag("long")
  void viewsInPartsAreTheWholeViewsAfterManyUpdates() {
    campaign(12, 15);
  }

  private void campaign(int runs, int updates) {
    for (int run = 0; run < runs; run++) {
      long seed = Long.getLong("perigon.test.seed", System.nanoTime());
      System.out.println("-Dperigon.test.seed=" + seed);
      Set<String> inParts = new HashSet<>();
      new Campaign(folder.resolve("run" + run), seed).run(updates, inParts);
      Set<String> expected = new HashSet<>(VIEWS.keySet());
      expected.removeAll(WHOLE);
      expected.remove(ADDED);
      assertThat(inParts).as("seed " + seed).containsAll(expected).doesNotContain("tops", ADDED);
    }
  }

  private static final class Campaign {
    private final Path folder;
    private final String what;
    private final Random random;
    private final Shop shop;
    private int next;
    private int at;

    Campaign(Path folder, long seed) {
      this.folder = folder;
      this.what = "seed " + seed;
      this.random = new Random(seed);
      this.shop = project(folder.resolve("kept"));
    }

    private static Shop project(Path at) {
      Shop shop =
          new Shop(at)
              .sql(
                  "sources/all.sql",
                  """
                  create streaming table clicks as
                  select * from stream read_files('clicks', format => 'csv', header => true,
                    schema => 'k string, tag string, n int, at timestamp');
                  create streaming table people;
                  create flow people_f as auto cdc into people
                  from stream read_files('people', format => 'csv', header => true,
                    schema => 'id int, k string, v int, f double, seq int, op string')
                  keys (id) apply as delete when op = 'D' sequence by seq columns * except (op);
                  create materialized view fixed as select * from values (1), (2) as t(x);
                  """);
      VIEWS.forEach(
          (name, text) ->
              shop.sql(
                  "facts/" + name + ".sql",
                  Shop.incremental("create materialized view %s %s".formatted(name, text))));
      return shop;
    }

    void run(int updates, Set<String> inParts) {
      deliver(240, 90, KEYS);
      shop.refresh();
      for (int update = 1; update <= updates; update++) {
        switch (random.nextInt(6)) {
          case 0 -> shop.compact("people");
          case 1 -> shop.compact(List.copyOf(VIEWS.keySet()).get(random.nextInt(VIEWS.size())));
          default -> deliver(random.nextInt(8), random.nextInt(6), 4);
        }
        UpdateResult result = shop.refresh();
        VIEWS.keySet().stream()
            .filter(view -> dataset(result, view).keys().isPresent())
            .forEach(inParts::add);
        compare(update, result);
      }
      deliver(3, 2, 2); // at least one update that touches little
      UpdateResult last = shop.refresh();
      VIEWS.keySet().stream()
          .filter(view -> dataset(last, view).keys().isPresent())
          .forEach(inParts::add);
      compare(updates + 1, last);
      assertThat(shop.warehouse.table(Shop.table(ADDED)).history())
          .as(what)
          .anyMatch(commit -> "ADDED".equals(commit.parameters().get("refresh")));
      shop.close();
    }

    /** Rows about some keys of all. */
    private void deliver(int clicks, int people, int about) {
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < about; i++) {
        int key = about == KEYS ? i : random.nextInt(KEYS + 4);
        keys.add(key == 0 ? "" : "k" + key);
      }
      StringBuilder rows = new StringBuilder("k,tag,n,at\n");
      for (int i = 0; i < clicks; i++) {
        String key = keys.get(random.nextInt(about));
        rows.append(
            "%s,%s,%d,2025-10-0%dT%02d:%02d:00Z%n"
                .formatted(
                    random.nextInt(5) == 0 && !key.isEmpty() ? " " + key + " " : key,
                    List.of("a", "B", "x", "").get(random.nextInt(4)),
                    random.nextInt(5),
                    1 + random.nextInt(3),
                    random.nextInt(4),
                    random.nextInt(60)));
      }
      shop.data("clicks/%d.csv".formatted(next), rows.toString());
      rows = new StringBuilder("id,k,v,f,seq,op\n");
      for (int i = 0; i < people; i++) {
        rows.append(
            "%d,%s,%s,%s,%d,%s%n"
                .formatted(
                    about == KEYS ? i : random.nextInt(100),
                    keys.get(random.nextInt(about)),
                    List.of("1", "2", "3", "4", "").get(random.nextInt(5)),
                    List.of("0.0", "-0.0", "NaN", "1.5", "").get(random.nextInt(5)),
                    random.nextInt(10) == 0 ? 0 : at++,
                    random.nextInt(6) == 0 && about != KEYS ? "D" : ""));
      }
      shop.data("people/%d.csv".formatted(next++), rows.toString());
    }

    /** With the same project over the same files in a home of its own. */
    private void compare(int update, UpdateResult result) {
      Path fresh = folder.resolve("fresh" + update);
      Shop.copied(folder.resolve("kept/data"), fresh.resolve("data"));
      Shop.copied(folder.resolve("kept/home/cache"), fresh.resolve("home/cache")); // saves time
      try (Shop whole = project(fresh)) {
        UpdateResult expected = whole.refresh();
        for (String view : VIEWS.keySet()) {
          String as = "%s, update %d, %s".formatted(what, update, view);
          assertThat(shop.rows("select * from %s".formatted(view)))
              .as(as)
              .containsExactlyInAnyOrderElementsOf(whole.rows("select * from %s".formatted(view)));
          assertThat(dataset(result, view).expectations())
              .as(as)
              .isEqualTo(dataset(expected, view).expectations());
          if (dataset(result, view).keys().isPresent()) {
            assertThat(dataset(result, view).rows())
                .as(as)
                .isEqualTo(dataset(expected, view).rows());
          }
        }
      }
    }
  }
}
