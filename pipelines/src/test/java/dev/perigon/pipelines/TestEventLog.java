package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestEventLog {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = new Shop(folder);
    shop.sql(
            "facts/a.sql",
            "create materialized view a (constraint c expect (x > 1)) as select 1 as x")
        .sql("facts/b.sql", "create view b as select * from a")
        .sql("facts/c.sql", "create materialized view c as select x + 1 as y from b");
  }

  @AfterEach
  void closeShop() {
    shop.close();
  }

  @Test
  void keepsWhatEachUpdateDid() {
    UpdateResult first = shop.refresh();
    UpdateRequest request = shop.request();
    UpdateResult second =
        shop.run(
            new UpdateRequest(
                request.data(), request.asOf(), List.of(), List.of("all"), false, false, 2));

    assertThat(
            shop.rows(
                """
                select update_id, project, state, as_of, datasets, rows, error
                from system.pipelines.updates order by started_at
                """))
        .containsExactly(
            Arrays.asList(first.updateId(), "shop", "COMPLETED", Shop.AS_OF, 2, 2L, null),
            Arrays.asList(second.updateId(), "shop", "COMPLETED", Shop.AS_OF, 2, 2L, null));
    assertThat(
            shop.rows(
                """
                select dataset, kind, layer, state, rows, version, versions_read, seconds >= 0
                from system.pipelines.flow_progress where update_id = '%s' order by dataset
                """
                    .formatted(second.updateId())))
        .containsExactly(
            Arrays.asList(
                "shop.c360.a", "MATERIALIZED_VIEW", "facts", "COMPLETED", 1L, 1L, "{}", true),
            Arrays.asList("shop.c360.b", "VIEW", "facts", "ANALYZED", 0L, null, "{}", true),
            Arrays.asList(
                "shop.c360.c",
                "MATERIALIZED_VIEW",
                "facts",
                "COMPLETED",
                1L,
                1L,
                "{\"shop.c360.a\":1}",
                true));
    assertThat(
            shop.rows(
                "select dataset, expectation, action, evaluated, passed, failed from system.pipelines.expectations"))
        .containsExactly(
            List.of("shop.c360.a", "c", "WARN", 1L, 0L, 1L),
            List.of("shop.c360.a", "c", "WARN", 1L, 0L, 1L));
  }

  @Test
  void keepsFailuresWithoutKeysOfRows() {
    shop.sql(
        "facts/a.sql",
        "create materialized view a (constraint c expect (x = 'other') on violation fail update) as select 'CUST001' as x");
    shop.run();

    List<Object> row =
        shop.rows("select state, error_code, error from system.pipelines.updates").get(0);

    assertThat(row)
        .containsExactly(
            "FAILED",
            "EXPECTATION",
            "Cannot update 'a': expectation 'c' fails for 1 of 1 rows (facts/a.sql:1:50)");
    assertThat(shop.rows("select error from system.pipelines.flow_progress where state = 'FAILED'"))
        .containsExactly(
            List.of("Cannot update 'a': expectation 'c' fails for 1 of 1 rows (facts/a.sql:1:50)"));
  }

  @Test
  void textsCannotBecomeSql() {
    shop.sql(
        "facts/a.sql",
        "create materialized view a (constraint `x'); drop -- \\` expect (x > 1)) as select 1 as x");
    shop.refresh();

    assertThat(shop.rows("select expectation from system.pipelines.expectations"))
        .containsExactly(List.of("x'); drop -- \\"));
  }

  @Test
  void anUpdateThatWasKilledIsSeenByTheNextOne() throws IOException {
    shop.refresh();
    Files.writeString(
        folder.resolve("home/locks/shop.c360.lock"),
        "{\"update\":\"dead\",\"started\":\"2025-10-09T01:02:03Z\"}");

    shop.refresh();

    assertThat(
            shop.rows(
                "select state, started_at from system.pipelines.updates where update_id = 'dead'"))
        .containsExactly(List.of("KILLED", java.time.Instant.parse("2025-10-09T01:02:03Z")));
  }

  @Test
  void aLockFileThatMakesNoSenseIsIgnored() throws IOException {
    shop.refresh();
    for (String text : List.of("{\"update\":", "{}", "", "\0\0", "{\"update\":\"x\"}")) {
      Files.writeString(folder.resolve("home/locks/shop.c360.lock"), text);
      shop.refresh();
    }

    assertThat(shop.rows("select distinct state from system.pipelines.updates"))
        .containsExactly(List.of("COMPLETED"));
  }
}
