package dev.perigon.sql.catalyst;

import static dev.perigon.sql.query.AnalyzedQuery.Encoded.MOST_VALUES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.query.AnalyzedQuery.ColumnReference;
import dev.perigon.sql.query.AnalyzedQuery.Encoded;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sets of a column's few values are what Spark says, by dictionaries and without. */
final class TestEncodedSets {
  private static final List<TestTable> TABLES =
      List.of(
          new TestTable(
              "lines",
              """
              select * from values (1, 'p1', 'red', 2), (1, 'p2', 'red', null), (1, 'p3', '', 1),
              (2, 'p1', null, 1), (2, 'p9', 'Ünï', 3), (3, 'p9', null, 5), (null, 'p2', 'red', 7),
              (null, null, 'blue', 8), (1, 'p1', 'RED', 2), (4, 'p4', 'red ', 0)
              as t(basket, product, colour, quantity)"""),
          new TestTable(
              "products",
              """
              select * from values ('p1', 'tea', 'Ö'), ('p2', 'tea', null), ('p3', null, 'a'),
              ('p4', 'coffee', 'b'), ('p5', 'never bought', 'c') as t(id, kind, brand)"""),
          new TestTable("numbered", numbered()));

  private static DuckDbRunner encoded;
  private static DuckDbRunner plain;

  /** As many values as have a bit, and one more. */
  private static String numbered() {
    return IntStream.range(0, 200)
        .mapToObj(i -> "('%d', '%d', %d)".formatted(i % MOST_VALUES, i % (MOST_VALUES + 1), i % 7))
        .collect(Collectors.joining(", ", "select * from values ", " as t(most, more, g)"));
  }

  @BeforeAll
  static void start() throws SQLException {
    encoded = new DuckDbRunner();
    plain = new DuckDbRunner().plainly();
    for (TestTable table : TABLES) {
      encoded.add(table);
      plain.add(table);
    }
    SparkOracle.register(TABLES);
  }

  @AfterAll
  static void stop() throws SQLException {
    encoded.close();
    plain.close();
  }

  private static Optional<Encoded> encoded(String sql) {
    return ((Rendering.Sql) encoded.analyze(sql).duckdb()).encoded();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select basket, count(distinct colour) from lines group by basket",
        "select basket, sort_array(collect_set(colour)) s from lines group by basket",
        "select count(distinct colour), sort_array(collect_set(product)) s, count(*) from lines",
        "select count(distinct colour), sort_array(collect_set(colour)) s from lines where false",
        "select basket, count(distinct colour) filter (where quantity > 1) a, count(distinct colour) b, sort_array(collect_set(colour) filter (where product is not null)) c from lines group by basket",
        "select l.basket, count(distinct p.kind) kinds, count(distinct p.brand), sort_array(collect_set(p.kind)) k, sum(l.quantity), avg(l.quantity) from lines l left join products p on l.product = p.id group by l.basket",
        "select p.kind, count(distinct l.colour) n from lines l full join products p on l.product = p.id group by p.kind having count(distinct l.colour) > 0 order by count(distinct l.colour), p.kind nulls last",
        "with a as (select basket b, colour as shade from lines), c as (select b, shade as s from a where b > 0) select b, count(distinct s), sort_array(collect_set(s)) from c group by b",
        "select colour, count(distinct colour), sort_array(collect_set(colour)) from lines group by colour",
        "select basket, product, count(distinct colour), grouping_id() from lines group by rollup (basket, product)",
        "select basket, colour, count(distinct colour) from lines group by cube (basket, colour)",
        "select (select count(distinct colour) from lines l where l.product = p.id) n, p.id from products p",
        "select id, kind from products p where kind in (select min(kind) from products group by brand having count(distinct kind) = 1)",
        "select basket % 2 as odd, count(distinct colour), count(distinct product), count(distinct quantity) from lines group by basket % 2",
        "select count(distinct c) from (select distinct colour as c from lines order by 1 limit 2)",
        "select g, count(distinct most), count(distinct more), sort_array(collect_set(most)) from numbered group by g",
        "select a.basket, count(distinct a.colour), count(distinct b.colour) from lines a join lines b on a.product = b.product group by a.basket"
      })
  void areTheSame(String sql) {
    assertThat(encoded(sql)).as("a dictionary serves").isPresent();
    Answer spark = SparkOracle.run(sql);
    Same.assertSame(sql, spark, encoded.run(sql));
    Same.assertSame(sql, spark, plain.run(sql));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select count(distinct colour) from (select colour from lines union all select brand from products)",
        "select count(distinct colour) from (select colour from lines union select kind from products)",
        "select count(distinct upper(colour)) from lines",
        "select count(distinct c) from (select coalesce(colour, product) c from lines)",
        "select count(distinct colour, product) from lines",
        "select count(distinct quantity) from lines",
        "select count(distinct c) from values ('a'), ('b') as t(c)",
        "select count(distinct e) from (select explode(array(colour, product)) e from lines)",
        "select count(distinct c) from (select max(colour) c from lines group by basket)",
        "select count(distinct c) from (select first_value(colour) over (order by basket, product, colour) c from lines)",
        "select count(colour) from lines"
      })
  void areNotTakenWhereOtherValuesMayCome(String sql) {
    assertThat(encoded(sql)).isEmpty();
    Same.assertSame(sql, SparkOracle.run(sql), encoded.run(sql));
  }

  /** Columns of a UNION have the ids of its first part. */
  @Test
  void ofAPartOfAUnionAreNoSetsOfTheWhole() {
    String sql =
        "select count(distinct colour) from (select colour from (select colour from lines) union all"
            + " select kind from products) where colour is not null";
    assertThat(encoded(sql)).isEmpty();
    Same.assertSame(sql, SparkOracle.run(sql), encoded.run(sql));
  }

  @Test
  void nameTheColumnsThatTheirDictionariesAreMadeOf() {
    Encoded query =
        encoded(
                "select count(distinct p.kind), collect_set(l.colour), collect_set(p.kind) from lines l"
                    + " join products p on l.product = p.id")
            .orElseThrow();
    assertThat(query.dictionaries())
        .containsExactly(new ColumnReference(1, "kind"), new ColumnReference(0, "colour"));
  }

  @Test
  void ofTooManyValuesAreNotEncoded() {
    String values =
        IntStream.rangeClosed(0, MOST_VALUES)
            .mapToObj(String::valueOf)
            .sorted()
            .collect(Collectors.joining(","));
    String sql = "select array_join(sort_array(collect_set(more)), ',') from numbered";
    assertThat(encoded.run(sql))
        .isInstanceOfSatisfying(
            Answer.Rows.class,
            rows -> assertThat(rows.rows()).containsExactly(List.of((Object) values)));
  }
}
