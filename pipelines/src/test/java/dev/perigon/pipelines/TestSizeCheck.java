package dev.perigon.pipelines;

import static dev.perigon.pipelines.Shop.dataset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import dev.perigon.sql.error.PerigonException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that loses many rows at once says so. */
class TestSizeCheck {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = new Shop(folder);
  }

  @AfterEach
  void closeShop() {
    shop.close();
  }

  private Shop table(String share) {
    return shop.sql(
        "sources/t.sql",
        """
        create materialized view t (constraint positive expect (id > 0))
        tblproperties ('perigon.max-row-drop' = '%s') as
        select * from read_files('t.csv', format => 'csv', header => true, schema => 'id int')
        """
            .formatted(share));
  }

  private List<ExpectationResult> refreshed(int rows) {
    StringBuilder text = new StringBuilder("id\n");
    for (int i = 1; i <= rows; i++) {
      text.append(i).append('\n');
    }
    return dataset(shop.data("t.csv", text.toString()).refresh(), "t").expectations();
  }

  @Test
  void warnsWhenMoreThanTheShareIsGone() {
    table("0.2");

    ExpectationResult kept = new ExpectationResult("row_count_kept", "WARN", 1, 1, 0);
    ExpectationResult lost = new ExpectationResult("row_count_kept", "WARN", 1, 0, 1);
    assertThat(refreshed(10)).extracting(ExpectationResult::name).containsExactly("positive");
    assertThat(refreshed(8)).contains(kept);
    assertThat(refreshed(6)).contains(lost);
    assertThat(refreshed(6)).contains(kept);
    assertThat(refreshed(0)).contains(lost);
    assertThat(refreshed(0)).contains(kept);
    assertThat(shop.rows("select count(*) from t")).containsExactly(List.of(0L));
    assertThat(
            shop.rows(
                "select sum(evaluated), sum(failed) from system.pipelines.expectations where"
                    + " expectation = 'row_count_kept'"))
        .containsExactly(List.of(5L, 2L));
  }

  @Test
  void theShareIsAShare() {
    for (String share : List.of("20", "-0.1", "some", "NaN")) {
      assertThatThrownBy(() -> table(share).refresh())
          .isInstanceOf(PerigonException.class)
          .hasMessageContaining(
              "Cannot use table property 'perigon.max-row-drop': its value must be a share from 0"
                  + " to 1, such as '0.2'");
    }
  }
}
