package dev.perigon.sql.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.Namespace;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.statement.SqlText;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which columns of its inputs a query's text names: those that its answer needs, and no others. */
class TestReadColumns {
  private static Rendering.Sql rendered(String query) {
    Names tables = new Names();
    tables.rows("shop.main.a", "k STRING, n INT, f DOUBLE, xs ARRAY<STRING>");
    tables.rows("shop.main.b", "k STRING, n INT, j BIGINT, xs ARRAY<STRING>");
    tables.view(
        "shop.main.wide",
        "wide",
        "select k, n, f, upper(k) as big from a where f > 1"
            + " union all select k, n, cast(j as double), lower(k) from b");
    var settings = new SqlSettings(new Namespace("shop", "main"), ZoneId.of("UTC"), Map.of());
    AnalyzedQuery analyzed = new Analyzer(settings).analyze(SqlText.of("query", query), tables);
    return (Rendering.Sql) analyzed.duckdb();
  }

  @Test
  void aViewIsReadOnlyWhereItIsAskedFor() {
    Rendering.Sql sql = rendered("select n, count(*) from wide group by n");

    assertThat(sql.columns()).isEqualTo(Map.of(0, Set.of("n", "f"), 1, Set.of("n")));
    assertThat(sql.text()).doesNotContain("upper").doesNotContain("lower");
  }

  @Test
  void allIsReadOfWhatIsShownWhole() {
    assertThat(rendered("select distinct * from b").columns())
        .isEqualTo(Map.of(0, Set.of("k", "n", "j", "xs")));
  }

  @Test
  void rowsAreCountedWithoutColumns() {
    assertThat(rendered("select count(*) from a").columns()).isEqualTo(Map.of(0, Set.of()));
  }

  @Test
  void whatMakesRowsIsReadThoughNobodyNamesThem() {
    Rendering.Sql sql = rendered("select k from a lateral view explode(xs) t as x");

    assertThat(sql.columns()).isEqualTo(Map.of(0, Set.of("k", "xs")));
    assertThat(sql.text()).contains("unnest");
  }

  @Test
  void columnsOfSubqueriesAndOfBothSidesOfAJoinAreRead() {
    assertThat(
            rendered("select a.f from a join b using (k) where a.n in (select max(n) from b)")
                .columns())
        .isEqualTo(Map.of(0, Set.of("k", "f", "n"), 1, Set.of("k"), 2, Set.of("n")));
  }

  @Test
  void theyAreKeptWithTheQuery() {
    Names tables = new Names();
    tables.rows("shop.main.a", "k STRING, n INT");
    var settings = new SqlSettings(new Namespace("shop", "main"), ZoneId.of("UTC"), Map.of());
    AnalyzedQuery query =
        new Analyzer(settings).analyze(SqlText.of("query", "select n from a"), tables);

    assertThat(AnalyzedQueryJson.read(AnalyzedQueryJson.write(query))).isEqualTo(query);
  }
}
