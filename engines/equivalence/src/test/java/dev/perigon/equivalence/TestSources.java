package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Destination;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.engine.spark.SparkEngine;
import dev.perigon.engine.spark.SparkOptions;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.lakehouse.LakehouseOptions;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.lakehouse.Warehouses;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random source files give the same rows, or the same complaint, on both engines. */
final class TestSources {
  /** Reads large files in parts, and takes next to nothing for large. */
  private static final SparkOptions CUTTING =
      Run.sparkOptions()
          .withConf(
              Map.of(
                  "spark.sql.files.maxPartitionBytes", "150",
                  "spark.sql.files.openCostInBytes", "0"));

  @TempDir private Path folder;
  private Pair engines;
  private Engine cutting;

  @BeforeEach
  void open() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    engines = new Pair(folder, berlin);
    Warehouse warehouse = Warehouses.open(folder.toUri(), LakehouseOptions.defaults());
    cutting = SparkEngine.open(CUTTING.withTimeZone(berlin), warehouse.files());
  }

  @AfterEach
  void close() {
    cutting.close();
    engines.close();
  }

  @Test
  void csvFilesAreTheSame() {
    agree(RandomCsv::files, 80);
  }

  @Test
  void jsonFilesAreTheSame() {
    agree(RandomJson::files, 40);
  }

  @Test
  @Tag("long")
  void manyCsvFilesAreTheSame() {
    agree(RandomCsv::files, 2_000);
  }

  @Test
  @Tag("long")
  void manyJsonFilesAreTheSame() {
    agree(RandomJson::files, 1_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select * from t",
        "select id from t",
        "select count(*) from t",
        "select id from t where id = 1",
        "select max(id) from t where id < 2 group by id",
        "select a.id from t as a join t as b on a.id = b.id where a.id = 1"
      })
  void aValueThatDoesNotFitIsToldWhetherOrNotTheQueryReadsIt(String sql) throws Exception {
    Schema schema = Schema.of(Column.of("id", Scalar.INTEGER), Column.of("n", Scalar.INTEGER));
    Path in = Files.createDirectories(folder.resolve("in"));
    Path csv = Files.writeString(in.resolve("a.csv"), "id,n\n1,2\n2,3.5\n");
    Path json =
        Files.writeString(in.resolve("a.json"), "{\"id\":1,\"n\":2}\n{\"id\":2,\"n\":3.5}\n");
    for (Path path : List.of(csv, json)) {
      var file = new StoredFile(path.toUri(), Files.size(path), 0);
      String format = path == csv ? "csv" : "json";
      Map<String, String> options = path == csv ? Map.of("header", "true") : Map.of();
      var source = new SourceFiles(format, options, schema, List.of(file));
      Object embedded = answer(Run.By.DUCKDB, sql, source);
      assertThat(embedded).asString().startsWith("DATA: Cannot ").contains("'n'");
      assertThat(answer(Run.By.SPARK, sql, source)).isEqualTo(embedded);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[{'a': {, 'k': 1}]                 | line 1 of %s: it is not valid JSON",
        "{'a': 1}                           | line 1 of %s: the value of column 'a' is not a ARRAY<BIGINT>",
        "{'a': [1,~'x',~{]}                 | line 3 of %s: it is not valid JSON",
        "{'a':~[1,~'x',~{}]}                | line 2 of %s: the value of column 'a' is not a ARRAY<BIGINT>",
        "{'a': {'b': [}                     | line 1 of %s: it is not valid JSON"
      })
  void brokenJsonIsToldBeforeAWrongType(String text, String message) throws Exception {
    Schema schema = Schema.of(Column.of("a", new SqlType.Array(Scalar.LONG, true)));
    Path in = Files.createDirectories(folder.resolve("in"));
    Path path = Files.writeString(in.resolve("a.json"), text.replace("'", "\"").replace('~', '\n'));
    var file = new StoredFile(path.toUri(), Files.size(path), 0);
    var source = new SourceFiles("json", Map.of("multiline", "true"), schema, List.of(file));
    String expected = "DATA: Cannot read " + message.formatted(path);
    for (Run.By by : Run.By.values()) {
      assertThat(answer(by, "select * from t", source)).as(by.toString()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1e-7, 1e-7",
    "0.00001, 0.00001",
    "-1.5E-10, -1.5e-10",
    "1e16, 10000000000000000.0",
    "1e22, 1e22",
    "123456789012345678901, 123456789012345678901",
    "1.50, 1.5",
    "1e2, 100.0",
    "1e-400, 0.0"
  })
  void aNumberIsTheSameTextHoweverItIsRead(String number, String text) throws Exception {
    Schema schema = Schema.of(Column.of("a", Scalar.STRING));
    Path in = Files.createDirectories(folder.resolve("in"));
    Path path = Files.writeString(in.resolve("a.json"), "{\"a\": %s}\n".formatted(number));
    var file = new StoredFile(path.toUri(), Files.size(path), 0);
    var source = new SourceFiles("json", Map.of(), schema, List.of(file));
    for (Run.By by : Run.By.values()) {
      assertThat(answer(by, source)).as(by.toString()).isEqualTo(List.of("[" + text + "]"));
      assertThat(written(engines.engine(by), source))
          .as("written by %s", by)
          .isEqualTo(List.of("[" + text + "]"));
    }
  }

  @Test
  void aNullBetweenObjectsOfManyLinesIsARow() throws Exception {
    Schema schema = Schema.of(Column.of("a", Scalar.LONG));
    Path in = Files.createDirectories(folder.resolve("in"));
    Path path = Files.writeString(in.resolve("a.json"), "{\"a\":\n1}\nnull\n{\"a\":\n2}\n");
    var file = new StoredFile(path.toUri(), Files.size(path), 0);
    var source = new SourceFiles("json", Map.of(), schema, List.of(file));
    Object expected = List.of("[1]", "[2]", "[null]");
    for (Run.By by : Run.By.values()) {
      assertThat(answer(by, source)).as(by.toString()).isEqualTo(expected);
      assertThat(written(engines.engine(by), source)).as(by.toString()).isEqualTo(expected);
    }
  }

  private void agree(Function<Random, RandomFiles> generator, int count) {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    var random = new Random(seed);
    int read = 0;
    for (int i = 0; i < count; i++) {
      RandomFiles files = generator.apply(random);
      SourceFiles source = files.writeTo(folder.resolve("in/" + i));
      Object embedded = answer(Run.By.DUCKDB, source);
      Object spark = answer(Run.By.SPARK, source);
      assertThat(spark).as("seed %d, number %d: %s", seed, i, files).isEqualTo(embedded);
      for (Engine engine : List.of(cutting, engines.engine(Run.By.DUCKDB))) {
        assertThat(written(engine, source))
            .as("seed %d, number %d, written by %s: %s", seed, i, engine.getClass(), files)
            .isEqualTo(embedded);
      }
      read += embedded instanceof List ? 1 : 0;
    }
    assertThat(read)
        .as("read without a complaint, seed " + seed)
        .isBetween(count / 5, count - count / 40); // some are refused
  }

  /** As a write reads it: in parts where it can, trusting the files until they prove wrong. */
  private Object written(Engine engine, SourceFiles source) {
    BoundQuery query = engines.query("select * from t", Map.of("t", source));
    URI place = folder.resolve("out-" + System.nanoTime()).toUri();
    try {
      WrittenFiles written =
          engine.write(
              query,
              new Destination(place, source.schema(), List.of(), Destination.DEFAULT_FILE_BYTES));
      Slice slice = Pair.slice(written, source.schema());
      return texts(engines.read(Run.By.DUCKDB, "select * from t", Map.of("t", slice)));
    } catch (PerigonException e) {
      return e.code() + ": " + e.getMessage();
    }
  }

  private Object answer(Run.By by, SourceFiles source) {
    return answer(by, "select * from t", source);
  }

  private Object answer(Run.By by, String sql, SourceFiles source) {
    try {
      return texts(engines.read(by, sql, Map.of("t", source)));
    } catch (PerigonException e) {
      return e.code() + ": " + e.getMessage();
    }
  }

  private static List<String> texts(Table table) {
    return table.rows().stream()
        .map(row -> row.stream().map(TestSources::text).toList().toString())
        .sorted()
        .toList();
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
  }
}
