package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only Spark runs: the embedded engine says what, where, and what to do. */
final class TestRefusals {
  @TempDir private Path folder;
  private Pair engines;

  @BeforeEach
  void open() {
    engines = new Pair(folder, ZoneId.of("UTC"));
  }

  @AfterEach
  void close() {
    engines.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rand|                  rand(1)",
        "randn|                 randn(2)",
        "uuid|                  uuid()",
        "shuffle|               shuffle(array(1, 2))",
        "parse_json|            parse_json('{}') is null",
        "variant_get|           variant_get(parse_json('{}'), '$.a', 'int')",
        "collate|               'a' = 'A' collate utf8_lcase",
        "make_interval|         timestamp '2024-01-01' + make_interval(1)",
        "listagg|               listagg(x'00')",
        "current_user|          current_user()",
        "current_schema|        current_schema()",
        "current_schema|        current_database()",
        "current_catalog|       current_catalog()"
      })
  void nameThePlaceAndTheOtherEngine(String what, String expression) {
    String sql = "select 1 as one,\n  " + expression + " as v";
    assertThatThrownBy(() -> engines.read(Run.By.DUCKDB, sql, Map.of()))
        .isInstanceOfSatisfying(
            PerigonException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED);
              assertThat(e.remedy()).startsWith("Run it with '--engine spark'");
              assertThat(e.getMessage())
                  .startsWith("Cannot run the query at query.sql:2:")
                  .contains(" on the embedded engine: it does not know ")
                  .containsIgnoringCase(what);
            });
    assertThat(engines.read(Run.By.SPARK, sql, Map.of()).rows()).hasSize(1);
  }

  @Test
  void groupsTooLargeForJavasMemoryAreRefused() {
    String sql = "select percentile_approx(id, 0.5) from range(2000001)";
    assertThatThrownBy(() -> engines.read(Run.By.DUCKDB, sql, Map.of()))
        .isInstanceOf(PerigonException.class)
        .hasMessage(
            "Cannot run the query on the embedded engine: percentile_approx has more values of one"
                + " group than fit into memory");
  }

  @Test
  void recursionIsRefusedByName() {
    String sql =
        "with recursive t(n) as (select 1\n union all select n + 1 from t where n < 3) table t";
    assertThatThrownBy(() -> engines.read(Run.By.DUCKDB, sql, Map.of()))
        .isInstanceOf(PerigonException.class)
        .hasMessageContaining("query.sql:")
        .hasMessageContaining("WITH RECURSIVE");
  }
}
