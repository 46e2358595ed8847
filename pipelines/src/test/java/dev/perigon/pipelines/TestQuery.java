package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perigon.engine.Rows;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.statement.SqlText;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestQuery {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void runProject() {
    shop = new Shop(folder);
    shop.sql("facts/a.sql", "create materialized view a as select 1 as x")
        .sql("facts/v.sql", "create view v (y) as select x + 1 from a")
        .refresh();
  }

  @AfterEach
  void closeShop() {
    shop.close();
  }

  private PerigonException complaint(String sql) {
    return catchThrowableOfType(PerigonException.class, () -> shop.rows(sql));
  }

  @Test
  void readsTablesByOneToThreeNamesAndViewsOfTheProject() {
    assertThat(shop.rows("select a.x, b.x, c.x, v.y from a, c360.a b, shop.c360.a c, v"))
        .containsExactly(List.of(1, 1, 1, 2));
  }

  @Test
  void withoutAProjectPlainNamesAreThoseOfTheOnlySchema() {
    try (Updates updates = shop.updates(shop.warehouse, engine -> engine);
        Rows rows =
            updates.query(
                SqlText.of("test", "select x from a"),
                Optional.empty(),
                folder.toUri(),
                Shop.AS_OF)) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.value(0)).isEqualTo(1);
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void readsFilesAndThePast() {
    shop.data("f.csv", "x\n7\n")
        .sql("facts/a.sql", "create materialized view a as select 5 as x")
        .refresh();

    assertThat(
            shop.rows(
                """
                select f.x, a.x, old.x from a, a version as of 0 as old,
                  read_files('f.csv', format => 'csv', header => true, schema => 'x int') f
                """))
        .containsExactly(List.of(7, 5, 1));
    assertThat(complaint("select * from a version as of 9").code())
        .isEqualTo(ErrorCode.UNKNOWN_NAME);
  }

  @Test
  void suggestsNames() {
    PerigonException error = complaint("select * from b");

    assertThat(error.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
    assertThat(error.remedy()).contains("shop.c360.a");
  }

  @Test
  void refusesStreams() {
    assertThat(complaint("select * from stream(a)"))
        .hasMessage(
            "Cannot answer a query with STREAM: only a streaming table remembers what it has read");
  }
}
