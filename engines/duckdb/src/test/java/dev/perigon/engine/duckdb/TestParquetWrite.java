package dev.perigon.engine.duckdb;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.Destination;
import dev.perigon.engine.Slice;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Decimal;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestParquetWrite {
  private static final Schema NESTED =
      Schema.of(
          Column.of("a", Scalar.INTEGER), Column.of("B c", new SqlType.Array(Scalar.STRING, true)));

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

  private static Schema one(SqlType type) {
    return Schema.of(Column.of("x", type));
  }

  private static ColumnStatistics statistics(String min, String max, long nulls) {
    return new ColumnStatistics(Optional.ofNullable(min), Optional.ofNullable(max), nulls);
  }

  private ColumnStatistics statistics(SqlType type, String values) {
    WrittenFiles written =
        bench.write("s" + System.nanoTime(), "FROM (VALUES " + values + ")", one(type));
    return written.files().get(0).statistics().orElseThrow().columns().get("x");
  }

  @Test
  void keepsEveryTypeThroughAFile() {
    Schema schema =
        Schema.of(
            Column.of("bool", Scalar.BOOLEAN),
            Column.of("byte", Scalar.BYTE),
            Column.of("short", Scalar.SHORT),
            Column.of("int", Scalar.INTEGER),
            Column.of("long", Scalar.LONG),
            Column.of("float", Scalar.FLOAT),
            Column.of("double", Scalar.DOUBLE),
            Column.of("string", Scalar.STRING),
            Column.of("binary", Scalar.BINARY),
            Column.of("date", Scalar.DATE),
            Column.of("instant", Scalar.TIMESTAMP),
            Column.of("local", Scalar.TIMESTAMP_NTZ),
            Column.of("small", new Decimal(4, 1)),
            Column.of("large", new Decimal(38, 10)),
            Column.of("struct", new SqlType.Struct(NESTED)),
            Column.of("map", new SqlType.MapOf(Scalar.STRING, new Decimal(12, 2), true)));
    String sql =
        "SELECT true, (-128)::TINYINT, 32767::SMALLINT, 1::INTEGER, 9223372036854775807, 0.1::FLOAT,"
            + " 0.1::DOUBLE, 'é', '\\x00\\xFF'::BLOB, DATE '0001-01-01', TIMESTAMPTZ '2024-05-15"
            + " 10:20:30.123456+02', TIMESTAMP '9999-12-31 23:59:59.999999', (-123.4)::DECIMAL(4,1),"
            + " 1234567890123456789012345678.0123456789::DECIMAL(38,10), {'a': 1, 'B c': ['x', NULL]},"
            + " MAP {'k': 1.50::DECIMAL(12,2), 'n': NULL}"
            + " UNION ALL SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
            + " NULL, NULL, NULL, NULL, NULL ORDER BY 1 NULLS LAST";
    WrittenFiles written = bench.write("t", sql, schema);
    List<List<Object>> rows =
        bench.rows(
            "SELECT * FROM input_0 ORDER BY 1 NULLS LAST", schema, Bench.delta(written, schema));
    List<Object> row = rows.get(0);
    assertThat((byte[]) row.get(8)).containsExactly(0, 255);
    var map = new java.util.LinkedHashMap<String, Object>();
    map.put("k", new BigDecimal("1.50"));
    map.put("n", null);
    assertThat(row.subList(0, 8))
        .containsExactly(true, (byte) -128, (short) 32767, 1, Long.MAX_VALUE, 0.1f, 0.1, "é");
    assertThat(row.subList(9, 16))
        .containsExactly(
            LocalDate.of(1, 1, 1),
            Instant.parse("2024-05-15T08:20:30.123456Z"),
            LocalDateTime.parse("9999-12-31T23:59:59.999999"),
            new BigDecimal("-123.4"),
            new BigDecimal("1234567890123456789012345678.0123456789"),
            List.of(1, asList("x", null)),
            map);
    assertThat(rows.get(1)).containsOnlyNulls().hasSize(16);
  }

  @Test
  void readsIntervals() {
    var schema =
        Schema.of(
            Column.of("d", Scalar.DAY_TIME_INTERVAL), Column.of("m", Scalar.YEAR_MONTH_INTERVAL));
    assertThat(
            bench.rows(
                "SELECT INTERVAL '1 day' - INTERVAL '0.5 seconds', INTERVAL '-14 months'", schema))
        .containsExactly(List.of(Duration.ofDays(1).minusMillis(500), Period.of(-1, -2, 0)));
    assertThatThrownBy(() -> bench.write("t", "SELECT INTERVAL 1 DAY, INTERVAL 1 MONTH", schema))
        .hasMessage("Cannot write column 'd': a table cannot store a INTERVAL DAY TO SECOND");
  }

  @Test
  void givesBoundsInDeltasTextForms() {
    assertThat(statistics(Scalar.LONG, "(3), (NULL), (-1)")).isEqualTo(statistics("-1", "3", 1));
    assertThat(statistics(new Decimal(12, 2), "(1.5), (-0.05)"))
        .isEqualTo(statistics("-0.05", "1.50", 0));
    assertThat(statistics(Scalar.DATE, "(DATE '2024-02-29')"))
        .isEqualTo(statistics("2024-02-29", "2024-02-29", 0));
    assertThat(statistics(Scalar.TIMESTAMP, "(TIMESTAMPTZ '2024-01-01 00:00:00.123456+01')"))
        .isEqualTo(statistics("2023-12-31T23:00:00.123Z", "2023-12-31T23:00:00.124Z", 0));
    assertThat(statistics(Scalar.TIMESTAMP_NTZ, "(TIMESTAMP '2024-01-01 00:00:00')"))
        .isEqualTo(statistics("2024-01-01T00:00:00.000", "2024-01-01T00:00:00.000", 0));
    assertThat(statistics(Scalar.STRING, "('b'), ('a')")).isEqualTo(statistics("a", "b", 0));
    assertThat(statistics(Scalar.STRING, "('" + "é".repeat(40) + "')"))
        .isEqualTo(statistics("é".repeat(32), "é".repeat(32) + "\uDBFF\uDFFF", 0));
    assertThat(statistics(Scalar.BOOLEAN, "(true), (NULL)")).isEqualTo(statistics(null, null, 1));
    assertThat(statistics(Scalar.DOUBLE, "(1.5::DOUBLE), ('NaN'::DOUBLE)"))
        .isEqualTo(statistics(null, null, 0));
    assertThat(statistics(Scalar.DOUBLE, "(1.5::DOUBLE), ('inf'::DOUBLE)"))
        .isEqualTo(statistics(null, null, 0));
    assertThat(statistics(Scalar.STRING, "(NULL)")).isEqualTo(statistics(null, null, 1));
  }

  @Test
  void givesStatisticsOfNestedFields() {
    WrittenFiles written =
        bench.write(
            "t",
            "SELECT {'a': 5, 'B c': ['x']} UNION ALL SELECT NULL",
            one(new SqlType.Struct(NESTED)));
    Map<String, ColumnStatistics> columns =
        written.files().get(0).statistics().orElseThrow().columns();
    assertThat(columns).containsEntry("x.a", statistics("5", "5", 1));
    assertThat(columns.keySet()).containsExactlyInAnyOrder("x.a", "x.B c");
  }

  @Test
  void putsPartitionValuesIntoThePathAndNotIntoTheFile() throws IOException {
    var schema =
        Schema.of(
            Column.of("id", Scalar.LONG),
            Column.of("day", Scalar.DATE),
            Column.of("Kind", Scalar.STRING),
            Column.of("at", Scalar.TIMESTAMP));
    String sql =
        "FROM (VALUES (1, DATE '2024-01-01', 'a b/c', TIMESTAMPTZ '2024-01-01 00:00:00.5+00'),"
            + " (2, NULL, NULL, NULL), (3, NULL, '', NULL))";
    WrittenFiles written = bench.write("t", sql, schema, "day", "Kind", "at");
    assertThat(written.rows()).isEqualTo(3);
    assertThat(written.files())
        .extracting(DataFile::partitionValues)
        .containsExactlyInAnyOrder(
            Map.of("day", "2024-01-01", "Kind", "a b/c", "at", "2024-01-01T00:00:00.500Z"),
            Map.of());
    for (DataFile file : written.files()) {
      assertThat(Files.size(Path.of(file.location()))).isEqualTo(file.size());
      assertThat(file.location().toString()).contains("/day=").contains("Kind=").contains("at=");
    }
    assertThat(
            bench.rows(
                "SELECT * FROM input_0 ORDER BY id",
                schema,
                Bench.delta(written, schema, "day", "Kind", "at")))
        .containsExactly(
            List.of(1L, LocalDate.of(2024, 1, 1), "a b/c", Instant.parse("2024-01-01T00:00:00.5Z")),
            asList(2L, null, null, null),
            asList(3L, null, null, null));
  }

  @Test
  void rowsOfOnePartitionAreNotSortedByIt() {
    var schema =
        Schema.of(
            Column.of("day", Scalar.DATE),
            Column.of("id", Scalar.LONG),
            Column.of("Kind", Scalar.STRING),
            Column.of("note", Scalar.STRING));
    String day = "SELECT CAST(getvariable('as_of') AS DATE)";
    String sql = "SELECT (%s), range, 'a b/c', '' FROM range(200000)".formatted(day);
    Map<Integer, String> constants = Map.of(0, day, 2, "SELECT 'a b/c'", 3, "SELECT ''");

    WrittenFiles written = bench.write("t", sql, constants, schema, "Kind", "day", "note");

    assertThat(written.rows()).isEqualTo(200_000);
    DataFile file = written.files().get(0);
    String today = Bench.AS_OF.toString().substring(0, 10);
    assertThat(file.partitionValues()).isEqualTo(Map.of("day", today, "Kind", "a b/c"));
    assertThat(Path.of(file.location()).getParent())
        .isEqualTo(
            folder
                .resolve("t/Kind=a%20b%2Fc/day=" + today)
                .resolve("note=__HIVE_DEFAULT_PARTITION__"));
    assertThat(file.statistics().orElseThrow().columns()).containsOnlyKeys("id");
    assertThat(
            bench.rows(
                "SELECT day, count(*), \"Kind\", note FROM input_0 GROUP BY ALL",
                schema,
                Bench.delta(written, schema, "Kind", "day", "note")))
        .containsExactly(asList(LocalDate.parse(today), 200_000L, "a b/c", null));
  }

  @Test
  void namesTheColumnThatOverflowsOrIsNull() {
    assertThatThrownBy(
            () ->
                bench.engine.write(
                    Bench.query("SELECT 300", Schema.of(Column.of("n", Scalar.INTEGER))),
                    bench.to("t", Schema.of(Column.of("small one", Scalar.BYTE)))))
        .hasMessage("Cannot write column 'small one': a value does not fit the column's type")
        .extracting(e -> ((PerigonException) e).code())
        .isEqualTo(ErrorCode.DATA);
    assertThatThrownBy(
            () ->
                bench.engine.write(
                    Bench.query(
                        "SELECT CASE WHEN random() < 2 THEN NULL ELSE 1 END", one(Scalar.INTEGER)),
                    bench.to(
                        "t",
                        new Schema(
                            List.of(new Column("must", Scalar.INTEGER, false, Optional.empty()))))))
        .hasMessage("Cannot write column 'must': a value is null and the column is NOT NULL");
    assertThatThrownBy(
            () ->
                bench.engine.write(
                    Bench.query("SELECT 'a'", one(Scalar.STRING)),
                    bench.to("t", one(Scalar.INTEGER))))
        .hasMessage("Cannot write column 'x': the query gives a STRING and the table has a INT");
  }

  @Test
  void cutsFractionsAsSparkDoesWhenATableStoresWholeNumbers() {
    WrittenFiles written =
        bench.engine.write(
            Bench.query("FROM (VALUES (1.7::DOUBLE), (-1.7))", one(Scalar.DOUBLE)),
            bench.to("t", one(Scalar.INTEGER)));
    assertThat(
            bench.rows(
                "FROM input_0 ORDER BY 1",
                one(Scalar.INTEGER),
                Bench.delta(written, one(Scalar.INTEGER))))
        .containsExactly(List.of(-1), List.of(1));
  }

  @Test
  void noRowsAreNoFileForATableAndAFileWithColumnsForPeople() throws IOException {
    String none = "SELECT 1, ['x'] WHERE false";
    assertThat(bench.write("table", none, NESTED).files()).isEmpty();

    WrittenFiles answer =
        bench.engine.write(
            Bench.query(none, NESTED),
            Destination.oneFile(folder.resolve("answer").toUri(), NESTED));

    assertThat(answer.rows()).isZero();
    assertThat(answer.files()).hasSize(1);
    assertThat(bench.rows("SELECT * FROM input_0", NESTED, Bench.delta(answer, NESTED))).isEmpty();
    assertThat(Files.size(Path.of(answer.files().get(0).location()))).isPositive();
  }

  @Test
  void leavesNothingBehindWhenItFails() throws IOException {
    Schema schema = Schema.of(Column.of("i", Scalar.LONG), Column.of("p", Scalar.LONG));
    String sql =
        "SELECT CASE WHEN i = 1500000 THEN error('late') ELSE i END, i % 3 FROM range(2000000) t(i)";
    for (String[] partitions : new String[][] {{}, {"p"}}) {
      assertThatThrownBy(
              () ->
                  bench.engine.write(
                      Bench.query(sql, schema),
                      new Destination(
                          folder.resolve("t").toUri(), schema, List.of(partitions), 1 << 20)))
          .hasMessageContaining("late");
      try (var tree = Files.walk(folder.resolve("t"))) {
        assertThat(tree.filter(Files::isRegularFile)).isEmpty();
      }
    }
  }

  @Test
  void manyWritesMayFailAndNoneWaitsForEver() {
    Schema schema = Schema.of(Column.of("i", Scalar.LONG), Column.of("p", Scalar.LONG));
    for (int round = 0; round < 60; round++) {
      String sql =
          "SELECT CASE WHEN i = %d THEN error('late') ELSE i END, i %% 3 FROM range(400000) t(i)"
              .formatted(round * 7919L % 400_000);
      List<String> partitions = round % 2 == 0 ? List.of() : List.of("p");
      assertThatThrownBy(
              () ->
                  bench.engine.write(
                      Bench.query(sql, schema),
                      new Destination(folder.resolve("t").toUri(), schema, partitions, 200_000)))
          .hasMessageContaining("late");
    }
  }

  @Test
  void splitsLargeResultsIntoFilesAndKeepsSmallOnesInOne() {
    Schema schema = Schema.of(Column.of("i", Scalar.LONG), Column.of("r", Scalar.DOUBLE));
    WrittenFiles large =
        bench.engine.write(
            Bench.query("SELECT i, random() FROM range(2000000) t(i)", schema),
            new Destination(folder.resolve("large").toUri(), schema, List.of(), 4 << 20));
    assertThat(large.rows()).isEqualTo(2_000_000);
    assertThat(large.files()).hasSizeBetween(3, 12);
    assertThat(large.files().stream().mapToLong(f -> f.statistics().orElseThrow().rows()).sum())
        .isEqualTo(2_000_000);
    assertThat(
            bench.rows(
                "SELECT count(DISTINCT i) FROM input_0",
                one(Scalar.LONG),
                Bench.delta(large, schema)))
        .containsExactly(List.of(2_000_000L));
    WrittenFiles small =
        bench.write(
            "small",
            "SELECT i, random() FROM range(50000) t(i) UNION ALL SELECT i, 0 FROM range(50000) t(i)",
            schema);
    assertThat(small.files()).hasSize(1);
  }

  @Test
  void uploadsToRemoteDestinationsAndReadsThemBack() throws IOException {
    Schema schema = Schema.of(Column.of("i", Scalar.LONG), Column.of("p q", Scalar.STRING));
    WrittenFiles written =
        bench.engine.write(
            Bench.query("SELECT i, 'ä ' || i FROM range(3) t(i)", schema),
            new Destination(URI.create("remote://bucket/t"), schema, List.of("p q"), 1 << 20));
    assertThat(written.files())
        .hasSize(3)
        .allSatisfy(f -> assertThat(f.location()).hasScheme("remote"));
    assertThat(folder.resolve("remote/t")).isNotEmptyDirectory();
    try (var left = Files.walk(folder.resolve("spill"))) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
    assertThat(bench.rows("FROM input_0 ORDER BY i", schema, Bench.delta(written, schema, "p q")))
        .containsExactly(List.of(0L, "ä 0"), List.of(1L, "ä 1"), List.of(2L, "ä 2"));
  }

  @Test
  void readsByPhysicalNamesAndFillsColumnsThatAFileLacks() {
    var physicalStruct =
        new SqlType.Struct(
            Schema.of(Column.of("c2", Scalar.INTEGER), Column.of("c3", Scalar.STRING)));
    Schema physical =
        Schema.of(
            Column.of("c1", physicalStruct),
            Column.of("c4", new SqlType.Array(physicalStruct, true)));
    var struct =
        new SqlType.Struct(
            Schema.of(Column.of("amount due", Scalar.LONG), Column.of("who", Scalar.STRING)));
    Schema logical =
        Schema.of(
            Column.of("Head", struct),
            Column.of("lines", new SqlType.Array(struct, true)),
            Column.of("new", Scalar.DATE));
    Schema physicalNow =
        Schema.of(
            Column.of("C1", ((SqlType) physicalStruct)),
            Column.of("c4", new SqlType.Array(physicalStruct, true)),
            Column.of("c9", Scalar.DATE));
    WrittenFiles written =
        bench.write(
            "t",
            "SELECT {'c2': 1, 'c3': 'x'}, [{'c2': 2, 'c3': 'y'}, NULL] UNION ALL SELECT NULL, NULL ORDER BY 1",
            physical);
    var slice = new Slice.Delta(logical, physicalNow, List.of(), written.files());
    assertThat(bench.rows("FROM input_0 ORDER BY \"Head\" IS NULL", logical, slice))
        .containsExactly(
            asList(List.of(1L, "x"), asList(List.of(2L, "y"), null), null),
            asList(null, null, null));
  }

  @Test
  void leavesOutDeletedRows() {
    Schema schema = Schema.of(Column.of("i", Scalar.LONG), Column.of("p", Scalar.INTEGER));
    WrittenFiles first = bench.write("t", "SELECT i, 7 FROM range(100000) t(i)", schema, "p");
    WrittenFiles second = bench.write("t", "SELECT i, 8 FROM range(10) t(i)", schema, "p");
    long[] deleted =
        java.util.stream.LongStream.range(0, 100000).filter(i -> i % 1000 != 5).toArray();
    DataFile file = first.files().get(0);
    var files =
        List.of(
            new DataFile(
                file.location(),
                file.size(),
                file.modified(),
                file.partitionValues(),
                file.statistics(),
                deleted),
            second.files().get(0));
    var slice = new Slice.Delta(schema, schema, List.of("p"), files);
    assertThat(
            bench.rows(
                "SELECT p, count(*), sum(i % 1000) FROM input_0 GROUP BY p ORDER BY p",
                Schema.of(
                    Column.of("p", Scalar.INTEGER),
                    Column.of("n", Scalar.LONG),
                    Column.of("s", Scalar.LONG)),
                slice))
        .containsExactly(List.of(7, 100L, 500L), List.of(8, 10L, 45L));
  }

  @Test
  void readsNoFilesAsNoRows() {
    Schema schema = Schema.of(Column.of("i", new Decimal(12, 2)), Column.of("p", Scalar.STRING));
    var slice = new Slice.Delta(schema, schema, List.of("p"), List.of());
    assertThat(bench.rows("SELECT typeof(i) FROM input_0", one(Scalar.STRING), slice)).isEmpty();
    assertThat(bench.rows("SELECT count(*) FROM input_0", one(Scalar.LONG), slice))
        .containsExactly(List.of(0L));
  }

  @Test
  void readsThousandsOfFiles() {
    Schema schema = Schema.of(Column.of("i", Scalar.LONG), Column.of("p", Scalar.LONG));
    WrittenFiles written = bench.write("t", "SELECT i, i FROM range(2000) t(i)", schema, "p");
    assertThat(written.files()).hasSize(2000);
    assertThat(
            bench.rows(
                "SELECT count(*), sum(i), sum(p) FROM input_0",
                Schema.of(
                    Column.of("n", Scalar.LONG),
                    Column.of("s", Scalar.LONG),
                    Column.of("t", Scalar.LONG)),
                Bench.delta(written, schema, "p")))
        .containsExactly(List.of(2000L, 1999000L, 1999000L));
  }
}
