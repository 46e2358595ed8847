package dev.perigon.sql.catalyst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.type.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every line of {@code functions/GROUP.sql} gives what Spark gives, row by row, errors included.
 * {@code -Dfunctions=group,group} runs some groups only.
 */
class TestFunctions {
  static final List<String> GROUPS =
      List.of(
          "core",
          "conditional",
          "cast",
          "string",
          "regexp",
          "hash",
          "json",
          "csvxml",
          "formats",
          "datetime",
          "dateformat",
          "math",
          "decimal",
          "aggregate",
          "window",
          "array",
          "map",
          "higherorder",
          "struct");

  private static DuckDbRunner duckDb;
  private static ExpressionOracle oracle;
  private static TestTable arguments;

  /** The table that Spark knows by now; starting Spark is left to the first line that needs it. */
  private static TestTable registered;

  @BeforeAll
  static void start() throws SQLException {
    arguments = FunctionLines.arguments();
    duckDb = new DuckDbRunner();
    duckDb.add(arguments);
    oracle = new ExpressionOracle(arguments);
  }

  @AfterAll
  static void stop() throws SQLException {
    duckDb.close();
  }

  @TestFactory
  Stream<DynamicContainer> answerAsSparkDoes() {
    return GROUPS.stream()
        .filter(TestFunctions::isWanted)
        .map(
            group ->
                DynamicContainer.dynamicContainer(
                    group,
                    FunctionLines.of(group).stream()
                        .map(line -> DynamicTest.dynamicTest(line, () -> check(line)))));
  }

  static boolean isWanted(String group) {
    String wanted = System.getProperty("functions", "");
    return wanted.isEmpty() || List.of(wanted.split(",")).contains(group);
  }

  private static void check(String line) {
    if (FunctionLines.isQuery(line)) {
      Same.assertSame(line, spark(line, arguments), duckDb.run(line));
    } else {
      check(line, arguments, oracle, duckDb);
    }
  }

  static void check(
      String line, TestTable arguments, ExpressionOracle oracle, DuckDbRunner duckDb) {
    String sql = "select " + line + " as r from " + arguments.name();
    AnalyzedQuery query = duckDb.analyze(sql);
    Column column = query.schema().columns().get(0);
    Optional<List<Object>> expected = oracle.evaluate(line, column);
    if (expected.isEmpty()) {
      Same.assertSame(sql, spark(sql, arguments), duckDb.run(query, ""));
    } else {
      compare(line, query, expected.get(), duckDb);
    }
  }

  private static synchronized Answer spark(String sql, TestTable table) {
    if (!table.equals(registered)) {
      SparkOracle.register(List.of(table));
      registered = table;
    }
    return SparkOracle.run(sql);
  }

  private static void compare(
      String line, AnalyzedQuery query, List<Object> expected, DuckDbRunner duckDb) {
    List<Integer> good =
        IntStream.range(0, expected.size())
            .filter(i -> !(expected.get(i) instanceof Answer.Failure))
            .boxed()
            .toList();
    String condition =
        good.stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", ", "perigon_row IN (", ")"));
    Answer answer = good.isEmpty() ? null : duckDb.run(query, condition);
    if (answer instanceof Answer.Failure failure) {
      fail(
          "%s%nDuckDB fails where Spark does not: %s%n%s",
          line, failure.error().getMessage(), query.duckdb());
    }
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < good.size(); i++) {
      Object wanted = expected.get(good.get(i));
      Object actual = ((Answer.Rows) answer).rows().get(i).get(0);
      if (!Same.same(wanted, actual)) {
        differences.add("row %d: Spark %s, DuckDB %s".formatted(good.get(i) + 1, wanted, actual));
      }
    }
    for (int i = 0; i < expected.size(); i++) {
      if (expected.get(i) instanceof Answer.Failure failure
          && duckDb.run(query, "perigon_row = " + i) instanceof Answer.Rows rows) {
        differences.add(
            "row %d: Spark fails (%s), DuckDB %s"
                .formatted(
                    i + 1,
                    failure.error().getMessage().lines().findFirst().orElse(""),
                    rows.rows()));
      }
    }
    assertThat(differences).as("%s%n%s", line, query.duckdb()).isEmpty();
  }
}
