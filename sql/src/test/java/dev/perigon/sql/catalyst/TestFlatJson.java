package dev.perigon.sql.catalyst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.type.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records read as Spark reads them, most of them without Spark. */
class TestFlatJson {
  private static final int RECORDS = Integer.getInteger("perigon.test.records", 1000);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "from_json(a, 's string, t string, i int, l bigint, b boolean')",
        "from_json(a, 's string, i int, _corrupt_record string, l bigint, other string')",
        "from_json(a, 's string, b boolean, y tinyint, h smallint, _corrupt string, i int',"
            + " map('ColumnNameOfCorruptRecord', '_corrupt', 'mode', 'permissive'))",
        "from_json(a, 'd double, m decimal(10,2), `n o` string, `é` string')",
        "from_json(a, 'd double, k decimal(38,10), m decimal(4,4), l decimal(15,0), i double')",
        "from_json(a, 'k decimal(18,9), l double, h decimal(3,1), y decimal(1,0), m double')",
        "json_object_keys(a)",
        "json_array_length(a)",
        "json_array_length(concat('[', a, ']'))",
        "struct(from_json(a, 's string, t string, i int, l bigint, b boolean') as r,"
            + " json_object_keys(a) as k, json_array_length(concat('[', a, ']')) as n)",
      })
  void readsRandomRecordsAsSparkDoes(String expression) throws SQLException {
    long seed = Long.getLong("perigon.test.seed", System.nanoTime());
    System.out.println("seed " + seed);
    RandomRecords random = new RandomRecords(new Random(seed));
    TestTable table = table(IntStream.range(0, RECORDS).mapToObj(i -> random.record()).toList());
    try (DuckDbRunner duckDb = new DuckDbRunner()) {
      duckDb.add(table);
      String sql = "select %s as v, a from t".formatted(expression);
      Answer answer = duckDb.run(sql);
      assertThat(answer).as("seed %d: %s", seed, answer).isInstanceOf(Answer.Rows.class);
      Answer.Rows rows = (Answer.Rows) answer;
      Column column = rows.schema().columns().get(0);
      List<Object> expected =
          new ExpressionOracle(table).evaluate(expression, column).orElseThrow();
      for (int i = 0; i < expected.size(); i++) {
        List<Object> row = rows.rows().get(i);
        assertThat(String.valueOf(row.get(0)))
            .as("seed %d: %s of %s", seed, expression, row.get(1))
            .isEqualTo(String.valueOf(expected.get(i)));
      }
    }
  }

  private static TestTable table(List<String> texts) {
    return new TestTable(
        "t",
        texts.stream()
            .map(t -> "(" + Literal.create(t, DataTypes.StringType).sql() + ")")
            .collect(Collectors.joining(", ", "select * from values ", " as t(a)")));
  }

  @Test
  void fewRecordsNeedSpark() {
    FlatJson flat =
        new FlatJson(
            StructType.fromDDL(
                "s string, i int, m decimal(10,2), d double, _corrupt_record string"),
            new JSONOptions(
                scala.collection.immutable.Map$.MODULE$.empty(), "UTC", "_corrupt_record"));
    List<String> plain = new ArrayList<>();
    for (String text :
        List.of(
            "{\"s\": \"é\", \"i\": 5, \"m\": 1.10, \"d\": 1e3, \"more\": [1]}",
            "{\"s\": \"é\", \"i\": 5, \"m\": 1.10, \"d\": 1e3, \"more\": 1}",
            "{\"s\": null} ",
            "{}",
            "{\"s\": 5}",
            "{\"s\": \"a\\n\"}",
            "{\"i\": 5.0}",
            "{\"i\": 5, \"i\": 5}",
            "{\"m\": 1.101}",
            "{\"_corrupt_record\": null}",
            "{} 1")) {
      if (flat.isPlain(text)) {
        plain.add(text);
      }
    }
    assertThat(plain)
        .containsExactly(
            "{\"s\": \"é\", \"i\": 5, \"m\": 1.10, \"d\": 1e3, \"more\": 1}",
            "{\"s\": null} ",
            "{}");
  }

  @Test
  void otherSchemasAndOptionsAreSparksToRead() {
    assertThat(FlatJson.covers(StructType.fromDDL("a string"), Map.of("mode", "failfast")))
        .isTrue();
    assertThat(FlatJson.covers(StructType.fromDDL("a string"), Map.of("mode", "DROPMALFORMED")))
        .isFalse();
    assertThat(FlatJson.covers(StructType.fromDDL("a string"), Map.of("allowComments", "true")))
        .isFalse();
    assertThat(FlatJson.covers(StructType.fromDDL("_corrupt_record int"), Map.of())).isFalse();
    for (String type :
        List.of("date", "timestamp", "float", "binary", "array<int>", "struct<x:int>")) {
      assertThat(FlatJson.covers(StructType.fromDDL("a " + type), Map.of())).as(type).isFalse();
    }
  }
}
