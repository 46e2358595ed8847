package dev.perigon.sql.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.Namespace;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.Resolver.Resolved;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer depends on besides the rows that are read. */
class TestVolatility {
  private static final Analyzer ANALYZER =
      new Analyzer(
          new SqlSettings(
              new Namespace("shop", "c360"), ZoneId.of("UTC"), Map.of("moment", "now")));
  private static final Resolver TABLES =
      new Resolver() {
        @Override
        public Optional<Resolved> resolve(Relation relation) {
          if (relation instanceof Relation.Table table && table.name().table().equals("v")) {
            return Optional.of(
                new Resolved.View(
                    SqlText.of("v", "select a, current_date() as d from t"), List.of()));
          }
          return Optional.of(
              new Resolved.Rows(
                  Schema.of(
                      Column.of("a", Scalar.INTEGER),
                      Column.of("b", Scalar.STRING),
                      Column.of("c", Scalar.TIMESTAMP))));
        }

        @Override
        public List<TableName> candidates() {
          return List.of();
        }
      };

  private static Volatility of(String query) {
    return ANALYZER.analyze(SqlText.of("query", query), TABLES).volatility();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from t",
        "select distinct trim(b), pi(), e(), current_timezone() from t",
        "select a, collect_list(b), first(b), count(*), mode(b), max_by(a, b) from t group by a",
        "select row_number() over (partition by a order by b), rank() over (order by a),"
            + " lag(a) over (order by a), sum(a) over (order by a rows between unbounded preceding"
            + " and current row) from t",
        "with c as (select transform(array(1, 2), x -> x + a) as x from t) select * from c",
        "select window.start, count(*) from t group by window(c, '5 minutes')",
        "select * from t where a in (select a from t) and exists (select 1 from t u where u.a = t.a)",
        "select (select collect_list(a) from t), id from range(3)",
        "select * from values (1, 'x') as v(n, s) union all select a, b from t",
        "select session_window(c, '30 minutes'), count(*) from t group by all",
        "select a, sum(a) from t group by rollup (a)",
        "select timestamp '2025-01-01', nvl(b, 'knows'), unix_seconds(c), to_date(b) from t",
        "select nullif(a, 1), count_if(a > 1) over (partition by b) from t where a between 1 and 9",
        "select explode(sequence(1, a)) from t limit 3",
        "select md5(b), hash(a), xxhash64(b), from_json(b, 'x int'), regexp_replace(b, 'x', '') from t",
      })
  void aQueryOverRowsAloneGivesTheSameRows(String query) {
    assertThat(of(query)).isEqualTo(Volatility.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select current_date() from t",
        "select * from v",
        "select * from t where to_date(b) > curdate()",
        "select (select max(current_date()) from t)",
        "with c as (select * from t where to_date(b) > current_date) select * from c",
      })
  void aQueryMayDependOnTheDay(String query) {
    assertThat(of(query)).isEqualTo(Volatility.DATE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select now() from t",
        "select current_timestamp(), current_date() from t",
        "select localtimestamp() from t",
        "select unix_timestamp() from t",
        "select a from t order by now()",
        "select sum(case when c > current_timestamp() then 1 end) from t",
        "select * from t left join v on t.c < now()",
        "select filter(array(c), x -> x < now()) from t",
      })
  void aQueryMayDependOnTheClock(String query) {
    assertThat(of(query)).isEqualTo(Volatility.INSTANT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select rand() from t",
        "select uuid(), a from t",
        "select shuffle(array(1, 2, 3)) from t",
        "select monotonically_increasing_id() from t",
        "select randn(3) + a from t",
        "select uniform(1, 10) from t",
        "select randstr(3) from t",
        "select input_file_name() from t",
        "select current_user() from t",
        "select current_catalog() from t",
        "select a from t where exists (select 1 from t u where rand() > 0.5)",
        "select nullif(rand(), 1), a from t where rand() between 0 and 1",
        "select * from t tablesample (50 percent)",
        "select transform(array(1), x -> x + rand()) from t",
        "select cast('now' as timestamp) from t",
        "select timestamp 'now', a from t",
        "select date \"today\", a from t",
        "select cast(:moment as timestamp) from t",
        "select reflect('java.util.UUID', 'randomUUID') from t",
      })
  void chanceAndWhatNobodyKnowsIsToldApart(String query) {
    assertThat(of(query)).isEqualTo(Volatility.CHANCE);
  }
}
