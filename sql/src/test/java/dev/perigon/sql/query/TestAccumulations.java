package dev.perigon.sql.query;

import static dev.perigon.sql.query.Accumulation.GREATEST;
import static dev.perigon.sql.query.Accumulation.KEY;
import static dev.perigon.sql.query.Accumulation.LEAST;
import static dev.perigon.sql.query.Accumulation.SUM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.Namespace;
import dev.perigon.sql.statement.SqlText;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers add up over parts of the rows, and which are not known to. */
class TestAccumulations {
  private static final Analyzer ANALYZER =
      new Analyzer(
          new SqlSettings(new Namespace("shop", "main"), ZoneId.of("UTC"), Map.of("one", 1)));

  private static Names tables() {
    Names tables = new Names();
    tables.rows(
        "shop.main.a",
        "k STRING, n INT, j BIGINT, p DECIMAL(12,2), f DOUBLE, g FLOAT, o BOOLEAN, d DATE,"
            + " at TIMESTAMP, lt TIMESTAMP_NTZ, b BINARY, xs ARRAY<STRING>, s STRUCT<x: INT>");
    tables.rows("shop.main.b", "k STRING, n INT, j BIGINT");
    tables.view("shop.main.long", "long", "select k, n from a where n > 10");
    tables.view(
        "shop.main.per_k",
        "per_k",
        "with s as (select * from a) select k, sum(n) as n from s group by k",
        "id",
        "total");
    return tables;
  }

  private static AnalyzedQuery analyze(String query) {
    return ANALYZER.analyze(SqlText.of("query", query), tables());
  }

