package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Slice;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.engine.spark.SparkEngine;
import dev.perigon.engine.spark.SparkOptions;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every engine promises, asked of both. */
final class TestEngines {
  private static final String EVERY_TYPE =
      """
      select true as bool, cast(-128 as tinyint) as byte, cast(32767 as smallint) as short, 1 as int,
             9223372036854775807 as long, cast(0.1 as float) as float, cast(0.1 as double) as double,
             'é' as string, X'00FF' as binary, date '0001-01-01' as date,
             timestamp '2024-05-15 10:20:30.123456' as instant,
             timestamp_ntz '9999-12-31 23:59:59.999999' as local,
             cast(-123.4 as decimal(4,1)) as small,
             cast('1234567890123456789012345678.0123456789' as decimal(38,10)) as large,
             named_struct('a', 1, 'B c', array('x', null)) as struct,
             map('k', 1.50, 'n', null) as map
      union all
      select null, null, null, null, null, null, null, null, null, null, null, null, null, null,
             null, null
      """;

  @TempDir private Path folder;
  private Pair engines;

  @BeforeEach
  void open() {
    engines = new Pair(folder, ZoneId.of("America/New_York"));
  }

  @AfterEach
  void close() {
    engines.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeIsReadAsItWasWritten(Run.By writer) {
    Table expected = engines.read(Run.By.DUCKDB, EVERY_TYPE, Map.of());
    BoundQuery query = engines.query(EVERY_TYPE, Map.of());
    Schema schema = query.query().schema();
    Map<String, Slice> table =
        Map.of("t", Pair.slice(engines.write(writer, query, schema), schema));
    for (Run.By reader : Run.By.values()) {
      expected.assertSameAs(engines.read(reader, "select * from t", table), "by " + reader);
    }
  }

  @Test
  void filesCarryTheSameStatistics() {
    String sql =
        """
        select * from values
          (1, -1.5, 'b', date '2024-02-29', timestamp '2024-01-01 00:00:00.123456', 1.5D,
           named_struct('x', 5)),
          (null, 20.25, repeat('é', 40), null, null, double('NaN'), null),
          (-7, null, 'a', date '1999-12-31', timestamp '2023-01-01 00:00:00', null, null)
          as v(i, d, s, day, at, r, n)
        """;
    assertThat(statistics(engines.write(Run.By.SPARK, sql)))
        .isEqualTo(statistics(engines.write(Run.By.DUCKDB, sql)))
        .containsEntry("i", new ColumnStatistics(Optional.of("-7"), Optional.of("1"), 1))
        .containsEntry("n.x", new ColumnStatistics(Optional.of("5"), Optional.of("5"), 2));
  }

  private static Map<String, ColumnStatistics> statistics(WrittenFiles written) {
    assertThat(written.files()).hasSize(1);
    return written.files().get(0).statistics().orElseThrow().columns();
  }

  @ParameterizedTest
  @EnumSource
  void partitionValuesAreTextInThePathAndNotInTheFile(Run.By writer) {
    String sql =
        """
        select * from values
          (1, date '2024-01-01', 'a b/c=%', timestamp '2024-01-01 00:00:00.5', 1.50, true),
          (2, null, null, null, null, null),
          (3, null, '', null, null, null)
          as v(id, day, Kind, at, price, _yes)
        """;
    String[] by = {"day", "Kind", "at", "price", "_yes"};
    WrittenFiles written = engines.write(writer, sql, by);
    assertThat(written.rows()).isEqualTo(3);
    assertThat(written.files().stream().map(DataFile::partitionValues).distinct())
        .containsExactlyInAnyOrder(
            Map.of(
                "day",
                "2024-01-01",
                "Kind",
                "a b/c=%",
                "at",
                "2024-01-01T05:00:00.500Z",
                "price",
                "1.50",
                "_yes",
                "true"),
            Map.of());
    Schema schema = engines.query(sql, Map.of()).query().schema();
    Map<String, Slice> table = Map.of("t", Pair.slice(written, schema, by));
    Table expected =
        engines.read(
            Run.By.DUCKDB,
            "select id, day, nullif(Kind, '') Kind, at, price, _yes from (" + sql + ")",
            Map.of());
    for (Run.By reader : Run.By.values()) {
      expected.assertSameAs(engines.read(reader, "select * from t", table), "by " + reader);
      assertThat(
              engines
                  .read(
                      reader,
                      "select id from t where day >= date '2024-01-01' and price < 2 and id > 0",
                      table)
                  .rows())
          .containsExactly(List.of(1));
    }
  }

  @ParameterizedTest
  @EnumSource
  void noRowsAreNoFiles(Run.By writer) throws IOException {
    WrittenFiles written = engines.write(writer, "select 1 as x where false");
    assertThat(written.rows()).isZero();
    assertThat(written.files()).isEmpty();
    assertThat(parquetFiles()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aFailedWriteLeavesNothingBehindAndTellsNoValue(Run.By writer) throws IOException {
    assertThatThrownBy(
            () ->
                engines.write(writer, "select cast('se' || 'cret' as int) / id as x from range(9)"))
        .isInstanceOf(PerigonException.class)
        .hasMessageStartingWith("Cannot ")
        .hasMessageNotContaining("secret")
        .hasStackTraceContaining("Cannot")
        .matches(e -> !stack(e).contains("secret"), "hides the value in its causes")
        .extracting(e -> ((PerigonException) e).code())
        .isEqualTo(ErrorCode.DATA);
    assertThat(parquetFiles()).isEmpty();
  }

  private static String stack(Throwable error) {
    StringBuilder all = new StringBuilder();
    for (Throwable at = error; at != null; at = at.getCause()) {
      all.append(at).append('\n');
    }
    return all.toString();
  }

  @ParameterizedTest
  @EnumSource
  void theColumnThatIsNullOrOverflowsIsNamed(Run.By writer) {
    BoundQuery query = engines.query("select cast(null as int) as a, 300L as b", Map.of());
    Schema required =
        new Schema(
            List.of(
                new Column("a", Scalar.INTEGER, false, Optional.empty()),
                Column.of("b", Scalar.LONG)));
    assertThatThrownBy(() -> engines.write(writer, query, required))
        .hasMessage("Cannot write column 'a': a value is null and the column is NOT NULL");
    Schema narrow = Schema.of(Column.of("a", Scalar.INTEGER), Column.of("b", Scalar.BYTE));
    assertThatThrownBy(() -> engines.write(writer, query, narrow))
        .hasMessage("Cannot write column 'b': a value does not fit the column's type");
  }

  @ParameterizedTest
  @EnumSource
  void columnsAreFoundByTheirPhysicalNamesAndDeletedRowsAreLeftOut(Run.By reader) {
    String sql =
        "select id as `col-1`, named_struct('f-1', id * 10) as `col-2` from range(5) order by id";
    WrittenFiles written = engines.write(Run.By.DUCKDB, sql);
    Schema physical =
        Schema.of(
            Column.of("col-1", Scalar.LONG),
            Column.of("col-2", new SqlType.Struct(Schema.of(Column.of("f-1", Scalar.LONG)))),
            Column.of("col-3", Scalar.STRING));
    Schema logical =
        Schema.of(
            Column.of("id", Scalar.LONG),
            Column.of("s", new SqlType.Struct(Schema.of(Column.of("ten", Scalar.LONG)))),
            Column.of("later", Scalar.STRING));
    List<DataFile> files = new ArrayList<>(written.files());
    DataFile first = files.get(0);
    files.add(
        new DataFile(
            first.location(),
            first.size(),
            first.modified(),
            first.partitionValues(),
            first.statistics(),
            new long[] {0, 2, 4}));
    Slice slice = new Slice.Delta(logical, physical, List.of(), files);
    assertThat(
            engines
                .read(
                    reader,
                    "select id, sum(s.ten), count(later) from t group by id order by id",
                    Map.of("t", slice))
                .rows())
        .containsExactly(
            List.of(0L, 0L, 0L),
            List.of(1L, 20L, 0L),
            List.of(2L, 20L, 0L),
            List.of(3L, 60L, 0L),
            List.of(4L, 40L, 0L));
  }

  @ParameterizedTest
  @EnumSource
  void namesQualifiersParametersAndTheClockAreBound(Run.By reader) {
    WrittenFiles written = engines.write(Run.By.DUCKDB, "select id from range(4)");
    Schema schema = Schema.of(Column.of("id", Scalar.LONG));
    String sql =
        """
        with t as (select id + 100 as id from shop.main.t where id < :limit)
        select t.id, main.u.id as other, :name as name, current_date() as today, now() as at,
               (select max(id) from shop.main.t) as most, localtimestamp() as here
        from t join u on main.u.id = t.id - 100
        where exists (select 1 from u as v where v.id = t.id - 100)
        order by 1
        """;
    Slice slice = Pair.slice(written, schema);
    Table answer = engines.read(reader, sql, Map.of("t", slice, "u", slice));
    assertThat(answer.rows()).hasSize(2);
    assertThat(answer.rows().get(1))
        .containsExactly(
            101L,
            1L,
            "it's \\ ü",
            java.time.LocalDate.of(2025, 10, 9),
            Pair.AS_OF,
            3L,
            java.time.LocalDateTime.parse("2025-10-09T08:34:56.789"));
  }

  @Test
  void settingsThatWouldChangeAnswersAreRefused() {
    SparkOptions options =
        SparkOptions.defaults().withConf(Map.of("spark.sql.ansi.enabled", "false"));
    assertThatThrownBy(() -> SparkEngine.open(options, null))
        .hasMessage(
            "Cannot set 'spark.sql.ansi.enabled': answers depend on it, so it is the same for every"
                + " run");
  }

  private List<Path> parquetFiles() throws IOException {
    try (var tree = Files.walk(folder)) {
      return tree.filter(path -> path.toString().endsWith(".parquet")).toList();
    }
  }
}
