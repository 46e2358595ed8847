package dev.perigon.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSparkReadsOurTables {
  @TempDir Path folder;
  private DeltaTable table;

  @BeforeEach
  void open() {
    table =
        Warehouses.open(folder.toUri(), LakehouseOptions.defaults())
            .table(new TableName("retail", "c360", "orders"));
  }

  @Test
  void versionsAndHistory() throws Exception {
    table.commit(Commits.create(Parquet.write(table, "select 1L id")));
    table.commit(Commits.append(0, Parquet.write(table, "select 2L id")));
    table.commit(Commits.replace(1, Parquet.write(table, "select 3L id")));

    assertThat(rows("select id from ?")).containsExactly(List.of(3L));
    assertThat(rows("select id from ? version as of 1 order by id"))
        .containsExactly(List.of(1L), List.of(2L));
    assertThat(
            SparkSessions.describe(
                "describe history ?",
                table.location(),
                "version",
                "operation",
                "operationParameters.mode",
                "operationMetrics.numOutputRows",
                "operationMetrics.numRemovedFiles",
                "engineInfo"))
        .containsExactly(
            List.of(2L, "WRITE", "Overwrite", "1", "2", "Perigon/0.1.0"),
            List.of(1L, "WRITE", "Append", "1", "0", "Perigon/0.1.0"),
            List.of(0L, "WRITE", "Append", "1", "0", "Perigon/0.1.0"));
  }

  @Test
  void sparkReadsWhatIsLeftAfterSomeFilesWereRewritten() throws Exception {
    DataFile one = Parquet.write(table, "select 1L id");
    table.commit(Commits.create(one, Parquet.write(table, "select 2L id")));
    table.commit(Commits.rewrite(0, List.of(one), Map.of(), Parquet.write(table, "select 3L id")));

    assertThat(rows("select id from ? order by id")).containsExactly(List.of(2L), List.of(3L));
    assertThat(rows("select id from ? version as of 0 order by id"))
        .containsExactly(List.of(1L), List.of(2L));
  }

  @Test
  void anyDeltaReaderMayReadThem() throws Exception {
    table.commit(Commits.create(Parquet.write(table, "select 1L id")));

    assertThat(
            SparkSessions.describe(
                "describe detail ?", table.location(), "minReaderVersion", "minWriterVersion"))
        .containsExactly(List.of(1, 7));
  }

  @Test
  void sparkMayWriteToThemToo() throws Exception {
    table.commit(Commits.create(Parquet.write(table, "select 1L id")));

    SparkSessions.run("insert into ? values (2)", table.location());
    table.commit(Commits.append(1, Parquet.write(table, "select 3L id")));
    SparkSessions.run("delete from ? where id = 1", table.location());

    assertThat(rows("select id from ? order by id")).containsExactly(List.of(2L), List.of(3L));
    assertThat(table.snapshot().orElseThrow().rows()).contains(2L);
  }

  @Test
  void everyTypeWithCommentsAndNullability() throws Exception {
    Schema inner =
        new Schema(
            List.of(
                new Column("a", Scalar.STRING, false, Optional.of("inside")),
                Column.of("b", new SqlType.Array(Scalar.DATE, true))));
    Schema schema =
        new Schema(
            List.of(
                new Column("k", Scalar.STRING, false, Optional.of("the 'key', über")),
                Column.of("bool", Scalar.BOOLEAN),
                Column.of("i8", Scalar.BYTE),
                Column.of("i16", Scalar.SHORT),
                Column.of("i32", Scalar.INTEGER),
                Column.of("i64", Scalar.LONG),
                Column.of("f32", Scalar.FLOAT),
                Column.of("f64", Scalar.DOUBLE),
                Column.of("bin", Scalar.BINARY),
                Column.of("d", Scalar.DATE),
                Column.of("ts", Scalar.TIMESTAMP),
                Column.of("dec", new SqlType.Decimal(38, 10)),
                Column.of("arr", new SqlType.Array(new SqlType.Struct(inner), false)),
                Column.of("m", new SqlType.MapOf(Scalar.STRING, Scalar.LONG, true)),
                Column.of("s", new SqlType.Struct(inner))));
    String query =
        "select 'x' k, true bool, 1Y i8, 2S i16, 3 i32, 4L i64, 1.5F f32, 2.5D f64, X'00FF' bin,"
            + " date'2024-02-29' d, timestamp'2024-02-29 01:02:03.456789' ts,"
            + " cast('1234567890123456789012345678.0123456789' as decimal(38,10)) dec,"
            + " array(named_struct('a', 'p', 'b', array(date'2020-01-01', null))) arr,"
            + " map('q', 7L, 'r', null) m, named_struct('a', 'z', 'b', cast(array() as array<date>)) s";
    table.commit(commit(Optional.empty(), false, schema, List.of(), Parquet.write(table, query)));

    assertThat(table.snapshot().orElseThrow().schema()).isEqualTo(schema);
    assertThat(table.snapshot().orElseThrow().physicalSchema()).isEqualTo(schema);
    assertThat(SparkSessions.spark().read().format("delta").load(Locations.plain(table.location())))
        .satisfies(
            frame -> {
              assertThat(frame.schema().apply("k").nullable()).isFalse();
              assertThat(frame.schema().apply("k").getComment().get()).isEqualTo("the 'key', über");
            });
    String columns = "select * except (bin), hex(bin) from ";
    assertThat(rows(columns + "?").toString())
        .isEqualTo(
            SparkSessions.rows(SparkSessions.spark().sql(columns + "(" + query + ")")).toString());
  }

  @Test
  void localTimestampsNeedTheirReaderFeature() throws Exception {
    Schema schema = Schema.of(Column.of("at", Scalar.TIMESTAMP_NTZ));
    table.commit(
        commit(
            Optional.empty(),
            false,
            schema,
            List.of(),
            Parquet.write(table, "select timestamp_ntz'2024-02-29 01:02:03.4' at")));

    assertThat(rows("select cast(at as string) from ?"))
        .containsExactly(List.of("2024-02-29 01:02:03.4"));
    assertThat(table.snapshot().orElseThrow().schema()).isEqualTo(schema);
  }

  @Test
  void partitionsWithNullsAndSpecialCharacters() throws Exception {
    Schema schema =
        Schema.of(
            Column.of("id", Scalar.LONG),
            Column.of("City", Scalar.STRING),
            Column.of("day", Scalar.DATE));
    List<DataFile> files =
        Stream.of(
                write("select 1L id", Map.of("city", "São/Paulo = 50%", "day", "2024-02-29")),
                write("select 2L id", Map.of("City", " \"q\"\n", "Day", "0001-01-01")),
                write("select 3L id", Map.of()))
            .flatMap(List::stream)
            .toList();
    table.commit(
        commit(
            Optional.empty(),
            false,
            schema,
            List.of("CITY", "day"),
            files.toArray(DataFile[]::new)));

    assertThat(rows("select id, City, cast(day as string) from ? order by id"))
        .containsExactly(
            List.of(1L, "São/Paulo = 50%", "2024-02-29"),
            List.of(2L, " \"q\"\n", "0001-01-01"),
            Arrays.asList(3L, null, null));
    assertThat(rows("select id from ? where city = 'São/Paulo = 50%'"))
        .containsExactly(List.of(1L));
    Snapshot snapshot = table.snapshot().orElseThrow();
    assertThat(snapshot.partitionColumns()).containsExactly("City", "day");
    assertThat(snapshot.files())
        .extracting(DataFile::partitionValues)
        .containsExactlyInAnyOrder(
            Map.of("City", "São/Paulo = 50%", "day", "2024-02-29"),
            Map.of("City", " \"q\"\n", "day", "0001-01-01"),
            Map.of());
  }

  @Test
  void aReplacedTableMayHaveOtherColumnsPartitionsAndComment() throws Exception {
    table.commit(Commits.create(Parquet.write(table, "select 1L id")));
    Schema other = Schema.of(Column.of("id", Scalar.STRING), Column.of("p", Scalar.INTEGER));
    table.commit(
        new Commit(
            Optional.of(0L),
            other,
            List.of("p"),
            Optional.of("one row per thing"),
            Map.of("quality", "gold", "delta.checkpointInterval", "3"),
            Removal.EVERYTHING,
            write("select 'a' id", Map.of("p", "5")),
            Map.of(),
            "REFRESH",
            Map.of()));

    assertThat(rows("select * from ?")).containsExactly(List.of("a", 5));
    assertThat(rows("select * from ? version as of 0")).containsExactly(List.of(1L));
    Snapshot snapshot = table.snapshot().orElseThrow();
    assertThat(snapshot.schema()).isEqualTo(other);
    assertThat(snapshot.comment()).contains("one row per thing");
    assertThat(snapshot.properties())
        .isEqualTo(Map.of("quality", "gold", "delta.checkpointInterval", "3"));
    assertThat(table.snapshotAt(0).schema()).isEqualTo(Commits.ID);
    assertThat(
            SparkSessions.describe(
                "describe detail ?", table.location(), "description", "partitionColumns[0]"))
        .containsExactly(List.of("one row per thing", "p"));
  }

  @Test
  void anAppendMayAddColumnsButNotChangeThem() throws Exception {
    table.commit(Commits.create(Parquet.write(table, "select 1L id")));
    Schema wider = Schema.of(Column.of("ID", Scalar.LONG), Column.of("name", Scalar.STRING));
    table.commit(
        commit(
            Optional.of(0L),
            false,
            wider,
            List.of(),
            Parquet.write(table, "select 2L id, 'n' name")));

    assertThat(rows("select id, name from ? order by id"))
        .containsExactly(Arrays.asList(1L, null), List.of(2L, "n"));
    assertThat(table.snapshot().orElseThrow().schema().names()).containsExactly("id", "name");
    assertThatThrownBy(
            () ->
                table.commit(
                    commit(
                        Optional.of(1L),
                        false,
                        Schema.of(Column.of("id", Scalar.STRING)),
                        List.of())))
        .isInstanceOf(PerigonException.class)
        .hasMessageEndingWith("column id is BIGINT in the table and STRING in the query");
  }

  @Test
  void checkpointsAreWrittenWhenDueAndTableStaysReadableWithoutTheOldLog() throws Exception {
    DataFile file = Parquet.write(table, "select 1L id");
    table.commit(Commits.create(Parquet.copy(table, file)));
    for (long version = 0; version < 32; version++) {
      Map<String, String> cursors = Map.of("flow", "at " + version);
      table.commit(Commits.write(Optional.of(version), false, cursors, Parquet.copy(table, file)));
    }
    Path log = Path.of(table.location()).resolve("_delta_log");
    assertThat(names(log).stream().filter(name -> name.endsWith(".checkpoint.parquet")))
        .containsExactly("00000000000000000030.checkpoint.parquet");
    assertThat(log.resolve("00000000000000000032.crc")).exists();
    assertThat(names(log)).noneMatch(name -> name.startsWith("."));
    for (int version = 0; version < 30; version++) {
      Files.delete(log.resolve("%020d.json".formatted(version)));
      Files.delete(log.resolve("%020d.crc".formatted(version)));
    }

    assertThat(rows("select count(*), sum(id) from ?")).containsExactly(List.of(33L, 33L));
    Snapshot snapshot = table.snapshot().orElseThrow();
    assertThat(snapshot.rows()).contains(33L);
    assertThat(snapshot.cursors()).isEqualTo(Map.of("flow", "at 31"));
    assertThat(table.snapshotAt(30).rows()).contains(31L);
    assertThat(table.history()).extracting(HistoryEntry::version).containsExactly(32L, 31L, 30L);
    assertThatThrownBy(() -> table.snapshotAt(29))
        .hasMessageContaining("Cannot read version 29 of")
        .hasMessageContaining("its log was cleaned up; the newest version is 32");
    assertThatThrownBy(() -> table.added(3, 32))
        .hasMessageContaining("the log of version 4 was cleaned up");
  }

  @Test
  void statisticsSkipFilesAndNeverRows() throws Exception {
    Schema schema =
        Schema.of(
            Column.of("i", Scalar.INTEGER),
            Column.of("t", Scalar.STRING),
            Column.of("ts", Scalar.TIMESTAMP),
            Column.of("dec", new SqlType.Decimal(12, 2)),
            Column.of("f", Scalar.DOUBLE),
            Column.of("d", Scalar.DATE),
            Column.of("s", new SqlType.Struct(Schema.of(Column.of("x.y", Scalar.LONG)))));
    String longText = "z".repeat(40);
    DataFile low =
        withStatistics(
            write(
                    "select 1 i, 'aaa' t, timestamp'2024-01-01 00:00:00.000001' ts,"
                        + " cast(0.10 as decimal(12,2)) dec, double('-Infinity') f,"
                        + " date'2024-01-01' d, named_struct('x.y', 1L) s",
                    Map.of())
                .get(0),
            List.of("1", "aaa", "2024-01-01T00:00:00.000001Z", "0.10", "-inf", "2024-01-01", "1"));
    DataFile high =
        withStatistics(
            write(
                    "select 9 i, '%s' t, timestamp'2024-12-31 23:59:59.999999' ts,"
                            .formatted(longText)
                        + " cast(99.99 as decimal(12,2)) dec, 1e300D f,"
                        + " date'9999-12-31' d, named_struct('x.y', 9L) s",
                    Map.of())
                .get(0),
            List.of(
                "9",
                longText,
                "2024-12-31 23:59:59.999999+00",
                "99.99",
                "1e300",
                "9999-12-31",
                "9"));
    table.commit(commit(Optional.empty(), false, schema, List.of(), low, high));

    for (String predicate :
        List.of(
            "i = 9",
            "t = '" + longText + "'",
            "ts = timestamp'2024-12-31 23:59:59.999999'",
            "dec = 99.99",
            "f = 1e300D",
            "d = date'9999-12-31'",
            "s.`x.y` = 9")) {
      assertThat(rows("select i from ? where " + predicate))
          .as(predicate)
          .containsExactly(List.of(9));
    }
    for (String predicate :
        List.of(
            "i < 2",
            "t < 'b'",
            "ts <= timestamp'2024-01-01 00:00:00.000001'",
            "dec = 0.1",
            "f < -1e300D",
            "d = date'2024-01-01'",
            "s.`x.y` = 1")) {
      assertThat(rows("select i from ? where " + predicate))
          .as(predicate)
          .containsExactly(List.of(1));
    }
    var skipping =
        SparkSessions.spark()
            .read()
            .format("delta")
            .load(Locations.plain(table.location()))
            .where("i = 9 and t > 'b' and d > date'2025-01-01'");
    assertThat(skipping.inputFiles()).hasSize(1);
    DataFile read =
        table.snapshot().orElseThrow().filesWithStatistics().stream()
            .filter(f -> f.location().equals(high.location()))
            .findFirst()
            .orElseThrow();
    assertThat(read.statistics().orElseThrow().columns())
        .containsEntry("i", statistics("9", "9"))
        .containsEntry("dec", statistics("99.99", "99.99"))
        .containsEntry("s.x.y", statistics("9", "9"))
        .containsEntry("ts", statistics("2024-12-31T23:59:59.999Z", "2025-01-01T00:00:00.000Z"));
  }

  private static ColumnStatistics statistics(String min, String max) {
    return new ColumnStatistics(Optional.of(min), Optional.of(max), 0);
  }

  private static DataFile withStatistics(DataFile file, List<String> values) {
    List<String> paths = List.of("i", "t", "ts", "dec", "f", "d", "s.x.y");
    Map<String, ColumnStatistics> columns = new java.util.HashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      columns.put(paths.get(i), statistics(values.get(i), values.get(i)));
    }
    return new DataFile(
        file.location(),
        file.size(),
        file.modified(),
        Map.of(),
        Optional.of(new FileStatistics(1, columns)),
        new long[0]);
  }

  private List<DataFile> write(String query, Map<String, String> partition) throws Exception {
    return Parquet.write(table, query, partition);
  }

  private static Commit commit(
      Optional<Long> readVersion,
      boolean replace,
      Schema schema,
      List<String> partitionColumns,
      DataFile... files) {
    return new Commit(
        readVersion,
        schema,
        partitionColumns,
        Optional.empty(),
        Map.of(),
        replace ? Removal.EVERYTHING : Removal.NOTHING,
        List.of(files),
        Map.of(),
        "WRITE",
        Map.of());
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).toList();
    }
  }

  private List<List<Object>> rows(String sql) {
    return SparkSessions.rows(sql, table.location());
  }
}
