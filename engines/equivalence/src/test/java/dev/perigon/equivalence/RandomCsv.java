package dev.perigon.equivalence;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Decimal;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** CSV files with every oddity that feeds have, and the options to read them with. */
final class RandomCsv {
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

  private static final String RESCUED = "_rescued_data";

  private final Random random;
  private final Map<String, String> options = new HashMap<>();
  private String delimiter = ",";
  private Charset charset = java.nio.charset.StandardCharsets.UTF_8;
  private boolean header = true;
  private String before = "";

  private RandomCsv(Random random) {
    this.random = random;
  }

  static RandomFiles files(Random random) {
    return new RandomCsv(random).files();
  }

  private RandomFiles files() {
    chooseOptions();
    var contents = new ArrayList<RandomFiles.Content>();
    String packing = List.of("", "", "", ".gz", ".zst").get(random.nextInt(5));
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      contents.add(new RandomFiles.Content(content().getBytes(charset), packing));
    }
    Schema schema = SCHEMA;
    if (options.containsKey("rescueddatacolumn")) {
      var columns = new ArrayList<>(SCHEMA.columns());
      columns.add(random.nextInt(columns.size() + 1), Column.of(RESCUED, Scalar.STRING));
      schema = new Schema(columns);
    }
    return new RandomFiles("csv", options, schema, contents);
  }

  private boolean one(int in) {
    return random.nextInt(in) == 0;
  }

  private void chooseOptions() {
    if (one(4)) {
      options.put("rescueddatacolumn", RESCUED);
    }
    if (one(5)) {
      options.put(
          "mode", List.of("PERMISSIVE", "DROPMALFORMED", "failfast").get(random.nextInt(3)));
    }
    header = !one(6);
    options.put("header", Boolean.toString(header));
    if (one(3)) {
      chooseLayout();
    }
  }

  private void chooseLayout() {
    switch (random.nextInt(10)) {
      case 0 -> delimiter(";", ";");
      case 1 -> delimiter("\\t", "\t");
      case 2 -> delimiter("||", "||");
      case 3 -> options.put("quote", List.of("'", "").get(random.nextInt(2)));
      case 4 -> options.put("escape", "\\");
      case 5 -> options.put("nullvalue", List.of("NULL", "a", "1").get(random.nextInt(3)));
      case 6 -> {
        charset =
            Charset.forName(List.of("ISO-8859-1", "UTF-16", "UTF-16LE").get(random.nextInt(3)));
        options.put("encoding", charset.name());
      }
      case 7 -> {
        options.put("ignoreleadingwhitespace", "true");
        options.put("ignoretrailingwhitespace", Boolean.toString(random.nextBoolean()));
      }
      case 8 -> {
        options.put("comment", "#");
        before = "# made by \"hand\n";
      }
      default -> {
        options.put("skiprows", "2");
        before = "one\n\ntwo, three\n".substring(random.nextInt(4) == 0 ? 1 : 4);
      }
    }
  }

  private void delimiter(String option, String text) {
    options.put("sep", option);
    delimiter = text;
  }

  /** Mostly the plainest values, so that many files are right throughout. */
  private String content() {
    String end = one(2) ? "\n" : "\r\n";
    int oddness = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(30);
    List<Integer> order = new ArrayList<>(IntStream.range(0, VALUES.size()).boxed().toList());
    if (header && one(3)) {
      Collections.shuffle(order, random);
    }
    var text = new StringBuilder(one(10) && charset.name().equals("UTF-8") ? "\uFEFF" : "");
    text.append(before).append(one(15) && before.isEmpty() ? end : "");
    if (header) {
      List<String> names = order.stream().map(i -> SCHEMA.columns().get(i).name()).toList();
      text.append(String.join(delimiter, names)).append(one(100) ? delimiter + "more" : "");
      text.append(end);
    }
    int rows = random.nextInt(6);
    for (int row = 0; row < rows; row++) {
      text.append(record(order, oddness));
      text.append(row == rows - 1 && random.nextBoolean() ? "" : end);
      text.append(random.nextInt(200) < oddness ? end : "");
    }
    return text.toString();
  }

  private String record(List<Integer> order, int oddness) {
    var fields = new ArrayList<String>();
    for (int column : order) {
      List<String> values = VALUES.get(column);
      int pick = random.nextInt(100) < oddness ? random.nextInt(values.size()) : random.nextInt(3);
      fields.add(values.get(pick));
    }
    if (random.nextInt(200) < oddness) {
      fields.add("extra");
    }
    return String.join(delimiter, fields);
  }
}
