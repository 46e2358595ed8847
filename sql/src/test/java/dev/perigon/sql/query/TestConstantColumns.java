package dev.perigon.sql.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.Namespace;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.statement.SqlText;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which columns of an answer have the same value in all rows, whatever is read. */
class TestConstantColumns {
  private static Map<Integer, String> constants(String query) {
    Names tables = new Names();
    tables.rows("shop.main.a", "k STRING, n INT");
    tables.view("shop.main.v", "v", "select k, date'2025-01-02' as d from a");
    var settings = new SqlSettings(new Namespace("shop", "main"), ZoneId.of("UTC"), Map.of());
    AnalyzedQuery analyzed = new Analyzer(settings).analyze(SqlText.of("query", query), tables);
    assertThat(AnalyzedQueryJson.read(AnalyzedQueryJson.write(analyzed))).isEqualTo(analyzed);
    return ((Rendering.Sql) analyzed.duckdb()).constants();
  }

  @Test
  void theClockAndWhatIsWrittenDown() {
    Map<Integer, String> found =
        constants(
            "select k, current_date() as day, 'x' as kind, date_add(current_date(), 1) from a");

    assertThat(found).containsOnlyKeys(1, 2, 3);
    assertThat(found.get(1)).contains("as_of").startsWith("SELECT").doesNotContain("input_0");
  }

  @Test
  void alsoBehindFiltersAndOtherQueries() {
    assertThat(constants("select upper(k), d from (select * from v where k > 'a') where k < 'z'"))
        .containsOnlyKeys(1);
  }

  @Test
  void butNothingThatDiffersOrMight() {
    assertThat(constants("select n, count(*) over () as c from a")).isEmpty();
    assertThat(constants("select 1 as one from a union all select 2 from a")).isEmpty();
    assertThat(constants("select b.one from a left join (select 1 as one from a) as b")).isEmpty();
    assertThat(constants("select count(*) as rows, current_date() as day from a")).isEmpty();
  }
}
