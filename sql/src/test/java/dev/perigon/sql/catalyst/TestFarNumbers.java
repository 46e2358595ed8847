package dev.perigon.sql.catalyst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.type.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers for decimals that Spark's reader would work on for minutes: they stop no feed. */
@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TestFarNumbers {
  private static final String FLAT =
      "from_json(a, 'i int, m decimal(10,2), z string, _corrupt_record string')";
  private static final String LARGE = "1e500000000";

  /** To read so many digits as one number takes Java minutes, too. */
  private static final String DIGITS = "9".repeat(5_000_000);

  private static List<String> rows(String expression, List<String> texts) throws SQLException {
    Answer answer = run(expression, texts);
    assertThat(answer).as(answer.toString()).isInstanceOf(Answer.Rows.class);
    return ((Answer.Rows) answer).rows().stream().map(row -> String.valueOf(row.get(0))).toList();
  }

  private static Answer run(String expression, List<String> texts) throws SQLException {
    try (DuckDbRunner duckDb = new DuckDbRunner()) {
      duckDb.add(table(texts));
      return duckDb.run("select %s as v from t".formatted(expression));
    }
  }

  private static List<String> sparks(String expression, List<String> texts) throws SQLException {
    Column column = ((Answer.Rows) run(expression, texts)).schema().columns().get(0);
    return new ExpressionOracle(table(texts))
        .evaluate(expression, column).orElseThrow().stream().map(String::valueOf).toList();
  }

  private static TestTable table(List<String> texts) {
    return new TestTable(
        "t",
        texts.stream()
            .map(t -> "(" + Literal.create(t, DataTypes.StringType).sql() + ")")
            .collect(Collectors.joining(", ", "select * from values ", " as t(a)")));
  }

  private static String record(String number) {
    return "{\"i\": 1, \"m\": %s, \"z\": \"x\"}".formatted(number);
  }

  @Test
  void numbersTooLargeForEveryDecimalAreMalformedValuesOfTheirField() throws SQLException {
    List<String> records =
        Stream.of("1e50", LARGE, "-2.5e+500000000", "\"1e500000000\"", "1e99999999999")
            .map(TestFarNumbers::record)
            .toList();
    assertThat(rows(FLAT, records))
        .isEqualTo(records.stream().map(r -> "[1, null, x, " + r + "]").toList());
  }

  @Test
  void numbersTooSmallForEveryDecimalAreZero() throws SQLException {
    List<String> records =
        Stream.of("1e-50", "-1e-500000000", "\"1e-500000000\"", "0e500000000", "0e-500000000")
            .map(TestFarNumbers::record)
            .toList();
    assertThat(rows(FLAT, records)).hasSize(records.size()).containsOnly("[1, 0.00, x, null]");
  }

  @Test
  void textsOfMillionsOfDigitsAreNumbersOrNot() throws SQLException {
    String flat = "from_json(a, 'm decimal(10,2)').m";
    assertThat(
            rows(
                flat,
                List.of(
                    record("\"" + DIGITS + "\""),
                    record("\"-0." + DIGITS + "\""),
                    record("\"" + "0".repeat(5_000_000) + "12.345" + DIGITS + "e-1\""),
                    record("\"" + DIGITS + "x\""))))
        .containsExactly("null", "-1.00", "1.23", "null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"array<decimal(38,10)>", "map<string, decimal(5,0)>"})
  void soAreThoseInOtherValues(String type) throws SQLException {
    String expression =
        "from_json(a, 's struct<d: %s>', map('mode', 'permissive'))".formatted(type);
    String value = type.startsWith("array") ? "[%s]" : "{\"k\": %s}";
    for (String number : List.of("1e400", LARGE)) {
      String record = "{\"s\": {\"d\": %s}}".formatted(value.formatted(number));
      assertThat(rows(expression, List.of(record)))
          .isEqualTo(sparks(expression, List.of(record.replace(LARGE, "1e400"))));
    }
  }

  @Test
  void castsOfTextsAreNoOtherMatter() throws SQLException {
    String cast = "try_cast(a as decimal(10,2))";
    List<String> near =
        List.of("1e50", "1e-50", "-1e-50", "0e50", "0e-50", " 1e3 ", "1,0", "12.345");
    assertThat(rows(cast, near)).isEqualTo(sparks(cast, near));
    assertThat(
            rows(
                cast,
                List.of(LARGE, "1e-500000000", DIGITS, " -0." + DIGITS + "e1 ", DIGITS + ",0")))
        .containsExactly("null", "0.00", "null", "-10.00", "null");
  }

  @Test
  void failfastFailsAsForAnyNumberThatDoesNotFit() throws SQLException {
    String expression = "from_json(a, 'm decimal(10,2)', map('mode', 'FAILFAST'))";
    for (String number : List.of("1e50", LARGE)) {
      assertThat(run(expression, List.of(record(number))).toString())
          .startsWith("Failure")
          .contains("MALFORMED_RECORD_IN_PARSING")
          .contains("NUMERIC_VALUE_OUT_OF_RANGE");
    }
  }

  @Test
  void numbersNearAndFarAreReadAsSparkDoes() throws SQLException {
    long seed = Long.getLong("perigon.test.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      String number = number(random);
      records.add(record(random.nextBoolean() ? number : "\"" + number + "\""));
    }
    for (String type :
        List.of("decimal(10,2)", "decimal(38,38)", "decimal(38,0)", "double", "string")) {
      String expression = "from_json(a, 'i int, m %s, _corrupt_record string')".formatted(type);
      assertThat(rows(expression, records))
          .as("seed %d: %s", seed, type)
          .isEqualTo(sparks(expression, records));
    }
  }

  /** Some hundred digits, or a thousand, and exponents that Spark is quick with. */
  private static String number(Random random) {
    int most = random.nextInt(10) == 0 ? 1200 : 50;
    StringBuilder number = new StringBuilder(random.nextBoolean() ? "-" : "");
    number.append(digits(random, most));
    if (random.nextBoolean()) {
      number.append('.').append(digits(random, most));
    }
    if (random.nextBoolean()) {
      int exponent = random.nextInt(random.nextBoolean() ? 50 : 3000);
      number.append(random.nextBoolean() ? "e" : "E-").append(exponent);
    }
    return number.toString();
  }

  private static String digits(Random random, int most) {
    String digits = random.nextBoolean() ? "0" : "";
    if (digits.isEmpty()) {
      digits =
          random
              .ints(1 + random.nextInt(most), 0, 10)
              .mapToObj(Integer::toString)
              .collect(Collectors.joining());
    }
    return digits;
  }
}
