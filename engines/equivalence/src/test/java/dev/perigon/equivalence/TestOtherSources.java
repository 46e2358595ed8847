package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Destination;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.engine.spark.SparkEngine;
import dev.perigon.engine.spark.SparkOptions;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.lakehouse.LakehouseOptions;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.lakehouse.Warehouses;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Decimal;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.io.compress.BZip2Codec;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parquet and text files, schemas that nobody declared, and how files are packed. */
final class TestOtherSources {
  private static final String TYPES =
      """
      select true as bool, cast(-128 as tinyint) as byte, cast(32767 as smallint) as short, 1 as int,
             9223372036854775807 as long, cast(0.1 as float) as float, cast(0.1 as double) as double,
             'é' as string, X'00FF' as binary, date '0001-01-01' as date,
             timestamp '2024-10-27 00:30:00.123456' as instant,
             timestamp_ntz '9999-12-31 23:59:59.999999' as local,
             cast(-123.4 as decimal(4,1)) as small,
             cast('1234567890123456789012345678.0123456789' as decimal(38,10)) as large,
             named_struct('a', 1, 'B c', array('x', null)) as struct,
             map('k', 1.50, 'n', null) as map
      """;

  @TempDir private Path folder;
  private Pair engines;

  @BeforeEach
  void open() {
    engines = new Pair(folder, ZoneId.of("Europe/Berlin"));
  }

  @AfterEach
  void close() {
    engines.close();
  }

  private static SourceFiles parquet(Schema schema, WrittenFiles... written) {
    List<StoredFile> files =
        Arrays.stream(written)
            .flatMap(w -> w.files().stream())
            .map(TestOtherSources::stored)
            .toList();
    return new SourceFiles("parquet", Map.of(), schema, files);
  }

  private static StoredFile stored(DataFile file) {
    return new StoredFile(file.location(), file.size(), file.modified());
  }

