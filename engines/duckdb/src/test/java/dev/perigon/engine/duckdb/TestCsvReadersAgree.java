package dev.perigon.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.SourceFiles;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Decimal;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DuckDB's reader may refuse what the exact reader takes; it may never read something else. */
final class TestCsvReadersAgree {
  private static final Schema SCHEMA =
      Schema.of(
          Column.of("s", Scalar.STRING),
          Column.of("i", Scalar.INTEGER),
          Column.of("d", new Decimal(5, 2)),
          Column.of("f", Scalar.DOUBLE),
          Column.of("t", Scalar.TIMESTAMP),
          Column.of("n", Scalar.TIMESTAMP_NTZ),
          Column.of("day", Scalar.DATE),
          Column.of("b", Scalar.BOOLEAN),
          Column.of("e", Scalar.STRING));
  private static final List<List<String>> VALUES =
      List.of(
          List.of(
              "",
              "a",
              " a ",
              "\"\"",
              "\"a,b\"",
              "\"a\"\"b\"",
              "\"a\nb\"",
              "\"a\r\nb\"",
              "a\"b",
              "é",
              "\\",
              "\"\\\"",
              "#",
              "\"a\"x",
              " \"a\"",
              "  \"a,b\"",
              "\t\"a\"",
              "x \"a\"",
              "'",
              "NULL",
              "\"a\" "),
          List.of(
              "",
              "1",
              "-0",
              "+7",
              "007",
              "1.5",
              " 1",
              "1e2",
              "2147483647",
              "2147483648",
              "0x1",
              "1_0",
              "\"5\""),
          List.of(
              "",
              "1",
              "1.5",
              "1.005",
              "-1.005",
              "999.994",
              "999.995",
              "1000",
              ".5",
              "5.",
              "1e2",
              "1_0",
              " 1",
              "000000001.10"),
          List.of(
              "",
              "1",
              "1.50",
              "1e10",
              "-0.0",
              "inf",
              "NaN",
              "Infinity",
              "1e999",
              "0.1000000000000000055511151231257827",
              " 2 "),
          List.of(
              "",
              "2024-05-15 10:20:30",
              "2024-05-15T10:20:30Z",
              "2024-05-15",
              "2024-05-15 10:20:30.5",
              "2024-05-15 10:20:30.1234567",
              "2024-05-15 24:00:00",
              "infinity",
              "2024-5-1 1:2",
              "2024-05-15 10:20:30+02:00",
              "0044-03-15 (BC) 00:00:00",
              "2024-05-15T10:20:30.25+05:30",
              "2024-10-27 02:30:00",
              "2024-03-31 02:30:00",
              "1890-01-01 00:00:00",
              "1945-11-18 02:30:00"),
          List.of(
              "",
              "2024-05-15 10:20:30",
              "2024-05-15T10:20",
              "2024-05-15",
              "2024-05-15 10:20:30Z",
              "epoch",
              "2024-02-30 00:00:00"),
          List.of(
              "",
              "2024-05-15",
              "2024-5-1",
              "2024/05/15",
              "infinity",
              "2024-05-15 10:00:00",
              "0001-01-01",
              "9999-12-31",
              "24-05-15"),
          List.of("", "true", "FALSE", "t", "1", "yes"),
          List.of("", "z", "\"\"", "last"));
  private static final List<String> ENDS = List.of("\n", "\r\n");

  @TempDir Path folder;

  @Test
  void onTheSameRows() {
    long seed = 20_251_009L;
    System.setProperty("perigon.test.seed", Long.toString(seed));
    var random = new Random(seed);
    int fast = 0;
    try (var bench =
        new Bench(folder, DuckDbOptions.defaults().withTimeZone(ZoneId.of("Europe/Berlin")))) {
      for (int file = 0; file < 600; file++) {
        fast += agree(bench, random, file) ? 1 : 0;
      }
    }
    assertThat(fast).as("files that DuckDB's reader took, seed " + seed).isBetween(100, 500);
  }

  private boolean agree(Bench bench, Random random, int number) {
    String content = content(random);
    var source =
        Bench.source(
            "csv", Map.of("header", "true"), SCHEMA, bench.file("in/" + number + ".csv", content));
    // A comment character that is not there sends a file to the exact reader.
    var exact =
        new SourceFiles(
            "csv", Map.of("header", "true", "comment", "\u0001"), SCHEMA, source.files());
    Object chosen = rows(bench, source);
    assertThat(chosen).as("file %d:%n%s", number, content).isEqualTo(rows(bench, exact));
    return chosen instanceof List;
  }

  private static Object rows(Bench bench, SourceFiles source) {
    try {
      return bench.rows("SELECT * FROM input_0", SCHEMA, source).stream()
          .map(Object::toString)
          .sorted()
          .toList();
    } catch (PerigonException e) {
      return e.getMessage();
    }
  }

  /** Mostly the plainest values, so that many files are right throughout. */
  private static String content(Random random) {
    String end = ENDS.get(random.nextInt(ENDS.size()));
    int oddness = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(30);
    var text = new StringBuilder(random.nextInt(10) == 0 ? "\uFEFF" : "");
    text.append("s,i,d,f,t,n,day,b,e").append(end);
    int rows = random.nextInt(6);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < VALUES.size(); column++) {
        List<String> values = VALUES.get(column);
        int pick =
            random.nextInt(100) < oddness ? random.nextInt(values.size()) : random.nextInt(3);
        text.append(column == 0 ? "" : ",").append(values.get(pick));
      }
      text.append(random.nextInt(200) < oddness ? ",extra" : "");
      text.append(row == rows - 1 && random.nextBoolean() ? "" : end);
      text.append(random.nextInt(200) < oddness ? end : "");
    }
    return text.toString();
  }
}
