package dev.perigon.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.WrittenFiles;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Decimal;
import dev.perigon.sql.type.SqlType.Scalar;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestDuckDbEngine {
  private static final Schema SALES =
      Schema.of(
          Column.of("id", Scalar.STRING),
          Column.of("amount", new Decimal(12, 2)),
          Column.of("day", Scalar.DATE));

  @TempDir Path folder;

  @Test
  void writesWhatItReadsFromCsvAndReadsItBack() {
    try (var bench = new Bench(folder)) {
      var csv =
          Bench.source(
              "csv",
              Map.of("header", "true"),
              SALES,
              bench.file("in/sales.csv", "id,amount,day\n007,411.58,2024-05-15\n008,,\n"));
      WrittenFiles written =
          bench.engine.write(
              Bench.query("SELECT * FROM input_0", SALES, csv), bench.to("t", SALES));
      assertThat(written.rows()).isEqualTo(2);
      assertThat(bench.rows("SELECT * FROM input_0 ORDER BY 1", SALES, Bench.delta(written, SALES)))
          .containsExactly(
              List.of("007", new BigDecimal("411.58"), java.time.LocalDate.of(2024, 5, 15)),
              java.util.Arrays.asList("008", null, null));
    }
  }

  @Test
  void writesNoFileForNoRows() {
    try (var bench = new Bench(folder)) {
      WrittenFiles written =
          bench.write("t", "SELECT 'a', 1.5, DATE '2024-01-01' WHERE false", SALES);
      assertThat(written.files()).isEmpty();
      assertThat(folder.resolve("t")).isEmptyDirectory();
    }
  }
}
