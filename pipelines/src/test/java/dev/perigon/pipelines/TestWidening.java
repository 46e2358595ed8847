package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Updates that die while columns get wider types. */
class TestWidening {
  private static final String PROJECT =
      """
      create streaming table a (constraint few expect (n > 0) on violation quarantine row)
        as select n from stream read_files('in', format => 'csv', header => true,
          schemaEvolutionMode => 'addNewColumnsWithTypeWidening');
      create streaming table b as select n from stream(a);
      create streaming table c;
      create temporary view keyed as select n, cast(n as string) as k from stream(a);
      create flow f as auto cdc into c from stream(keyed)
        keys (k) sequence by k columns n, k;
      create materialized view d as select sum(n) as n from b;
      """;

  @TempDir private Path folder;

  private static Shop shop(Path at) {
    Shop shop = new Shop(at).sql("sources/all.sql", PROJECT);
    shop.data("in/1.csv", "n\n1\n-1\n").refresh();
    return shop.data("in/2.csv", "n\n5000000000\n-5000000000\n");
  }

  @Test
  void theNextUpdateMakesUpForSomeSteps() {
    makesUp(1 + (int) (System.nanoTime() % 6), 6);
  }

  @Test
  @Tag("long")
  void theNextUpdateMakesUpForAnyStep() {
    makesUp(1, 1);
  }

  private void makesUp(int start, int stride) {
    System.out.println("first step " + start);
    for (int fatal = start; ; fatal += stride) {
      try (Shop shop = shop(folder.resolve("at" + fatal))) {
        boolean died = dies(shop, new Faults(fatal));
        shop.refresh();
        String what = "death at step " + fatal;
        List<List<Object>> good = List.of(List.of(1L), List.of(5_000_000_000L));
        assertThat(shop.rows("select n from a order by n")).as(what).isEqualTo(good);
        assertThat(shop.rows("select n from b order by n")).as(what).isEqualTo(good);
        assertThat(shop.rows("select n from c order by n")).as(what).isEqualTo(good);
        assertThat(shop.rows("select n from a_quarantine order by n"))
            .as(what)
            .containsExactly(List.of(-5_000_000_000L), List.of(-1L));
        if (!died) {
          assertThat(fatal).isGreaterThan(15);
          return;
        }
      }
    }
  }

  private static boolean dies(Shop shop, Faults faults) {
    try (Updates updates = shop.updates(faults.in(shop.warehouse), faults::in)) {
      shop.run(updates, shop.oneByOne());
      return false;
    } catch (Faults.Kill e) {
      return true;
    }
  }
}
