package dev.perigon.sql.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.sql.Namespace;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.AnalyzedQuery.ColumnReference;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.query.Relation.TimeTravel;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestAnalyzer {
  private static final Map<String, Object> PARAMETERS =
      Map.of("region", "north", "low", 5, "rate", new BigDecimal("0.50"), "header", true);
  private static final Analyzer ANALYZER =
      new Analyzer(new SqlSettings(new Namespace("shop", "main"), ZoneId.of("UTC"), PARAMETERS));

  private static AnalyzedQuery analyze(String sql) {
    return analyze(sql, new Names());
  }

  private static AnalyzedQuery analyze(String sql, Names names) {
    return ANALYZER.analyze(new SqlText(sql, new Origin("q.sql", 10, 3)), names);
  }

  private static PerigonException failure(String sql) {
    return failure(sql, new Names());
  }

  private static PerigonException failure(String sql, Names names) {
    try {
      analyze(sql, names);
    } catch (PerigonException e) {
      return e;
    }
    throw new AssertionError("Should fail: " + sql);
  }

  private static List<String> references(String sql) {
    return ANALYZER.references(SqlText.of("q.sql", sql)).stream()
        .map(
            r ->
                (r.streaming() ? "STREAM " : "")
                    + (r instanceof Relation.Table t
                        ? t.name() + t.travel().map(v -> " " + v).orElse("")
                        : ((Relation.Files) r).path())
                    + " @"
                    + r.origin().line()
                    + ":"
                    + r.origin().column())
        .toList();
  }

  @Test
  void givesTheTypesThatSparkGives() {
    AnalyzedQuery query =
        analyze(
            "select id, amount / 3 as share, sum(amount) over () as total, avg(id) over () as mean,"
                + " day + interval 1 day as next, tags, named_struct('a', id) as s"
                + " from orders join customers c using (id)");
    assertThat(query.schema().ddl())
        .isEqualTo(
            "id INT NOT NULL, share DECIMAL(16,6), total DECIMAL(22,2), mean DOUBLE, next DATE,"
                + " tags ARRAY<STRING>, s STRUCT<a: INT> NOT NULL");
  }

  @Test
  void keepsNamesAsWrittenAndDuplicates() {
    assertThat(
            analyze("select ID, iD as Id, `Odd Name` from (select *, 1 as `Odd Name` from orders)")
                .schema()
                .names())
        .containsExactly("ID", "Id", "Odd Name");
  }

  @Test
  void listsReferencesInOrderWithoutAnySchema() {
    assertThat(
            references(
                """
                with a as (select * from raw.one), b as (select * from a, two)
                select * from b
                join catalog.schema.three t on exists (select 1 from four)
                where x in (select y from read_files('in/', format => 'csv'))"""))
        .containsExactly(
            "shop.raw.one @1:26",
            "shop.main.two @1:59",
            "catalog.schema.three @3:6",
            "shop.main.four @3:54",
            "in/ @4:27");
  }

  @Test
  void listsReferencesWithoutTheValuesOfParameters() {
    assertThat(references("select * from t where a > :unknown"))
        .containsExactly("shop.main.t @1:15");
    assertThatThrownBy(() -> references("select * from read_files(:unknown, format => 'csv')"))
        .hasMessage("Cannot resolve parameter ':unknown' at q.sql:1:26: it has no value");
  }

  @Test
  void scopesWithQueriesAsSparkDoes() {
    assertThat(references("with a as (select * from a) select * from a"))
        .containsExactly("shop.main.a @1:26");
    assertThat(
            references(
                "with a as (select 1 as x), b as (with a as (select * from a) select * from a) select * from b, s.a"))
        .containsExactly("shop.s.a @1:96");
    assertThat(references("select * from (with t as (select 1) select * from t) x, t"))
        .containsExactly("shop.main.t @1:57");
    assertThat(
            references("with A as (select 1) select (select max(1) from `a`), (select 1 from b)"))
        .containsExactly("shop.main.b @1:70");
  }

  @Test
  void findsWhatIsStreamed() {
    assertThat(references("select * from STREAM(orders) o join stream customers"))
        .containsExactly("STREAM shop.main.orders @1:22", "STREAM shop.main.customers @1:44");
    assertThat(
            references(
                "select * from stream( s.orders ), STREAM read_files('x', format => 'json')"))
        .containsExactly("STREAM shop.s.orders @1:23", "STREAM x @1:42");
    assertThat(references("select * from STREAM(read_files('x', format => 'csv')) where id > 1"))
        .containsExactly("STREAM x @1:22");
    assertThat(references("select * from (select * from STREAM t), (STREAM(u) join v)"))
        .containsExactly(
            "STREAM shop.main.t @1:37", "STREAM shop.main.u @1:49", "shop.main.v @1:57");
  }

  @Test
  void takesStreamForANameWhereItIsOne() {
    assertThat(references("select stream, stream(x) from stream where stream = 1"))
        .containsExactly("shop.main.stream @1:31");
    assertThat(references("select * from stream as s join `stream` t on true, stream"))
        .containsExactly(
            "shop.main.stream @1:15", "shop.main.stream @1:32", "shop.main.stream @1:52");
    assertThat(
            references("select extract(year from stream), 'from stream x' from t -- from stream x"))
        .containsExactly("shop.main.t @1:56");
    assertThat(
            references(
                "select a is distinct from stream, trim(both 'x' from stream) from stream.t"))
        .containsExactly("shop.stream.t @1:67");
    assertThat(analyze("select x from stream").schema().names()).containsExactly("x");
  }

  @Test
  void refusesToStreamWhatIsNoRelation() {
    PerigonException e = failure("with a as (select 1 as x) select * from STREAM(a)");
    assertThat(e.code()).isEqualTo(ErrorCode.ANALYSIS);
    assertThat(e).hasMessage("Cannot use STREAM at q.sql:10:50: it takes a table or read_files(…)");
    assertThat(failure("select * from STREAM(select 1)").code())
        .isIn(ErrorCode.SYNTAX, ErrorCode.ANALYSIS);
  }

  @Test
  void readsTheArgumentsOfFiles() {
    Names names = new Names();
    AnalyzedQuery query =
        analyze(
            "select f.b from read_files('data/' || :region, FORMAT => 'CSV', header => :header,"
                + " maxFiles => 10 + 1, rate => 0.50, schema => 'a INT, b STRING') f",
            names);
    assertThat(query.inputs().get(0).relation())
        .isEqualTo(
            new Relation.Files(
                "data/north",
                "csv",
                Map.of(
                    "header",
                    "true",
                    "maxfiles",
                    "11",
                    "rate",
                    "0.50",
                    "schema",
                    "a INT, b STRING"),
                false,
                new Origin("q.sql", 10, 19)));
  }

  @Test
  void explainsWrongArgumentsOfFiles() {
    assertThat(failure("select * from read_files()"))
        .hasMessage("Cannot call read_files at q.sql:10:17: its first argument is the path");
    assertThat(failure("select * from read_files('x')"))
        .hasMessage("Cannot call read_files at q.sql:10:17: 'format' is missing");
    assertThat(failure("select * from read_files('x', 'csv')"))
        .hasMessage(
            "Cannot call read_files at q.sql:10:33: all arguments after the path have a name");
    assertThat(failure("select * from read_files('x', format => 'xml')"))
        .hasMessage("Cannot call read_files at q.sql:10:17: format 'xml' is not known");
    assertThat(failure("select * from read_files('x', format => 'csv', a => 1, A => 2)"))
        .hasMessageContaining("'A' is given twice");
    assertThat(failure("select * from read_files(x, format => 'csv')").code())
        .isEqualTo(ErrorCode.ANALYSIS);
    assertThat(failure("select * from read_kafka('x')"))
        .hasMessage("Cannot call read_kafka at q.sql:10:28: all its arguments have a name");
    assertThat(failure("select * from read_kafka(bootstrapServers => 'x')"))
        .hasMessage(
            "Cannot call read_kafka at q.sql:10:17: it takes either 'subscribe' or 'subscribePattern'");
    assertThat(failure("select * from read_kafka(subscribe => null)"))
        .hasMessageStartingWith("Cannot call read_kafka at q.sql:10:")
        .hasMessageContaining("NULL");
    assertThat(failure("select * from read_stream('x')"))
        .hasMessage("Cannot read read_stream at q.sql:10:17: this version does not read it yet");
  }

  @Test
  void travelsInTime() {
    assertThat(references("select * from t version as of 3"))
        .containsExactly("shop.main.t " + new TimeTravel.Version(3) + " @1:15");
    assertThat(references("select * from t timestamp as of '2025-10-09 12:00:00'"))
        .containsExactly(
            "shop.main.t "
                + new TimeTravel.Timestamp(Instant.parse("2025-10-09T12:00:00Z"))
                + " @1:15");
    assertThat(references("select * from t timestamp as of date'2025-10-09' - interval 1 day"))
        .containsExactly(
            "shop.main.t "
                + new TimeTravel.Timestamp(Instant.parse("2025-10-08T00:00:00Z"))
                + " @1:15");
    assertThat(failure("select * from orders version as of 'x'"))
        .hasMessage("Cannot travel in time at q.sql:10:24: version 'x' is not a number");
    assertThat(
            analyze("select id from orders version as of 1 union all select id from orders")
                .inputs())
        .hasSize(2);
  }

  @Test
  void resolvesNamesOfOneToThreeParts() {
    assertThat(
            analyze("select e.id, orders.id from system.pipelines.events e, other.orders")
                .schema()
                .ddl())
        .isEqualTo("id STRING, id BIGINT");
    assertThat(analyze("select shop.main.orders.id, main.orders.day from orders").schema().ddl())
        .isEqualTo("id INT NOT NULL, day DATE");
    assertThat(failure("select * from a.b.c.d").code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
  }

  @Test
  void suggestsNamesForUnknownTables() {
    PerigonException e = failure("select *\nfrom\n  oders o");
    assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
    assertThat(e.origin()).contains(new Origin("q.sql", 12, 3));
    assertThat(e)
        .hasMessage(
            "Cannot resolve 'shop.main.oders' at q.sql:12:3: no dataset, view or table has that name");
    assertThat(e.remedy())
        .isEqualTo(
            "Did you mean shop.main.orders or shop.other.orders?"
                + " Run 'perigon tables' to list what exists");
  }

  @Test
  void givesSparksMessageForUnknownColumns() {
    PerigonException e = failure("select id,\n  custmer from orders");
    assertThat(e.code()).isEqualTo(ErrorCode.ANALYSIS);
    assertThat(e.origin()).contains(new Origin("q.sql", 11, 3));
    assertThat(e)
        .hasMessage(
            "Cannot analyse the query at q.sql:11:3: A column, variable, or function parameter with"
                + " name `custmer` cannot be resolved. Did you mean one of the following?"
                + " [`customer`, `day`, `id`, `amount`].");
  }

  @Test
  void givesSparksMessageForOtherMistakes() {
    assertThat(failure("select nosuch(id) from orders"))
        .hasMessageStartingWith("Cannot analyse the query at q.sql:10:10: ")
        .hasMessageContaining("nosuch");
    assertThat(failure("select customer + day from orders").origin())
        .contains(new Origin("q.sql", 10, 10));
    assertThat(failure("select day, sum(amount) from orders")).hasMessageContaining("GROUP BY");
    assertThat(failure("select id from orders group by"))
        .hasMessageStartingWith("Cannot parse the query at q.sql:");
    PerigonException e = failure("select 1 as a\nform orders");
    assertThat(e.code()).isEqualTo(ErrorCode.SYNTAX);
    assertThat(e)
        .hasMessage("Cannot parse the query at q.sql:11:1: Syntax error at or near 'form'.");
  }

  @Test
  void refusesWhatIsNoQuery() {
    for (String statement :
        List.of(
            "insert into orders select * from orders",
            "create table x (a int)",
            "drop table orders",
            "delete from orders",
            "explain select 1",
            "set a = 1",
            "show tables",
            "with a as (select 1) insert into orders select * from a")) {
      PerigonException e = failure(statement);
      assertThat(e.code()).as(statement).isEqualTo(ErrorCode.SYNTAX);
      assertThat(e).as(statement).hasMessageContaining("q.sql:10:3");
    }
  }

  @Test
  void bindsParameters() {
    AnalyzedQuery query =
        analyze(
            "select :low + id as a, :rate as r, :Region as s from orders where customer = :region");
    assertThat(query.schema().ddl())
        .isEqualTo("a INT NOT NULL, r DECIMAL(2,2) NOT NULL, s STRING NOT NULL");
    PerigonException e = failure("select *\nfrom orders where id > :high");
    assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
    assertThat(e).hasMessage("Cannot resolve parameter ':high' at q.sql:11:24: it has no value");
    assertThat(e.remedy()).contains("--set high=value");
  }

  @Test
  void putsViewsInTheirPlace() {
    Names names =
        new Names()
            .view(
                "shop.main.big", "big.sql", "select id as i, amount from orders where amount > 10")
            .view(
                "shop.main.bigger", "bigger.sql", "select i, amount * 2 from big", "key", "twice");
    AnalyzedQuery query =
        analyze(
            "select bigger.key, b.twice from bigger join bigger b on b.key = bigger.key", names);
    assertThat(query.schema().ddl()).isEqualTo("key INT NOT NULL, twice DECIMAL(14,2)");
    assertThat(query.inputs()).hasSize(2);
    assertThat(query.inputs().get(0).relation().origin()).isEqualTo(new Origin("big.sql", 1, 29));
    assertThat(query.columnInputs())
        .containsExactly(
            List.of(new ColumnReference(0, "id")), List.of(new ColumnReference(1, "amount")));
    assertThat(query.duckdb()).isInstanceOf(Rendering.Sql.class);
  }

  @Test
  void viewsDoNotSeeTheQuerysOwnNames() {
    Names names = new Names().view("shop.main.v", "v.sql", "select id from orders");
    assertThat(analyze("with orders as (select 'x' as id) select id from v", names).schema().ddl())
        .isEqualTo("id INT NOT NULL");
  }

  @Test
  void placesErrorsInTheViewsFile() {
    Names names =
        new Names()
            .view("shop.main.v", "v.sql", "select\n  nope from orders")
            .view("shop.main.a", "a.sql", "select * from b")
            .view("shop.main.b", "b.sql", "select * from a")
            .view("shop.main.w", "w.sql", "select id, day from orders", "one");
    assertThat(failure("select * from v", names).origin()).contains(new Origin("v.sql", 2, 3));
    PerigonException cycle = failure("select * from a", names);
    assertThat(cycle.code()).isEqualTo(ErrorCode.CYCLE);
    assertThat(cycle.origin()).contains(new Origin("b.sql", 1, 15));
    assertThat(cycle).hasMessageContaining("shop.main.a → shop.main.b → shop.main.a");
    assertThat(failure("select * from w", names))
        .hasMessage(
            "Cannot resolve view 'shop.main.w' at w.sql:1:1: it names 1 columns, its query has 2");
  }

  @Test
  void tracesColumnsToTheirInputs() {
    AnalyzedQuery query =
        analyze(
            """
            with o as (select id, customer, amount * 2 as twice from orders)
            select o.customer as a,
              sum(o.twice) as b,
              max(c.name || o.customer) as c,
              count(*) as d,
              (select max(day) from orders) as e,
              row_number() over (order by max(o.id)) as f,
              'x' as g
            from o join customers c on o.customer = c.id
            group by o.customer""");
    assertThat(query.inputs().stream().map(i -> ((Relation.Table) i.relation()).name().table()))
        .contains("orders", "customers");
    List<List<String>> lineage =
        query.columnInputs().stream()
            .map(
                columns ->
                    columns.stream()
                        .map(
                            c ->
                                ((Relation.Table) query.inputs().get(c.input()).relation())
                                        .name()
                                        .table()
                                    + "."
                                    + c.column())
                        .sorted()
                        .toList())
            .toList();
    assertThat(lineage)
        .containsExactly(
            List.of("orders.customer"),
            List.of("orders.amount"),
            List.of("customers.name", "orders.customer"),
            List.of(),
            List.of("orders.day"),
            List.of("orders.id"),
            List.of());
  }

  @Test
  void tracesColumnsThroughUnionsAndGenerators() {
    AnalyzedQuery query =
        analyze(
            "select name as x from customers union all select customer from orders"
                + " union all select t from customers lateral view explode(tags) as t");
    assertThat(query.columnInputs().get(0).stream().map(ColumnReference::column))
        .containsExactlyInAnyOrder("name", "customer", "tags");
  }

  @Test
  void keepsTheClockSymbolic() {
    String text =
        ((Rendering.Sql) analyze("select current_date() as d, now() as n").duckdb()).text();
    assertThat(text).contains("getvariable('as_of')").doesNotContain("20");
  }

  @Test
  void saysTheSameQueryAlwaysTheSameWay() {
    String sql =
        "select o.id, count(*) from orders o join customers c on o.customer = c.id group by o.id";
    assertThat(analyze(sql).duckdb()).isEqualTo(analyze(sql).duckdb());
  }

  @Test
  void namesWhatCannotBeRendered() {
    Names names =
        new Names()
            .view("shop.main.v", "v.sql", "select id,\n  input_file_name() as f from orders");
    assertThat(analyze("select * from v", names).duckdb())
        .isEqualTo(new Rendering.Unsupported("input_file_name", new Origin("v.sql", 2, 3)));
  }

  @Test
  void readsSchemas() {
    Schema schema =
        Analyzer.schema(
            SqlText.of(
                "f.sql",
                "id STRING NOT NULL COMMENT 'key', m MAP<STRING, ARRAY<DECIMAL(5,1)>>, t TIMESTAMP_NTZ"));
    assertThat(schema.ddl())
        .isEqualTo("id STRING NOT NULL, m MAP<STRING, ARRAY<DECIMAL(5,1)>>, t TIMESTAMP_NTZ");
    assertThat(schema.columns().get(0).comment()).contains("key");
    assertThatThrownBy(() -> Analyzer.schema(new SqlText("id STRNG", new Origin("f.sql", 4, 7))))
        .isInstanceOf(PerigonException.class)
        .hasMessageContaining("f.sql:4:10");
  }

  @Test
  void analysesInParallel() {
    List<String> answers =
        IntStream.range(0, 40)
            .parallel()
            .mapToObj(
                i ->
                    analyze(
                            "with a as (select id + "
                                + i
                                + " as x from orders) select sum(x) from a")
                        .schema()
                        .ddl())
            .toList();
    assertThat(answers).containsOnly("`sum(x)` BIGINT");
  }

  @Test
  void survivesTheWayThroughJson() {
    Names names = new Names();
    for (String sql :
        List.of(
            "select o.*, c.tags, map('k', named_struct('a', amount)) as m from orders version as of 2 o join customers c on true",
            "select * from STREAM read_files('a\"b', format => 'csv', x => '1') , orders timestamp as of '2025-01-01'",
            "select input_file_name() from orders",
            "select customer, count(*), min(day), max(amount) from orders group by customer",
            "select 1 as a, null as b, interval 1 day as c where false")) {
      AnalyzedQuery query = analyze(sql, names);
      assertThat(AnalyzedQueryJson.read(AnalyzedQueryJson.write(query))).isEqualTo(query);
    }
  }
}
