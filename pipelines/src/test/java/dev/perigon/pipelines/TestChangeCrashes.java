package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.pipelines.ChangeOracle.Change;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever step an update of AUTO CDC is killed at, the next one makes up for it. */
class TestChangeCrashes {
  private static final List<Change> BEFORE =
      List.of(
          new Change(1, "Ann", "Rome", 1, 10, ""),
          new Change(2, "Bob", "Oslo", 2, 10, ""),
          new Change(3, "bad", "Bonn", 3, 10, ""));
  private static final List<Change> DURING =
      List.of(
          new Change(1, "Ann", "Lima", 1, 5, ""),
          new Change(2, null, null, null, 20, "D"),
          new Change(4, "bad", "Kyiv", 4, 10, ""),
          new Change(5, "Eve", "Kyiv", 5, 10, ""));
  private static final List<Change> AFTER = List.of(new Change(2, "Bob", "Bern", 2, 30, ""));

  @TempDir private Path folder;

  private static Shop project(Path at) {
    return new Shop(at)
        .sql(
            "sources/changes.sql",
            """
            create temporary view changes as select * from stream(read_files('in/*.csv',
              format => 'csv', header => true,
              schema => 'id int, name string, city string, score int, at int, op string'));
            create streaming table newest (
              constraint good expect (name <> 'bad') on violation quarantine row);
            create flow newest_f as auto cdc into newest from stream(changes) keys (id)
              apply as delete when op = 'D' sequence by at columns * except (op);
            create streaming table history;
            create flow history_f as auto cdc into history from stream(changes) keys (id)
              apply as delete when op = 'D' sequence by at columns * except (op, at)
              stored as scd type 2;
            """)
        .sql(
            "facts/total.sql",
            "create materialized view total as select sum(score) as score from newest");
  }

  private static Shop deliver(Shop shop, int file, List<Change> changes) {
    String rows = changes.stream().map(Change::csv).collect(Collectors.joining("\n"));
    return shop.data("in/%d.csv".formatted(file), "id,name,city,score,at,op\n" + rows);
  }

  @Test
  void anEighthOfAllStepsMayBeTheLast() {
    int start = 1 + (int) (System.nanoTime() % 8);
    System.out.println("first step " + start);
    everyStepMayBeTheLast(start, 8);
  }

  @Test
  @Tag("long")
  void everyStepMayBeTheLast() {
    everyStepMayBeTheLast(1, 1);
  }

  private void everyStepMayBeTheLast(int start, int stride) {
    try (Shop shop = project(folder.resolve("before"))) {
      deliver(shop, 1, BEFORE).refresh();
    }
    int deaths = 0;
    for (int fatal = start; ; fatal += stride) {
      try (Shop shop =
          project(Shop.copied(folder.resolve("before"), folder.resolve("at" + fatal)))) {
        boolean died = new Faults(fatal).kill(deliver(shop, 2, DURING), shop.oneByOne());
        String what = "death at step " + fatal;
        assertThat(newest(shop))
            .as(what)
            .isIn(List.of(expected(List.of(BEFORE)), expected(List.of(BEFORE, DURING))));
        if (fatal % 2 == 0) { // else nothing new arrives, and it is made up for all the same
          deliver(shop, 3, AFTER);
        }
        shop.refresh();
        check(
            shop, what, fatal % 2 == 0 ? List.of(BEFORE, DURING, AFTER) : List.of(BEFORE, DURING));
        if (!died) {
          break;
        }
        deaths++;
      }
    }
    assertThat(deaths * stride).isGreaterThan(20);
  }

  @Test
  void aFullRefreshThatDiesIsMadeUpForOrSaysWhatToDo() {
    try (Shop shop = project(folder.resolve("before"))) {
      deliver(shop, 1, BEFORE).refresh();
    }
    for (int fatal = 3; ; fatal += 6) {
      try (Shop shop =
          project(Shop.copied(folder.resolve("before"), folder.resolve("rebuilt" + fatal)))) {
        deliver(shop, 2, DURING);
        boolean died = new Faults(fatal).kill(shop, rebuild(shop));
        shop.refresh();
        check(shop, "rebuild dies at step " + fatal, List.of(BEFORE, DURING));
        if (!died) {
          break;
        }
      }
    }
  }

  private static UpdateRequest rebuild(Shop shop) {
    return new UpdateRequest(
        shop.request().data(), Shop.AS_OF, List.of(), List.of("all"), false, false, 1);
  }

  private static void check(Shop shop, String what, List<List<Change>> batches) {
    List<Change> changes = batches.stream().flatMap(List::stream).toList();
    assertThat(newest(shop)).as(what).isEqualTo(ChangeOracle.newest(good(changes), false, false));
    assertThat(shop.rows("select * from history order by id, __START_AT"))
        .as(what)
        .isEqualTo(ChangeOracle.history(changes, List.of(0, 1, 2), false));
    assertThat(shop.rows("select id from newest_quarantine order by id"))
        .as(what)
        .containsExactly(List.of(3), List.of(4));
    assertThat(shop.rows("select count(*) from newest__changes"))
        .as(what)
        .containsExactly(List.of((long) good(changes).size()));
    assertThat(shop.rows("select count(*) from history__changes"))
        .as(what)
        .containsExactly(List.of((long) changes.size()));
    assertThat(shop.rows("select score from total"))
        .isEqualTo(shop.rows("select sum(score) from newest"));
  }

  private static List<List<Object>> newest(Shop shop) {
    return shop.rows("select * from newest order by id");
  }

  private static List<List<Object>> expected(List<List<Change>> batches) {
    List<Change> all = new ArrayList<>();
    batches.forEach(all::addAll);
    return ChangeOracle.newest(good(all), false, false);
  }

  private static List<Change> good(List<Change> changes) {
    return changes.stream().filter(c -> !"bad".equals(c.name())).toList();
  }
}
