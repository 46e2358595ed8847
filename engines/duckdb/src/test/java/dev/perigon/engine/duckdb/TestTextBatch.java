package dev.perigon.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestTextBatch {
  @TempDir Path folder;

  /** More than go in one call, by their number and by their length. */
  @Test
  void textsOfFunctionsBelongToTheirRows() {
    Schema schema = new Schema(List.of(new Column("n", Scalar.LONG, true, Optional.empty())));
    String sql =
        """
        SELECT count(*) FROM (
          SELECT i, CASE WHEN i % 7 > 0 THEN repeat('é', CAST(i AS INTEGER) % 3000) END AS name
          FROM range(5000) AS r(i)
        ) WHERE perigon_json_object_keys(coalesce('{"' || name || '":' || i || '}', 'none'))
          IS NOT DISTINCT FROM '["' || name || '"]'""";
    try (Bench bench = new Bench(folder)) {
      assertThat(bench.rows(sql, schema)).containsExactly(List.of(5000L));
    }
  }
}
