package dev.perigon.sql.catalyst;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every query of {@code operators.sql} gives on DuckDB what it gives on Spark. */
class TestOperators {
  private static final List<TestTable> TABLES =
      List.of(
          new TestTable(
              "emp",
              """
              select * from values
              (1, 'Ada', 10, 2500.00BD, date'2020-01-15', null, 4.5D),
              (2, 'Bob', 10, 1500.50BD, date'2020-03-01', 1, double('nan')),
              (3, 'Cyd', 20, 1800.00BD, date'2021-02-28', 1, 1.5D),
              (4, null, 20, null, null, 3, 0.0D),
              (5, 'Eve', null, 900.25BD, date'2020-02-29', 3, -0.0D),
              (6, 'Ada', 30, 1500.50BD, date'2022-12-31', null, null),
              (7, 'ann', 40, 0.00BD, date'2020-01-15', 2, double('-inf'))
              as t(id, name, dept, salary, hired, boss, rating)"""),
          new TestTable(
              "dept",
              """
              select * from values (10, 'R&D', 'Rome'), (20, 'Ops', null), (30, 'Sales', 'Oslo'),
              (50, 'Empty', 'Rome'), (1, 'One', 'Bonn') as t(id, name, city)"""),
          new TestTable(
              "sales",
              """
              select * from values ('n', 'a', 1, 10), ('n', 'b', 2, 20), ('s', 'a', 3, null),
              ('s', 'a', 4, 40), (null, 'b', null, 50), ('n', 'a', 1, 10)
              as t(region, product, qty, amount)"""),
          new TestTable(
              "odd",
              """
              select * from values (1, 'q', 2, 'x', 9), (3, 'r', 1, 'y', 8), (2, 'q', 3, 'z', 7)
              as t(`Odd Name`, `quote"d`, `back``tick`, `c1`, `t1`)"""),
          new TestTable(
              "docs",
              """
              select * from values
              (1, array('x', 'y', 'x'), map('k', 1, 'l', null), array(named_struct('sku', 'a', 'qty', 1), named_struct('sku', 'b', 'qty', null))),
              (2, array(), map(), array()),
              (3, null, null, null),
              (4, array(null, 'z'), map('m', 3), array(cast(null as struct<sku: string, qty: int>)))
              as t(id, tags, attrs, items)"""));

  private static DuckDbRunner duckDb;

  @BeforeAll
  static void start() throws SQLException {
    duckDb = new DuckDbRunner();
    for (TestTable table : TABLES) {
      duckDb.add(table);
    }
    SparkOracle.register(TABLES);
  }

  @AfterAll
  static void stop() throws SQLException {
    duckDb.close();
  }

  @TestFactory
  Stream<DynamicTest> answerAsSparkDoes() {
    return queries().stream().map(sql -> DynamicTest.dynamicTest(sql, () -> check(sql)));
  }

  private static void check(String sql) {
    Same.assertSame(sql, SparkOracle.run(sql), duckDb.run(sql));
  }

  private static List<String> queries() {
    try (InputStream resource = TestOperators.class.getResourceAsStream("/operators.sql")) {
      String text =
          new String(resource.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.startsWith("--"))
              .collect(Collectors.joining("\n"));
      return Stream.of(text.split(";\n?")).map(String::strip).filter(q -> !q.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
