package dev.perigon.sql.catalyst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.error.Origin;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What DuckDB cannot answer as Spark does is refused by name and place, never answered otherwise.
 */
class TestSparkOnly {
  private static DuckDbRunner duckDb;

  @BeforeAll
  static void start() throws SQLException {
    duckDb = new DuckDbRunner();
    duckDb.add(FunctionLines.arguments());
  }

  @AfterAll
  static void stop() throws SQLException {
    duckDb.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'a' collate UTF8_LCASE = 'A'",
        "s = 'a' collate UTF8_LCASE",
        "s in ('a' collate UTF8_LCASE, 'b')",
        "cast(s as string collate UTF8_LCASE) = 'A'",
        "contains(s collate UNICODE_CI, 'A')",
        "array_contains(array('a' collate UTF8_LCASE), 'A')",
        "max(s collate UTF8_LCASE) = 'A'",
        "uuid()",
        "rand(1)",
        "randn(2)",
        "shuffle(a)",
        "randstr(3, 0)",
        "uniform(1, 5, 0)",
        "current_user()",
        "session_user()",
        "user()",
        "current_schema()",
        "current_catalog()",
        "input_file_name()",
        "input_file_block_start()",
        "input_file_block_length()",
        "monotonically_increasing_id()",
        "spark_partition_id()",
        "reflect('java.util.UUID', 'randomUUID')",
        "try_reflect('java.util.UUID', 'randomUUID')",
        "ts + make_interval(0, i)",
        "variant_get(parse_json(js), '$.a', 'int')",
        "version()",
        "s like '日%😀'",
        "s like any ('%😀_')",
        "listagg(z)",
        "transform(a, x -> rand(3))"
      })
  void isRefused(String expression) {
    Rendering rendering = duckDb.analyze("select\n  " + expression + " from args").duckdb();
    assertThat(rendering).isInstanceOf(Rendering.Unsupported.class);
    Rendering.Unsupported refused = (Rendering.Unsupported) rendering;
    assertThat(refused.what()).isNotBlank();
    assertThat(refused.origin()).isInstanceOf(Origin.class);
  }
}