  private static String accumulations(String query) {
    return analyze(query).accumulations().stream()
        .map(Accumulation::name)
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          select k, count(*) from a group by k                                | KEY SUM
          select count(n, f), count(f) as c, k from a group by all            | SUM SUM KEY
          select k, count_if(f > 1), regr_count(f, n) from a group by k       | KEY SUM SUM
          select k, sum(n), sum(j), sum(p), sum(p * n) from a group by k      | KEY SUM SUM SUM SUM
          select k, sum(case when f > 0.5 then 1 else 0 end) from a group by k | KEY SUM
          select k, min(k), max(n), min(j), max(p) from a group by k          | KEY LEAST GREATEST LEAST GREATEST
          select k, min(d), max(at), max(lt), min(o) from a group by k        | KEY LEAST GREATEST GREATEST LEAST
          select k, bool_and(o), every(n > 1), bool_or(o), any(o), some(o) from a group by k | KEY LEAST LEAST GREATEST GREATEST GREATEST
          select k, count(*) filter (where n > 1), sum(n) filter (where o) from a group by k | KEY SUM SUM
          select k, n, j, p, o, d, at, lt from a group by all                 | KEY KEY KEY KEY KEY KEY KEY KEY
          select upper(k) as u, n % 7, to_date(at) as day, count(*) from a group by u, 2, day | KEY KEY KEY SUM
          select k as a, max(n) as m, k as b from a group by k                | KEY GREATEST KEY
          select 'all' as part, count(*) from a group by part                 | KEY SUM
          select k, sum(n) from a where f > 1 and k in ('x', 'y') group by k  | KEY SUM
          select k, count(*) from a where d > current_date() group by k       | KEY SUM
          select k, sum(m) from (select k, n + :one as m from (select *, f * 2 as x from a) t where x > 2) where m < 9 group by k | KEY SUM
          select k, sum(n) from (select k, n from a union all select k, j from b) group by k | KEY SUM
          select k, sum(n) from (select k, n from a union all select k, n from a) group by k | KEY SUM
          select x, count(*) from a lateral view explode(xs) t as x group by x | KEY SUM
          select x, k, max(i) from a lateral view outer posexplode(xs) t as i, x group by all | KEY KEY GREATEST
          select x, count(*) from (select explode(xs) as x from a) group by x  | KEY SUM
          select k, sum(n) from long group by k                                | KEY SUM
          select total, id from per_k                                          | SUM KEY
          with s as (select k, n from a) select k, sum(n) as t from s group by k | KEY SUM
          with s as (select k, n from a), u as (table s union all table s) select k, max(n) from u group by k | KEY GREATEST
          with s as (select k, max(n) as m from a group by k) select m as most, k from s | GREATEST KEY
          with s as (with t as (select * from a) select k, n from t where o) select k, sum(n) from s group by k | KEY SUM
          select k, c from (select k, count(*) as c, max(n) from a group by k) t | KEY SUM
          """)
  void anAggregationOfRowsAddsUp(String query, String accumulations) {
    assertThat(accumulations(query)).isEqualTo(accumulations);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select k, n from a",
        "select distinct k from a",
        "select count(*) from a",
        "select count(*) from a group by k",
        "select k, count(*) from a group by k, n",
        "select upper(k) as u, count(*) from a group by k",
        "select c from (select k, count(*) as c from a group by k) t",
        "select k, count(*) from a group by rollup (k)",
        "select k, n, count(*) from a group by cube (k, n)",
        "select k, n, count(*) from a group by grouping sets ((k), (n))",
        "select k, count(*) from a group by grouping sets ((k))",
        "select k, n, grouping_id(), count(*) from a group by k, n with rollup",
      })
  void anAnswerWithoutAllOfItsGroupsKeysDoesNot(String query) {
    assertThat(accumulations(query)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select f, count(*) from a group by f",
        "select g, count(*) from a group by g",
        "select b, count(*) from a group by b",
        "select s, count(*) from a group by s",
        "select xs, count(*) from a group by xs",
        "select window, count(*) from a group by window(at, '5 minutes')",
        "select window.start, count(*) from a group by window(at, '5 minutes')",
        "select session_window.start, k, count(*) from a group by session_window(at, '1 hour'), k",
      })
  void keysOfWhichEqualOnesMayLookDifferentDoNot(String query) {
    assertThat(accumulations(query)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select k, 1 as one, count(*) from a group by k",
        "select k, upper(k), count(*) from a group by k",
        "select k, avg(n) from a group by k",
        "select k, sum(f) from a group by k",
        "select k, sum(g) from a group by k",
        "select k, sum(make_dt_interval(n)) from a group by k",
        "select k, try_sum(n) from a group by k",
        "select k, try_sum(p) from a group by k",
        "select k, sum(n) + 1 from a group by k",
        "select k, sum(n) + count(*) from a group by k",
        "select k, cast(sum(n) as int) as n from a group by k",
        "select k, coalesce(sum(n), 0) from a group by k",
        "select k, count(distinct n) from a group by k",
        "select k, sum(distinct n) from a group by k",
        "select k, max(distinct n) from a group by k",
        "select k, max(f) from a group by k",
        "select k, min(b) from a group by k",
        "select k, max(s) from a group by k",
        "select k, max_by(n, j) from a group by k",
        "select k, first(n) from a group by k",
        "select k, any_value(n) from a group by k",
        "select k, collect_list(n) from a group by k",
        "select k, stddev(n) from a group by k",
        "select k, approx_count_distinct(n) from a group by k",
        "select k, bit_xor(n) from a group by k",
        "select k, median(n) from a group by k",
      })
  void columnsThatAreNotTheExactTotalOfTheirPartsDoNot(String query) {
    assertThat(accumulations(query)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select k, count(*) from a group by k having count(*) > 1",
        "select k, count(*) as c from a group by k order by k",
        "select k, count(*) as c from a group by k limit 3",
        "select k, c + 1 as c from (select k, count(*) as c from a group by k) t",
        "select k, c from (select k, count(*) as c from a group by k) t where c > 1",
        "select k, sum(n), sum(sum(n)) over () from a group by k",
        "select c, count(*) from (select k, count(*) as c from a group by k) t group by c",
        "select k, count(*) from a group by k union all select k, count(*) from b group by k",
        "with s as (select k, count(*) as c from a group by k) select * from s x join s y using (k)",
      })
  void whatIsMadeOfTheGroupsDoesNot(String query) {
    assertThat(accumulations(query)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select a.k, count(*) from a join b on a.k = b.k group by a.k",
        "select a.k, count(*) from a left join b on a.k = b.k group by a.k",
        "select k, count(*) from a left semi join b using (k) group by k",
        "select a.k, count(*) from a, lateral (select a.n + 1 as m) group by a.k",
        "select k, count(*) from a where n in (select n from b) group by k",
        "select k, count(*) from a where n > (select max(n) from b) group by k",
        "select k, sum(n - (select min(n) from b)) from a group by k",
        "select k, count(*) filter (where exists (select 1 from b where n > 1)) from a group by k",
        "select (select max(n) from b) as m, count(*) from a group by m",
        "select k, count(*) from (select distinct k, n from a) group by k",
        "select k, count(*) from (select k from a union select k from b) group by k",
        "select k, count(*) from (select k from a except all select k from b) group by k",
        "select k, count(*) from (select k from a intersect all select k from b) group by k",
        "select k, sum(r) from (select k, row_number() over (order by n) as r from a) group by k",
        "select k, count(*) from (select k from a order by k) group by k",
        "select k, count(*) from (select k from a limit 5) group by k",
        "select k, count(*) from (select k from a order by n limit 5 offset 2) group by k",
        "select k, count(*) from a tablesample (5 rows) group by k",
        "select k, count(*) from a tablesample (50 percent) group by k",
        "select y, count(*) from a unpivot (x for y in (n, j)) group by y",
        "with recursive r as (select k, n from a union all select k, n + 1 from r where n < 3)"
            + " select k, count(*) from r group by k",
        "select * from (select k, n, o from a) pivot (sum(n) for o in (true, false))",
      })
  void rowsThatDependOnOtherRowsDoNot(String query) {
    assertThat(accumulations(query)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select k, sum(n) from values ('x', 1) as v(k, n) group by k",
        "select id % 2 as k, count(*) from range(10) group by k",
        "select k, count(*) from (select 'x' as k) group by k",
        "select x, count(*) from (select explode(array(1, 2)) as x) group by x",
        "select k, count(*) from (select k from a union all select 'x') group by k",
        "select k, count(*) from (select k from a union all select k from values ('x') v(k)) group by k",
        "with s as (select 'x' as k) select k, count(*) from s group by k",
      })
  void rowsThatNoInputHasDoNot(String query) {
    assertThat(accumulations(query)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select k, count(*) from a where rand() > 0.5 group by k",
        "select k, max(u) from (select k, uuid() as u from a) group by k",
        "select k, max(i) from (select k, monotonically_increasing_id() as i from a) group by k",
        "select input_file_name() as file, count(*) from a group by file",
        "select _metadata.file_name as file, count(*) from read_files('x', format => 'csv', schema => 'k string') group by file",
        "with s as (select k, uuid() as u from a) select k, max(u) from s group by k",
        "select k, count(*) from a where d > date 'now' group by k",
        "select k, count(*) from a where k > current_user() group by k",
      })
  void chanceAndWhatNobodyKnowsAndWhereARowIsDoNot(String query) {
    assertThat(accumulations(query)).isEmpty();
  }

  @Test
  void accumulationsLiveThroughJson() {
    AnalyzedQuery query = analyze("select k, sum(n), min(n), max(n) from a group by k");
    assertThat(AnalyzedQueryJson.read(AnalyzedQueryJson.write(query)))
        .isEqualTo(query)
        .extracting(AnalyzedQuery::accumulations)
        .isEqualTo(List.of(KEY, SUM, LEAST, GREATEST));
  }
}
