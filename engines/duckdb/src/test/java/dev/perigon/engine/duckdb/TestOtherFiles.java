package dev.perigon.engine.duckdb;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Decimal;
import dev.perigon.sql.type.SqlType.Scalar;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestOtherFiles {
  private static final Schema TEXT = Schema.of(Column.of("value", Scalar.STRING));

  @TempDir Path folder;
  private Bench bench;
  private int count;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private SourceFiles json(Schema schema, String content) {
    return Bench.source("json", Map.of(), schema, bench.file("in/f" + count++ + ".json", content));
  }

  private List<List<Object>> rows(SourceFiles source) {
    return bench.rows("SELECT * FROM input_0", source.schema(), source);
  }

  @Test
  void readsJsonLinesAndArraysAsDeclared() {
    var item =
        new SqlType.Struct(
            Schema.of(Column.of("sku", Scalar.STRING), Column.of("n", Scalar.INTEGER)));
    Schema schema =
        Schema.of(
            Column.of("id", Scalar.LONG),
            Column.of("zip", Scalar.STRING),
            Column.of("amount", new Decimal(12, 2)),
            Column.of("at", Scalar.TIMESTAMP),
            Column.of("day", Scalar.DATE),
            Column.of("ok", Scalar.BOOLEAN),
            Column.of("items", new SqlType.Array(item, true)),
            Column.of("tags", new SqlType.MapOf(Scalar.STRING, Scalar.LONG, true)),
            Column.of("raw", Scalar.STRING));
    String object =
        "{\"id\": 1, \"zip\": \"02101\", \"amount\": 411.58, \"at\": \"2024-05-15T12:20:30+02:00\","
            + " \"day\": \"2024-05-15\", \"ok\": true, \"items\": [{\"sku\": \"a\", \"n\": 2}, null, {}],"
            + " \"tags\": {\"x/y\": 7}, \"raw\": {\"a\": [1]}}";
    var expected =
        List.<Object>of(
            1L,
            "02101",
            new BigDecimal("411.58"),
            Instant.parse("2024-05-15T10:20:30Z"),
            LocalDate.of(2024, 5, 15),
            true,
            asList(List.of("a", 2), null, asList(null, null)),
            Map.of("x/y", 7L),
            "{\"a\":[1]}");
    assertThat(rows(json(schema, object + "\n{}\n")))
        .containsExactly(expected, asList(null, null, null, null, null, null, null, null, null));
    assertThat(rows(json(schema, "[" + object + ",\n" + object + "]")))
        .containsExactly(expected, expected);
  }

  @Test
  void refusesJsonValuesOfOtherTypes() {
    for (var wrong :
        Map.of(
                "1.5", Scalar.INTEGER,
                "\"1\"", Scalar.LONG,
                "true", Scalar.INTEGER,
                "1", Scalar.BOOLEAN,
                "300", Scalar.BYTE,
                "\"x\"", Scalar.DATE,
                "12345678901234567.25", (SqlType) new Decimal(38, 2),
                "\"2024-05-15 10:20:30Z\"", Scalar.TIMESTAMP_NTZ)
            .entrySet()) {
      Schema schema = Schema.of(Column.of("the x", wrong.getValue()));
      assertThatThrownBy(() -> rows(json(schema, "{}\n{\"the x\": " + wrong.getKey() + "}\n")))
          .as(wrong.getKey())
          .hasMessage(
              "Cannot read line 2 of %s/in/f%d.json: the value of column 'the x' is not a %s"
                  .formatted(folder, count - 1, wrong.getValue().ddl()));
    }
  }

  @Test
  void namesTheLineOfMalformedJson() {
    Schema schema = Schema.of(Column.of("a", Scalar.INTEGER));
    assertThatThrownBy(() -> rows(json(schema, "{\"a\":1}\n{\"a\":2}\n{secret\n")))
        .hasMessage("Cannot read line 3 of %s/in/f0.json: it is not valid JSON".formatted(folder))
        .hasMessageNotContaining("secret");
  }

  @Test
  void readsTextLineByLine() {
    var source =
        Bench.source("text", Map.of(), TEXT, bench.file("in/a.txt", "one, \"two\r\n\nlast"));
    assertThat(rows(source)).containsExactly(List.of("one, \"two"), List.of(""), List.of("last"));
  }

  @Test
  void readsParquetByNameAndFillsMissingColumns() {
    Schema written = Schema.of(Column.of("Id", Scalar.INTEGER), Column.of("x", Scalar.STRING));
    WrittenFiles files = bench.write("t", "SELECT 1, 'a'", written);
    StoredFile file = bench.files.find(files.files().get(0).location()).orElseThrow();
    Schema declared =
        Schema.of(
            Column.of("X", Scalar.STRING),
            Column.of("id", Scalar.LONG),
            Column.of("new", Scalar.DATE));
    assertThat(rows(Bench.source("parquet", Map.of(), declared, file)))
        .containsExactly(asList("a", 1L, null));
    assertThat(bench.engine.infer(Bench.source("parquet", Map.of(), declared, file)))
        .isEqualTo(written);
  }

  @Test
  void infersTheColumnsOfCsvFiles() {
    StoredFile file =
        bench.file(
            "in/c.csv",
            "customer_id,zip,count,big,price,ok,day,at,phone no,nothing,account\n"
                + "1,2101,3,4,1.5,true,2024-01-01,2024-01-01 10:00:00,+1,,007\n"
                + "2,02101,4,5000000000,2,FALSE,2024-01-02,2024-01-01T10:00:00Z,+2,,008\n");
    assertThat(
            bench
                .engine
                .infer(
                    Bench.source(
                        "csv", Map.of("header", "true", "rescueddatacolumn", "_r"), TEXT, file))
                .ddl())
        .isEqualTo(
            "customer_id STRING, zip STRING, count INT, big BIGINT, price DOUBLE, ok BOOLEAN, day DATE,"
                + " at TIMESTAMP, `phone no` STRING, nothing STRING, account STRING, _r STRING");
    assertThat(
            bench
                .engine
                .infer(Bench.source("csv", Map.of(), TEXT, bench.file("in/d.csv", "a,1\n")))
                .ddl())
        .isEqualTo("_c0 STRING, _c1 INT");
  }

  @Test
  void infersTheColumnsOfJsonFiles() {
    StoredFile file =
        bench.file(
            "in/c.json",
            "{\"id\": 1, \"we \\\"ird\": {\"x y\": [1.5], \"m\": \"a\"}, \"at\": \"2024-01-01T10:00:00Z\", \"n\": null}\n");
    assertThat(bench.engine.infer(Bench.source("json", Map.of(), TEXT, file)).ddl())
        .isEqualTo(
            "id BIGINT, `we \"ird` STRUCT<`x y`: ARRAY<DOUBLE>, m: STRING>, at TIMESTAMP, n STRING");
  }

  @Test
  void readsTypesAsDuckDbPrintsThem() {
    assertThat(
            TypeText.parse("MAP(VARCHAR, STRUCT(a DECIMAL(18,3), \"b,\"\"c\" HUGEINT[])[])").ddl())
        .isEqualTo("MAP<STRING, ARRAY<STRUCT<a: DECIMAL(18,3), `b,\"c`: ARRAY<DECIMAL(38,0)>>>>");
  }
}
