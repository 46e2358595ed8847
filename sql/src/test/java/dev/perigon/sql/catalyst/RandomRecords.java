package dev.perigon.sql.catalyst;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** JSON objects as producers send them, and what becomes of them. */
final class RandomRecords {
  private static final List<String> NAMES =
      List.of(
          "s",
          "t",
          "i",
          "l",
          "b",
          "y",
          "h",
          "d",
          "m",
          "k",
          "n o",
          "é",
          "_corrupt",
          "_corrupt_record",
          "other",
          "S",
          "I",
          "unknown",
          "");
  private static final List<String> VALUES =
      List.of(
          "\"text\"",
          "\"\"",
          "\"日本 😀é\"",
          "\"a\\n\\\"b\\\\\\u00e9\\/\"",
          "\"\\ud83d\"",
          "\"\\ud83d\\ude00\"",
          "\"\\u0000x\"",
          "\"O'Brien\"",
          "'single'",
          "\"12\"",
          "\"1.5\"",
          "\"NaN\"",
          "\"Infinity\"",
          "\"true\"",
          "\" 7 \"",
          "\"\t\"",
          "\"\u0001\"",
          "\"\u007f\u0085\u2028\ufeff\"",
          "0",
          "-0",
          "1",
          "-1",
          "7",
          "127",
          "128",
          "-128",
          "-129",
          "200",
          "32767",
          "32768",
          "-32768",
          "-32769",
          "2147483647",
          "2147483648",
          "-2147483648",
          "-2147483649",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "-9223372036854775809",
          "9007199254740993",
          "123456789012345678901234567890",
          "18446744073709551615",
          "00",
          "01",
          "-01",
          "+1",
          "-",
          "1.",
          ".5",
          "0.0",
          "-0.0",
          "1.0",
          "1.5",
          "1.50",
          "0.1",
          "1.005",
          "1.005000",
          "12345678.12",
          "12345678.125",
          "99999999.99",
          "99999999.995",
          "123456789.1",
          "-99999999.99",
          "0.00000000000000001",
          "1e3",
          "1E+2",
          "1e-2",
          "1e400",
          "-1e400",
          "5e-324",
          "2.2250738585072011e-308",
          "1.7976931348623157e308",
          "0.30000000000000004",
          "9007199254740993.0",
          "123456789012.345",
          "NaN",
          "Infinity",
          "-Infinity",
          "+Infinity",
          "INF",
          "-INF",
          "nan",
          "true",
          "false",
          "null",
          "True",
          "NULL",
          "tru",
          "{}",
          "[]",
          "{\"s\": 1}",
          "[1, 2]",
          "{\"s\": \"x\", \"s\": {}}",
          "[[\"a\"]]",
          "/* */ 1",
          "# 1",
          "");
  private static final List<String> SPACES =
      List.of("", "", "", " ", "\n", "\t", "\r\n", "\u00a0", "\f", "\u0000");
  private static final List<String> ENDS =
      List.of(" ", "\n", "x", "{}", ",", "}", "]", "\u0000", "\"", " 1", "// c");

  private final Random random;

  RandomRecords(Random random) {
    this.random = random;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  String record() {
    String record = random.nextInt(12) == 0 ? one(VALUES) : object();
    return switch (random.nextInt(8)) {
      case 0 -> record + one(ENDS);
      case 1 -> mutated(record);
      case 2 -> record.substring(0, random.nextInt(record.length() + 1));
      default -> record;
    };
  }

  private String object() {
    int count = random.nextInt(8);
    List<String> names = new ArrayList<>(NAMES);
    return IntStream.range(0, count)
        .mapToObj(i -> names.remove(random.nextInt(names.size() - 6)))
        .map(n -> random.nextInt(40) == 0 ? one(NAMES) : n)
        .map(n -> space() + name(n) + space() + ":" + space() + value(n) + space())
        .collect(Collectors.joining(",", space() + "{", "}"));
  }

  private String space() {
    return random.nextInt(6) == 0 ? one(SPACES) : "";
  }

  private String name(String name) {
    return switch (random.nextInt(60)) {
      case 0 -> name;
      case 1 -> "'" + name + "'";
      case 2 -> "\"\\u0073\"";
      default -> '"' + name + '"';
    };
  }

  /** Mostly of the right type, so that whole records are. */
  private String value(String name) {
    if (random.nextInt(4) == 0) {
      return one(VALUES);
    }
    return switch (name) {
      case "s", "t", "n o", "é" -> '"' + Integer.toString(random.nextInt(), 36) + '"';
      case "b" -> Boolean.toString(random.nextBoolean());
      case "y" -> Integer.toString(random.nextInt(300) - 150);
      case "d" -> number();
      case "m" -> random.nextInt(200_000_000) / Math.pow(10, random.nextInt(4)) + "";
      case "k" -> decimal();
      case "l" -> Long.toString(random.nextLong() >> random.nextInt(64));
      default -> Integer.toString(random.nextInt() >> random.nextInt(32));
    };
  }

  private String number() {
    return random.nextBoolean()
        ? Double.toString(Double.longBitsToDouble(random.nextLong()))
        : Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(20)));
  }

  private String decimal() {
    String digits = Long.toString(Math.abs(random.nextLong() >> 13));
    int point = random.nextInt(digits.length());
    return (random.nextBoolean() ? "-" : "")
        + (point == 0 ? "0" : digits.substring(0, point))
        + "."
        + digits.substring(point);
  }

  private String mutated(String text) {
    StringBuilder changed = new StringBuilder(text);
    for (int i = 0; i <= random.nextInt(2) && changed.length() > 0; i++) {
      int at = random.nextInt(changed.length());
      if (random.nextBoolean()) {
        changed.deleteCharAt(at);
      } else {
        changed.insert(
            at, one(List.of("{", "}", "[", "]", ",", ":", "\"", "'", "\\", "0", ".", " ")));
      }
    }
    return changed.toString();
  }
}
