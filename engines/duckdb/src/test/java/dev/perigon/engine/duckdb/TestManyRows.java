package dev.perigon.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.Slice;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Decimal;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of many rows are read right, and DuckDB knows how many there are. */
final class TestManyRows {
  private static final int ROWS = 20_000;
  private static final Schema TABLE =
      Schema.of(
          Column.of("Odd \"name\"", Scalar.LONG),
          Column.of("c0", new Decimal(12, 2)),
          Column.of("at", Scalar.TIMESTAMP),
          Column.of("local", Scalar.TIMESTAMP_NTZ),
          Column.of("tags", new SqlType.Array(Scalar.STRING, true)));
  private static final String SQL =
      "SELECT range, CAST(range / 8 AS DECIMAL(12, 2)), make_timestamptz(range * 1000001),"
          + " make_timestamp(range * 1000001), CASE WHEN range %% 2 = 0 THEN ['t' || range] END"
          + " FROM range(%d, %d)";
  private static final Schema COUNTS =
      Schema.of(
          Column.of("n", Scalar.LONG), Column.of("sum", Scalar.LONG), Column.of("m", Scalar.LONG));

  @TempDir Path folder;

  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private String plan(Slice table) {
    Schema text = Schema.of(Column.of("key", Scalar.STRING), Column.of("plan", Scalar.STRING));
    return (String) bench.rows("EXPLAIN SELECT * FROM input_0", text, table).get(0).get(1);
  }

  private static Slice.Delta both(Schema schema, WrittenFiles a, WrittenFiles b) {
    List<DataFile> files = new ArrayList<>(a.files());
    files.addAll(b.files());
    return new Slice.Delta(schema, schema, List.of(), files);
  }

  @Test
  void whatReadsLittleAndMakesMuchOfItRunsWhereMoreMemoryIs() {
    String sql = "SELECT len(list(range)) FROM range(20000000)"; // 160 MB that cannot be spilled
    Schema schema = Schema.of(Column.of("n", Scalar.LONG));
    assertThat(bench.rows(sql, schema)).containsExactly(List.of(20_000_000L));
    assertThat(bench.write("t", sql, schema).rows()).isEqualTo(1);
  }

  @Test
  void ofFilesThatAreAlikeAreCountedBeforeTheyAreJoined() {
    WrittenFiles first = bench.write("t", SQL.formatted(0, ROWS), TABLE);
    WrittenFiles second = bench.write("t", SQL.formatted(ROWS, 2 * ROWS), TABLE);
    Slice table = both(TABLE, first, second);
    assertThat(plan(table)).contains("~40,000 rows");
    assertThat(bench.rows("SELECT * FROM input_0 WHERE \"Odd \"\"name\"\"\" = 30001", TABLE, table))
        .isEqualTo(bench.rows(SQL.formatted(30001, 30002), TABLE));
  }

  @Test
  void ofAFileThatLacksAColumnHaveNullsThere() {
    Schema narrow = new Schema(TABLE.columns().subList(0, 1));
    WrittenFiles old = bench.write("t", "SELECT range FROM range(%d)".formatted(ROWS), narrow);
    WrittenFiles young = bench.write("t", SQL.formatted(0, ROWS), TABLE);
    for (Slice table : List.of(both(TABLE, old, young), both(TABLE, young, old))) {
      assertThat(
              bench.rows(
                  "SELECT count(*), CAST(sum(\"Odd \"\"name\"\"\") AS BIGINT), count(c0) FROM input_0",
                  COUNTS,
                  table))
          .containsExactly(List.of(2L * ROWS, (long) ROWS * (ROWS - 1), (long) ROWS));
    }
  }

  @Test
  void mayHaveOtherTypesThanTheirFiles() {
    Schema narrow = Schema.of(Column.of("a", Scalar.INTEGER), Column.of("B", Scalar.STRING));
    Schema wide = Schema.of(Column.of("a", Scalar.LONG), Column.of("B", Scalar.STRING));
    WrittenFiles old =
        bench.write(
            "t", "SELECT CAST(range AS INTEGER), 'x' FROM range(%d)".formatted(ROWS), narrow);
    WrittenFiles young =
        bench.write("t", "SELECT range + 3000000000, 'y' FROM range(%d)".formatted(ROWS), wide);
    for (Slice table : List.of(both(wide, old, young), both(wide, young, old))) {
      assertThat(bench.rows("SELECT count(*), min(a), max(a) FROM input_0", COUNTS, table))
          .containsExactly(Arrays.asList(2L * ROWS, 0L, 3_000_000_000L + ROWS - 1));
    }
  }

  @Test
  void areReadByTheirPhysicalNames() {
    Schema physical = Schema.of(Column.of("col-1", Scalar.LONG), Column.of("col-2", Scalar.STRING));
    Schema logical = Schema.of(Column.of("col-2", Scalar.LONG), Column.of("col-1", Scalar.STRING));
    WrittenFiles files =
        bench.write("t", "SELECT range, 'x' || range FROM range(%d)".formatted(ROWS), physical);
    Slice table = new Slice.Delta(logical, physical, List.of(), files.files());
    assertThat(plan(table)).contains("~20,000 rows");
    assertThat(bench.rows("SELECT * FROM input_0 WHERE \"col-2\" = 7", logical, table))
        .containsExactly(List.of(7L, "x7"));
  }
}
