package dev.perigon.sql.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.Namespace;
import dev.perigon.sql.statement.SqlText;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which columns split an answer, and which are not known to. */
class TestRefreshKeys {
  private static final Analyzer ANALYZER =
      new Analyzer(
          new SqlSettings(new Namespace("shop", "main"), ZoneId.of("UTC"), Map.of("one", 1)));

  private static Names tables() {
    Names tables = new Names();
    tables.rows("shop.main.a", "k STRING, n INT, f DOUBLE, at TIMESTAMP, xs ARRAY<STRING>");
    tables.rows("shop.main.b", "k STRING, n INT, j BIGINT, at TIMESTAMP");
    tables.rows("shop.main.c", "k STRING, v INT");
    tables.view("shop.main.per_k", "per_k", "select k as id, count(*) as rows from a group by k");
    return tables;
  }

  /** For each column: the expression of each input. */
  private static String keys(String query) {
    return ANALYZER.analyze(SqlText.of("query", query), tables()).keys().stream()
        .map(key -> key.column() + " " + new TreeMap<>(key.inputs()))
        .map(key -> key.replaceAll("[`{}]", "").replace("=", "."))
        .collect(Collectors.joining("; "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          select k, count(*) from a group by k                                     | k 0.k
          select K as Kunde, sum(f) from a group by all                            | Kunde 0.k
          select distinct trim(k) as k, f from a                                   | k 0.trim(k)
          select upper(lower(k)) as k, count(*) from a group by lower(k)           | k 0.upper(lower(k))
          select trim(k), count(*) from a group by trim(k)                         | trim(k) 0.trim(k)
          select k, n, row_number() over (partition by k order by n) from a        | k 0.k
          select k, n, sum(f) over (partition by n, k), rank() over (partition by k order by f) from a | k 0.k
          select k from a where n > 1 and k is not null order by f                 | k 0.k
          select k, m from (select k, max(n) over (partition by k) m from a) where m > 1 | k 0.k
          select k, x from a lateral view explode(xs) t as x                       | k 0.k
          select k, x from a lateral view outer posexplode(xs) t as i, x           | k 0.k
          select k, m from a, lateral (select a.n + 1 as m)                        | k 0.k
          select a.k, b.j from a join b on a.k = b.k                               | k 0.k, 1.k; j 1.j
          select b.k, a.f from a join b on a.k <=> b.k and a.n < b.n               | k 0.k, 1.k
          select k, f, j from a join b using (k)                                   | k 0.k, 1.k; j 1.j
          select a.k, b.j from a, b where a.k = b.k and b.j > 1                    | k 0.k, 1.k; j 1.j
          select a.k, b.j from a left join b on a.k = b.k and b.n = 1              | k 0.k, 1.k
          select b.k, a.f from a right join b on a.k = b.k                         | k 0.k, 1.k
          select k, f, j from a full join b using (k)                              | k 0.k, 1.k
          select coalesce(b.k, a.k) as k from a full join b on a.k <=> b.k         | k 0.k, 1.k
          select k, v from a full join b using (k) full join c using (k)           | k 0.k, 1.k, 2.k
          select k, f from a left semi join b using (k)                            | k 0.k, 1.k
          select k, f from a left anti join b using (k)                            | k 0.k, 1.k
          select a.k, c.v from a left join c on a.n = c.v and a.k = c.k            | k 0.k, 1.k
          select a.k, v from a left join b on a.k = b.k left join c on a.k = c.k   | k 0.k, 1.k, 2.k
          select a.k, v from a join b on a.k = b.k left join c on b.k = c.k        | k 0.k, 1.k
          select b.k, v from a join b on a.k = b.k left join c on b.k = c.k        | k 0.k, 1.k, 2.k
          select k from a union all select k from b union select k from c          | k 0.k, 1.k, 2.k
          select k from a except select k from b                                   | k 0.k, 1.k
          select k from a intersect all select k from b                            | k 0.k, 1.k
          select k from a except select 'x'                                        | k 0.k
          select k from a where k not in (select k from b)                         | k 0.k
          select k, (select max(n) from b) from a                                  | k 0.k
          select k from a where exists (select 1 from b where b.k = a.k)           | k 0.k
          select id, rows from per_k where rows > :one                             | id 0.k
          select k, rows from per_k join b on id = k                               | k 0.k, 1.k
          with s as (select k, n from a) select x.k, y.n from s x join s y on x.k = y.k | k 0.k
          with s as (select * from a), t as (select k, sum(n) m from s group by k) select s.k, m from s left join t on s.k = t.k | k 0.k
          select k, n, count(*) from a group by grouping sets ((k, n), (k))        | k 0.k
          select window.start, k, count(*) from a group by window(at, '5 minutes'), k | k 0.k
          select window.start, k, count(*) from a group by window(at, '5 minutes', '1 minute'), k | k 0.k
          select k, session_window.start, count(*) from a group by session_window(at, '1 hour'), k | k 0.k
          select k, current_date() from a where n = 3                              | k 0.k
          select a.k, n, x from a join (values ('u', 1)) as v(k, x) on a.k = v.k   | k 0.k; n 0.n
          """)
  void aColumnThatEveryOperatorKeepsApartIsAKey(String query, String keys) {
    assertThat(keys(query)).isEqualTo(keys);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // What looks at other rows.
        "select k, row_number() over (order by k) from a",
        "select k, sum(n) over (partition by f) from a",
        "select k, sum(n) over (partition by trim(k)) from a",
        "select count(*) from a",
        "select max(k) from a",
        "select n + 1, count(*) from a group by n + 1",
        "select first(k), f from a group by f",
        "select k from a limit 3",
        "select k from a order by n limit 3 offset 1",
        "select k, count(*) from a group by rollup (k)",
        "select k, count(*) from a group by cube (k)",
        "select k, f, count(*) from a group by grouping sets ((k), (f))",
        // What makes other values.
        "select cast(k as int) as k from a",
        "select k || '' as k from a",
        "select coalesce(k, 'none') as k from a",
        "select substring(k, 1, 2), count(*) from a group by substring(k, 1, 2)",
        "select trim('x' from k) as k from a",
        "select f from a",
        "select max(k) as k, count(*) from a group by collate(k, 'UTF8_LCASE')",
        "select x from a lateral view explode(xs) t as x",
        // What takes any row of the other side.
        "select b.k from a left join b on a.k = b.k",
        "select a.k from a right join b on a.k = b.k",
        "select a.k from a full join b on a.k = b.k",
        "select coalesce(a.k, b.k) as k from a full join b on a.n = b.n",
        "select coalesce(a.k, b.k) as k from a left join b on a.k = b.k",
        "select coalesce(a.k, b.k, 'x') as k from a full join b on a.k = b.k",
        "select k from a union all select 'x'",
        "select k from a union all select upper(k) || 'x' from b",
        "select k from a union all select max(k) from a",
        "select 'x' as k intersect select k from a where false union all select 'y'",
        // The same rows in two ways.
        "with s as (select k, n from a) select x.k from s x join s y on x.n = y.n",
        "with s as (select k, n from a) select x.k from s x left join s y on x.n = y.n",
        "with s as (select k, n from a) select k from s where n > (select avg(n) from s)",
        "with s as (select k, n from a) select s.k from s, (select max(n) m from s) t",
        "with s as (select k from a) select k from s except select upper(k) from s",
        // Operators that nobody has thought about.
        "with recursive r as (select k, n from a union all select k, n + 1 from r where n < 3) select k from r",
        "select k from a tablesample (5 rows)",
        "select * from (select k, n from a) unpivot (x for y in (n)) where k is null limit 1",
      })
  void anythingElseIsNot(String query) {
    assertThat(keys(query)).isEmpty();
  }

  @Test
  void anInputThatIsReadWholeHasASayInEveryPart() {
    assertThat(keys("select a.k, b.k as other from a join b on a.n < b.n"))
        .isEqualTo("k 0.k; other 1.k");
    assertThat(keys("select a.k, t.m from a cross join (select max(j) m from b) t"))
        .isEqualTo("k 0.k");
    assertThat(
            keys(
                "select a.k, t.m from a left join (select k, max(j) over () m from b) t using (k)"))
        .isEqualTo("k 0.k");
    assertThat(keys("select a.k from a left join (select k from b limit 5) t using (k)"))
        .isEqualTo("k 0.k");
    assertThat(keys("select a.k from a left join b on a.k = b.k or a.n = b.n")).isEqualTo("k 0.k");
    assertThat(
            keys(
                "select a.k from a left join b"
                    + " on collate(a.k, 'UTF8_LCASE') = collate(b.k, 'UTF8_LCASE')"))
        .isEqualTo("k 0.k");
    assertThat(keys("select a.k from a left join b on a.n = b.j and a.k = upper(b.k)"))
        .isEqualTo("k 0.k");
  }

  @Test
  void theSameTableUnderTwoNamesIsTwoInputs() {
    assertThat(keys("select x.k, y.n from a x join a y on x.k = y.k and x.n = y.n"))
        .isEqualTo("k 0.k, 1.k; n 0.n, 1.n");
    assertThat(keys("select x.k from a x left join a y on x.n = y.n")).isEqualTo("k 0.k");
    assertThat(keys("select x.n from a x join a y on x.n = y.n and x.n = y.n + 0"))
        .isEqualTo("n 0.n, 1.n");
  }

  @Test
  void keysLiveThroughJson() {
    AnalyzedQuery query =
        ANALYZER.analyze(SqlText.of("query", "select k, f, j from a join b using (k)"), tables());
    assertThat(AnalyzedQueryJson.read(AnalyzedQueryJson.write(query)).keys())
        .isEqualTo(query.keys())
        .containsExactly(
            new RefreshKey("k", Map.of(0, "`k`", 1, "`k`")), new RefreshKey("j", Map.of(1, "`j`")));
  }
}
