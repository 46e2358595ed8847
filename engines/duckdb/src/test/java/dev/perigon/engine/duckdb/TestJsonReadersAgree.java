package dev.perigon.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.SourceReader;
import dev.perigon.engine.files.SourceRows;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Decimal;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB's reader of JSON with our casts, and the exact one in Java: the same rows and errors. */
final class TestJsonReadersAgree {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Schema SCHEMA =
      Schema.of(
          Column.of("s", Scalar.STRING),
          Column.of("i", Scalar.INTEGER),
          Column.of("l", Scalar.LONG),
          Column.of("m", new Decimal(10, 2)),
          Column.of("f", Scalar.DOUBLE),
          Column.of("g", Scalar.FLOAT),
          Column.of("b", Scalar.BOOLEAN),
          Column.of("t", Scalar.TIMESTAMP),
          Column.of("n", Scalar.TIMESTAMP_NTZ),
          Column.of("d", Scalar.DATE),
          Column.of("x", Scalar.BINARY),
          Column.of("a", new SqlType.Array(Scalar.LONG, true)),
          Column.of("k", new SqlType.MapOf(Scalar.STRING, new Decimal(6, 2), true)),
          Column.of(
              "o",
              new SqlType.Struct(
                  Schema.of(
                      Column.of("u", Scalar.STRING),
                      Column.of("v/~", new SqlType.Array(Scalar.DATE, true))))));

  /** For each column values that fit, then any values. */
  private static final List<List<String>> FITTING =
      List.of(
          List.of("\"a\"", "1.50", "{\"q\": [1, 2.0]}"),
          List.of("1", "-7", "2147483647"),
          List.of("1", "9223372036854775807", "-0"),
          List.of("1.005", "\"12.345\"", "7"),
          List.of("1", "1.5e3", "-0.0"),
          List.of("0.1", "16777217", "1e-3"),
          List.of("true", "false", "null"),
          List.of("\"2024-05-15 10:20:30\"", "\"2024-05-15T10:20:30Z\"", "\"2024-10-27 02:30:00\""),
          List.of("\"2024-05-15 10:20:30.5\"", "\"2024-05-15\"", "\"2024-05-15T10:20\""),
          List.of("\"2024-05-15\"", "\"2024-2-9\"", "\"0001-01-01\""),
          List.of("\"YQ==\"", "\"\"", "\"AAEC\""),
          List.of("[1, null, 3]", "[]", "null"),
          List.of("{\"a\": 1.5, \"b\": null}", "{}", "null"),
          List.of("{\"u\": 1, \"v/~\": [\"2024-01-01\"]}", "{}", "{\"u\": \"x\", \"u\": \"y\"}"));

  private static final List<String> ODD =
      List.of(
          "null",
          "1.5",
          "1e400",
          "NaN",
          "-Infinity",
          "12345678901234567890",
          "123456789012345678901234567890",
          "1e21",
          "1e-7",
          "123456789.125",
          "0.1000000000000000055511151231257827",
          "2.67499999999999999",
          "12345678901234567.25",
          "5e-324",
          "\"1_0\"",
          "\" 1\"",
          "\"1e2\"",
          "\"\"",
          "\"2024-02-30\"",
          "\"2024-05-15 24:00:00\"",
          "\"2024-05-15T10:20:30.1234567\"",
          "\"2024-05-15T10:20:30+02:00\"",
          "\"2024-05-15 10:00 Europe/Berlin\"",
          "\"infinity\"",
          "\"YQ\"",
          "\"\\u001f\\/\\u00e9\\ud83d\\ude00\"",
          "\"\\ud800\"",
          "true",
          "{\"a\": 1, \"a\": 2}",
          "{\"u\": {\"p\": \"\\n\\u0007\"}, \"v/~\": [1]}",
          "[1, \"2\"]",
          "[1, 2,]",
          "tru",
          "01",
          "{");

  @TempDir Path folder;

  @Test
  void onTheSameRows() {
    long seed = Long.getLong("seed", 20_251_120L);
    System.out.println("seed " + seed);
    var random = new Random(seed);
    int read = 0;
    try (var bench = new Bench(folder, DuckDbOptions.defaults().withTimeZone(BERLIN))) {
      for (int number = 0; number < 300; number++) {
        String content = content(random);
        SourceFiles source =
            Bench.source("json", Map.of(), SCHEMA, bench.file("in/" + number + ".json", content));
        Object exact = exact(source);
        assertThat(embedded(bench, source))
            .as("seed %d, file %d:%n%s", seed, number, content)
            .isEqualTo(exact);
        read += exact instanceof List ? 1 : 0;
      }
    }
    assertThat(read).as("files without an error, seed " + seed).isBetween(100, 250);
  }

  private static Object embedded(Bench bench, SourceFiles source) {
    try {
      return texts(bench.rows("SELECT * FROM input_0", SCHEMA, source));
    } catch (PerigonException e) {
      return e.getMessage();
    }
  }

  private static Object exact(SourceFiles source) {
    var reader =
        new SourceReader(source, BERLIN, file -> Files.newInputStream(Path.of(file.location())));
    var all = new ArrayList<List<Object>>();
    try {
      for (StoredFile file : source.files()) {
        try (SourceRows rows = reader.open(file)) {
          for (Object[] row = rows.next(); row != null; row = rows.next()) {
            all.add(Arrays.asList(row));
          }
        }
      }
    } catch (PerigonException e) {
      return e.getMessage();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return texts(all);
  }

  private static List<String> texts(List<List<Object>> rows) {
    return rows.stream()
        .map(row -> row.stream().map(TestJsonReadersAgree::text).toList().toString())
        .sorted()
        .toList();
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
  }

  /** Records a line, in an array or over many lines; most values fit. */
  private static String content(Random random) {
    boolean array = random.nextInt(4) == 0;
    String blank = random.nextInt(4) == 0 ? "\n" : " ";
    int oddness = random.nextBoolean() ? 0 : 1 + random.nextInt(8);
    var records = new ArrayList<String>();
    int count = random.nextInt(6);
    for (int i = 0; i < count; i++) {
      records.add(record(random, oddness, blank));
    }
    return array
        ? "[" + String.join("," + blank, records) + "]\n"
        : String.join(random.nextInt(5) == 0 ? "\r\n" : "\n", records)
            + (random.nextBoolean() ? "\n" : "");
  }

  private static String record(Random random, int oddness, String blank) {
    if (random.nextInt(400) < oddness) {
      return List.of("null", "1", "[{}]", "x", "{\"i\":1,\"i\":2}").get(random.nextInt(5));
    }
    var fields = new ArrayList<String>();
    for (int i = 0; i < FITTING.size(); i++) {
      List<String> values = random.nextInt(200) < oddness ? ODD : FITTING.get(i);
      if (random.nextInt(5) > 0) {
        String value = values.get(random.nextInt(values.size()));
        fields.add("\"%s\":%s%s".formatted(SCHEMA.columns().get(i).name(), blank, value));
      }
    }
    if (random.nextInt(3) == 0) {
      fields.add(random.nextInt(fields.size() + 1), "\"other\": {\"i\": [1, {}]}");
    }
    return "{" + String.join("," + blank, fields) + "}";
  }
}
