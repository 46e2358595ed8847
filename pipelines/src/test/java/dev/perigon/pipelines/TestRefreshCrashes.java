package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever step a refresh of some keys is killed at, readers and the next update see no harm. */
class TestRefreshCrashes {
  private static final String TOTALS =
      "select customer, sum(amount) s from orders group by customer";

  @TempDir Path folder;

  private static Shop project(Path at) {
    return new Shop(at)
        .sql(
            "sources/orders.sql",
            """
            create streaming table orders as
            select * from stream read_files('in', format => 'csv', header => true,
              schema => 'id int, customer string, amount int')
            """)
        .sql(
            "facts/totals.sql",
            """
            create materialized view totals (
              constraint positive expect (s > 0) on violation drop row,
              constraint small expect (s < 50)
            ) as %s
            """
                .formatted(TOTALS))
        .sql("facts/big.sql", "create materialized view big as select * from totals where s > 20");
  }

  private static Shop deliver(Shop shop, int file, String rows) {
    return shop.data("in/%d.csv".formatted(file), "id,customer,amount\n" + rows);
  }

  @Test
  void aSixthOfAllStepsMayBeTheLast() {
    int start = 1 + (int) (System.nanoTime() % 6);
    System.out.println("first step " + start);
    everyStepMayBeTheLast(start, 6);
  }

  @Test
  @Tag("long")
  void everyStepMayBeTheLast() {
    everyStepMayBeTheLast(1, 1);
  }

  private void everyStepMayBeTheLast(int start, int stride) {
    try (Shop shop = project(folder.resolve("before"))) {
      String rows =
          IntStream.rangeClosed(1, 40)
              .mapToObj(i -> "%d,c%d,%d".formatted(i, i, i))
              .collect(Collectors.joining("\n"));
      deliver(shop, 1, rows).refresh();
      deliver(shop, 2, "90,c1,1\n").refresh(); // so that the analyses are known
    }
    int deaths = 0;
    boolean died = true;
    for (int fatal = start; died; fatal += stride) {
      Path at = Shop.copied(folder.resolve("before"), folder.resolve("at" + fatal));
      try (Shop shop = project(at)) {
        deliver(shop, 3, "91,c2,30\n92,c3,-3\n93,,60\n");
        died = new Faults(fatal).kill(shop, shop.oneByOne());
        deaths += died ? 1 : 0;
        String what = "death at step " + fatal;
        assertThat(sum(shop)).as(what).isIn(List.of(821L), List.of(821L + 30 - 3 + 60));
        if (fatal % 2 == 0) { // else nothing new arrives, and it is made up for all the same
          deliver(shop, 4, "94,c5,1\n");
        }
        shop.refresh();
        check(shop, what);
      }
    }
    assertThat(deaths * stride).isGreaterThan(20);
  }

  private static List<Object> sum(Shop shop) {
    return shop.rows("select sum(s) from totals").get(0);
  }

  private static void check(Shop shop, String what) {
    String totals = "select * from (" + TOTALS + ") where s > 0";
    assertThat(shop.rows("select * from totals order by customer"))
        .as(what)
        .isEqualTo(shop.rows(totals + " order by customer"));
    assertThat(shop.rows("select * from big order by customer"))
        .as(what)
        .isEqualTo(shop.rows(totals + " and s > 20 order by customer"));
    assertThat(Shop.dataset(shop.refresh(), "totals").expectations().get(0))
        .as(what)
        .satisfies(rule -> assertThat(rule.failed()).isEqualTo(1))
        .satisfies(rule -> assertThat(rule.evaluated()).isEqualTo(41));
  }
}
