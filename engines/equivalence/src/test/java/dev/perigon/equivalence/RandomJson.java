package dev.perigon.equivalence;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Decimal;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** JSON files of all layouts, most of whose values fit their columns. */
final class RandomJson {
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

  private RandomJson() {}

  static RandomFiles files(Random random) {
    var contents = new ArrayList<RandomFiles.Content>();
    String packing = List.of("", "", "", ".gz", ".zst").get(random.nextInt(5));
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      byte[] bytes = content(random).getBytes(StandardCharsets.UTF_8);
      contents.add(new RandomFiles.Content(bytes, packing));
    }
    return new RandomFiles("json", Map.of(), SCHEMA, contents);
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