  private StoredFile file(String name, byte[] content) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Files.write(path, content);
    return new StoredFile(path.toUri(), content.length, 0);
  }

  private Table read(Run.By by, SourceFiles source) {
    return engines.read(by, "select * from t", Map.of("t", source));
  }

  private Table same(SourceFiles source) {
    Table embedded = read(Run.By.DUCKDB, source);
    embedded.assertSameAs(read(Run.By.SPARK, source), source.format());
    return embedded;
  }

  private String inferred(Run.By by, SourceFiles source) {
    var bare =
        new SourceFiles(source.format(), source.options(), new Schema(List.of()), source.files());
    return engines.engine(by).infer(bare).ddl();
  }

  @ParameterizedTest
  @EnumSource
  void parquetOfEveryTypeIsTheSame(Run.By writer) {
    BoundQuery query = engines.query(TYPES, Map.of());
    Schema schema = nullable(query.query().schema());
    SourceFiles source = parquet(schema, engines.write(writer, query, schema));
    List<List<Object>> rows = engines.read(Run.By.SPARK, TYPES, Map.of()).rows();
    same(source).assertSameAs(new Table(schema, rows), "what was written");
    assertThat(inferred(Run.By.SPARK, source))
        .isEqualTo(inferred(Run.By.DUCKDB, source))
        .isEqualTo(schema.ddl());
  }

  private static Schema nullable(Schema schema) {
    return new Schema(schema.columns().stream().map(c -> Column.of(c.name(), c.type())).toList());
  }

  @Test
  void oldInstantsInParquetAreTheSame() {
    engines.read(Run.By.SPARK, "select 1 as one", Map.of());
    Path place = folder.resolve("int96");
    SparkSession spark = SparkSession.active().newSession();
    spark.conf().set("spark.sql.parquet.outputTimestampType", "INT96");
    spark.conf().set("spark.sql.session.timeZone", "UTC");
    spark
        .sql("select timestamp '2024-07-01 10:00:00.123456' as at, timestamp '1900-01-01' as old")
        .write()
        .parquet(place.toUri().toString());
    Schema schema =
        Schema.of(Column.of("at", Scalar.TIMESTAMP), Column.of("old", Scalar.TIMESTAMP));
    SourceFiles source = new SourceFiles("parquet", Map.of(), schema, parquetFiles(place));
    assertThat(same(source).rows())
        .containsExactly(
            List.of(
                java.time.Instant.parse("2024-07-01T10:00:00.123456Z"),
                java.time.Instant.parse("1900-01-01T00:00:00Z")));
    assertThat(inferred(Run.By.SPARK, source))
        .isEqualTo(inferred(Run.By.DUCKDB, source))
        .isEqualTo("at TIMESTAMP, old TIMESTAMP");
  }

  /** As Spark 2 wrote them: days before 1582-10-15 and instants before 1900 in another calendar. */
  private SourceFiles ofTheOldCalendar(String sql, String timestamps, Schema schema) {
    engines.read(Run.By.SPARK, "select 1 as one", Map.of());
    Path place = folder.resolve("old-" + System.nanoTime());
    SparkSession spark = SparkSession.active().newSession();
    spark.conf().set("spark.sql.parquet.datetimeRebaseModeInWrite", "LEGACY");
    spark.conf().set("spark.sql.parquet.int96RebaseModeInWrite", "LEGACY");
    spark.conf().set("spark.sql.parquet.outputTimestampType", timestamps);
    spark.conf().set("spark.sql.session.timeZone", "UTC");
    spark.sql(sql).write().parquet(place.toUri().toString());
    return new SourceFiles("parquet", Map.of(), schema, parquetFiles(place));
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT96", "TIMESTAMP_MICROS", "TIMESTAMP_MILLIS"})
  void parquetOfTheOldCalendarIsTheSameOrRefused(String timestamps) {
    Schema schema = Schema.of(Column.of("d", Scalar.DATE), Column.of("at", Scalar.TIMESTAMP));
    String late = "select date '1582-10-15' as d, timestamp '1900-01-01 00:00:00' as at";
    assertThat(same(ofTheOldCalendar(late, timestamps, schema)).rows())
        .containsExactly(
            List.of(
                java.time.LocalDate.of(1582, 10, 15),
                java.time.Instant.parse("1900-01-01T00:00:00Z")));
    String oldDay = "select date '1582-10-04' as d, timestamp '2024-01-01 00:00:00' as at";
    String oldTime = "select date '2024-01-01' as d, timestamp '1500-03-01 12:00:00' as at";
    for (String sql : List.of(oldDay, oldTime)) {
      SourceFiles source = ofTheOldCalendar(sql, timestamps, schema);
      assertThat(read(Run.By.SPARK, source).rows())
          .isEqualTo(engines.read(Run.By.SPARK, utc(sql), Map.of()).rows());
      assertThatThrownBy(() -> engines.read(Run.By.DUCKDB, "from t", Map.of("t", table(source))))
          .hasMessageContaining("Cannot read column");
      assertThatThrownBy(() -> read(Run.By.DUCKDB, source))
          .isInstanceOfSatisfying(
              PerigonException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED);
                assertThat(e.remedy()).contains("--engine spark");
              })
          .hasMessageContaining(
              "Cannot read column '%s' of Parquet files".formatted(sql == oldDay ? "d" : "at"));
    }
  }

  /** The same files in a Delta table that another tool made. */
  private static Slice table(SourceFiles source) {
    List<DataFile> files =
        source.files().stream()
            .map(
                f ->
                    new DataFile(
                        f.location(),
                        f.size(),
                        f.modified(),
                        Map.of(),
                        Optional.empty(),
                        new long[0]))
            .toList();
    return new Slice.Delta(source.schema(), source.schema(), List.of(), files);
  }

  private static String utc(String sql) {
    return sql.replaceAll("(timestamp '[^']*)'", "$1Z'");
  }

  @Test
  void nestedTimesOfTheOldCalendarAreRefusedByTheEmbeddedEngine() {
    Schema schema =
        Schema.of(
            Column.of("id", Scalar.INTEGER),
            Column.of("days", new SqlType.Array(Scalar.DATE, true)));
    SourceFiles source =
        ofTheOldCalendar("select 1 as id, array(date '1500-03-01') as days", "INT96", schema);
    assertThat(read(Run.By.SPARK, source).rows())
        .containsExactly(List.of(1, List.of(java.time.LocalDate.of(1500, 3, 1))));
    assertThatThrownBy(() -> read(Run.By.DUCKDB, source))
        .hasMessageContaining("Cannot read column 'days' of Parquet files");
  }

  private static List<StoredFile> parquetFiles(Path place) {
    try (var files = Files.list(place)) {
      var found = new ArrayList<StoredFile>();
      for (Path path : files.filter(p -> p.toString().endsWith(".parquet")).toList()) {
        found.add(new StoredFile(path.toUri(), Files.size(path), 0));
      }
      return found;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void parquetFilesOfDifferentColumnsAreReadByName() {
    var item =
        new SqlType.Struct(
            Schema.of(Column.of("sku", Scalar.STRING), Column.of("n", Scalar.INTEGER)));
    Schema declared =
        Schema.of(
            Column.of("price", new Decimal(12, 2)),
            Column.of("ID", Scalar.LONG),
            Column.of("item", item),
            Column.of("weight", Scalar.DOUBLE),
            Column.of("new", Scalar.DATE));
    SourceFiles source =
        parquet(
            declared,
            engines.write(
                Run.By.SPARK,
                "select 1 as id, named_struct('n', 2, 'sku', 'a') as item, 1.5f as weight"),
            engines.write(
                Run.By.DUCKDB,
                "select 2L as Id, 7.25BD as price, named_struct('sku', 'b') as item, 9 as other"));
    assertThat(same(source).rows())
        .containsExactlyInAnyOrder(
            Arrays.asList(null, 1L, List.of("a", 2), 1.5, null),
            Arrays.asList(
                new java.math.BigDecimal("7.25"), 2L, Arrays.asList("b", null), null, null));
  }

  @Test
  void parquetColumnsThatWouldBendAreRefused() {
    WrittenFiles written = engines.write(Run.By.DUCKDB, "select 'x' as a, 2.7D as b");
    Schema declared = Schema.of(Column.of("b", Scalar.INTEGER));
    for (Run.By by : Run.By.values()) {
      assertThatThrownBy(() -> read(by, parquet(declared, written)))
          .as(by.toString())
          .isInstanceOf(PerigonException.class)
          .hasMessageContaining("Cannot read column 'b' of ")
          .hasMessageContaining("it is a DOUBLE and declared as INT")
          .hasMessageNotContaining("2.7");
    }
  }

  @Test
  void whatIsNoParquetIsRefused() throws IOException {
    StoredFile broken = file("in/broken.parquet", "no Parquet at all".getBytes());
    Schema schema = Schema.of(Column.of("a", Scalar.INTEGER));
    for (Run.By by : Run.By.values()) {
      assertThatThrownBy(
              () -> read(by, new SourceFiles("parquet", Map.of(), schema, List.of(broken))))
          .as(by.toString())
          .isInstanceOfSatisfying(
              PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE))
          .hasMessageContaining("broken.parquet");
    }
  }

  @Test
  void textIsTheSame() throws IOException {
    Schema schema = Schema.of(Column.of("line", Scalar.STRING));
    StoredFile text = file("in/a.txt", "one, \"two\r\n\né\rlast".getBytes("UTF-8"));
    assertThat(same(new SourceFiles("text", Map.of(), schema, List.of(text))).rows())
        .containsExactlyInAnyOrder(
            List.of("one, \"two"), List.of(""), List.of("é"), List.of("last"));
  }

  @Test
  void theSameColumnsAreSeenInFilesThatDeclareNone() throws IOException {
    StoredFile csv =
        file(
            "in/a.csv",
            "customer_id,n,price,day\n1,2,1.5,2024-01-01\n2,,3,2024-02-30\n".getBytes());
    StoredFile json =
        file("in/a.json", "{\"id\":1,\"o\":{\"d\":\"2024-01-01\",\"x\":[1.5]}}\n".getBytes());
    StoredFile text = file("in/b.txt", "x".getBytes());
    Schema none = new Schema(List.of());
    for (SourceFiles source :
        List.of(
            new SourceFiles(
                "csv",
                Map.of("header", "true", "rescueddatacolumn", "_rescued_data"),
                none,
                List.of(csv)),
            new SourceFiles("json", Map.of(), none, List.of(json)),
            new SourceFiles("text", Map.of(), none, List.of(text)))) {
      assertThat(inferred(Run.By.SPARK, source)).isEqualTo(inferred(Run.By.DUCKDB, source));
    }
  }

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void numbersTooSmallForADecimalAreZeroWithoutAnyWork() throws IOException {
    Schema schema = Schema.of(Column.of("a", new Decimal(5, 2)));
    StoredFile some =
        file("in/small.csv", "1e-500000000\n-1e-999999999\n0e-500000000\n1e-3\n5e-3\n".getBytes());
    assertThat(same(new SourceFiles("csv", Map.of(), schema, List.of(some))).rows())
        .extracting(row -> row.get(0).toString())
        .containsExactly("0.00", "0.00", "0.00", "0.00", "0.01");
  }

  @Test
  void noFilesAreNoRows() {
    Schema schema = Schema.of(Column.of("a", new Decimal(5, 2)), Column.of("b", Scalar.TIMESTAMP));
    for (String format : List.of("csv", "json", "parquet")) {
      assertThat(same(new SourceFiles(format, Map.of(), schema, List.of())).rows()).isEmpty();
    }
  }

  @Test
  void refusesTheSameOptionsColumnsAndFormats() throws IOException {
    StoredFile some = file("in/a.csv", "a\n1\n".getBytes());
    Schema interval = Schema.of(Column.of("a", Scalar.DAY_TIME_INTERVAL));
    Schema whole = Schema.of(Column.of("a", Scalar.INTEGER));
    for (SourceFiles source :
        List.of(
            new SourceFiles("csv", Map.of("heade", "true"), whole, List.of(some)),
            new SourceFiles("csv", Map.of("mode", "fast"), whole, List.of(some)),
            new SourceFiles("json", Map.of("mode", "PERMISSIVE"), whole, List.of(some)),
            new SourceFiles("csv", Map.of(), interval, List.of(some)),
            new SourceFiles("text", Map.of(), whole, List.of(some)),
            new SourceFiles("orc", Map.of(), whole, List.of(some)))) {
      List<String> complaints = new ArrayList<>();
      for (Run.By by : Run.By.values()) {
        try {
          read(by, source);
        } catch (PerigonException e) {
          complaints.add(e.code() + ": " + e.getMessage());
        }
      }
      assertThat(complaints).as(source.toString()).hasSize(2);
      assertThat(complaints.get(1)).isEqualTo(complaints.get(0));
    }
  }

  /** The local disk by another name. */
  public static final class OtherFiles extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("other:///");
    }

    @Override
    public String getScheme() {
      return "other";
    }
  }

  @Test
  void sparkReadsFromAnyFileSystem() throws IOException {
    Schema schema = Schema.of(Column.of("a", Scalar.INTEGER), Column.of("b", Scalar.STRING));
    StoredFile csv = file("in/a.csv", "a,b\n1,x\n2,y\n3,z\n".getBytes());
    StoredFile json = file("in/a.json", "{\"a\":4}\n".getBytes());
    WrittenFiles written = engines.write(Run.By.SPARK, "select 5 as a, 'v' as b");
    SparkSession.active()
        .sparkContext()
        .hadoopConfiguration()
        .set("fs.other.impl", OtherFiles.class.getName());
    Warehouse warehouse = Warehouses.open(folder.toUri(), LakehouseOptions.defaults());
    SparkOptions options =
        Run.sparkOptions()
            .withConf(
                Map.of(
                    "spark.sql.files.maxPartitionBytes", "4",
                    "spark.sql.files.openCostInBytes", "0"));
    try (Engine spark = SparkEngine.open(options, warehouse.files())) {
      for (SourceFiles source :
          List.of(
              new SourceFiles("csv", Map.of("header", "true"), schema, List.of(csv)),
              new SourceFiles("json", Map.of(), schema, List.of(json)),
              parquet(schema, written))) {
        List<StoredFile> elsewhere = source.files().stream().map(TestOtherSources::other).toList();
        var other = new SourceFiles(source.format(), source.options(), schema, elsewhere);
        BoundQuery query = engines.query("select * from t", Map.of("t", other));
        same(source).assertSameAs(Table.of(spark.read(query)), source.format());
        URI place = folder.resolve("out-" + source.format()).toUri();
        WrittenFiles copy =
            spark.write(
                query, new Destination(place, schema, List.of(), Destination.DEFAULT_FILE_BYTES));
        same(source).assertSameAs(read(Run.By.DUCKDB, parquet(schema, copy)), source.format());
        assertThat(spark.infer(other)).isEqualTo(engines.engine(Run.By.DUCKDB).infer(source));
      }
    }
  }

  private static StoredFile other(StoredFile file) {
    URI location = URI.create("other://" + file.location().getPath());
    return new StoredFile(location, file.size(), file.modified());
  }

  @Test
  void sparkUnpacksWhatHadoopCan() throws IOException {
    var codec = new BZip2Codec();
    codec.setConf(new Configuration());
    var packed = new java.io.ByteArrayOutputStream();
    try (var out = codec.createOutputStream(packed)) {
      out.write("a,b\n1,x\n".getBytes());
    }
    Schema schema = Schema.of(Column.of("a", Scalar.INTEGER), Column.of("b", Scalar.STRING));
    var source =
        new SourceFiles(
            "csv",
            Map.of("header", "true"),
            schema,
            List.of(file("in/a.csv.bz2", packed.toByteArray())));
    assertThat(read(Run.By.SPARK, source).rows()).containsExactly(List.of(1, "x"));
    assertThatThrownBy(() -> read(Run.By.DUCKDB, source))
        .hasMessageContaining("the embedded engine does not know its compression");
  }
}
