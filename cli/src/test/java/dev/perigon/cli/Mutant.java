package dev.perigon.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A query with one operator, constant or text changed. */
record Mutant(String file, String text, int line, String from, String to) {
  private static final Map<String, String> CHANGES =
      Map.ofEntries(
          Map.entry("<=", "<"),
          Map.entry(">=", ">"),
          Map.entry("<>", "="),
          Map.entry("<", "<="),
          Map.entry(">", ">="),
          Map.entry("=", "<>"),
          Map.entry("+", "-"),
          Map.entry("-", "+"),
          Map.entry("/", "*"),
          Map.entry("and", "or"),
          Map.entry("or", "and"),
          Map.entry("is null", "is not null"),
          Map.entry("is not null", "is null"));

  private static final Pattern SPOT =
      Pattern.compile(
          "(?s)--[^\\n]*|comment '[^']*'|tblproperties \\([^)]*\\)|'(?<text>(?:\\\\'|[^'])*)'"
              + "|\\b(?<word>is not null|is null|and|or)\\b|(?<number>\\b\\d+(\\.\\d+)?\\b)"
              + "|(?<operator><=|>=|<>|[<>=+/-])");

  /** All changes of {@code sql}, one at a time. */
  static List<Mutant> all(String file, String sql) {
    List<Mutant> mutants = new ArrayList<>();
    Matcher spot = SPOT.matcher(sql);
    while (spot.find()) {
      String from = spot.group();
      String to = null;
      if (spot.group("text") != null) {
        to = "'" + spot.group("text") + "x'";
      } else if (spot.group("number") != null) {
        to = from.contains(".") ? from.replaceFirst("^\\d", "9") : (Long.parseLong(from) + 1) + "";
      } else if (spot.group("word") != null || spot.group("operator") != null) {
        to = CHANGES.get(from);
      }
      if (to != null) {
        String text = sql.substring(0, spot.start()) + to + sql.substring(spot.end());
        int line = (int) sql.substring(0, spot.start()).lines().count();
        mutants.add(new Mutant(file, text, Math.max(1, line), from, to));
      }
    }
    return mutants;
  }

  @Override
  public String toString() {
    return "%s:%d: %s → %s".formatted(file, line, from.strip(), to.strip());
  }
}
