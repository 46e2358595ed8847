package dev.perigon.sql.catalyst;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Spark date pattern ({@code yyyy-MM-dd}) in DuckDB's letters, for the years 1000 to 9999. What
 * has no exact counterpart is left to Java.
 */
final class DatePattern {
  private static final Map<String, String> FORMAT =
      Map.ofEntries(
          Map.entry("y", "%Y"),
          Map.entry("yyyy", "%Y"),
          Map.entry("yy", "%y"),
          Map.entry("M", "%-m"),
          Map.entry("MM", "%m"),
          Map.entry("MMM", "%b"),
          Map.entry("MMMM", "%B"),
          Map.entry("d", "%-d"),
          Map.entry("dd", "%d"),
          Map.entry("DDD", "%j"),
          Map.entry("H", "%-H"),
          Map.entry("HH", "%H"),
          Map.entry("h", "%-I"),
          Map.entry("hh", "%I"),
          Map.entry("m", "%-M"),
          Map.entry("mm", "%M"),
          Map.entry("s", "%-S"),
          Map.entry("ss", "%S"),
          Map.entry("SSS", "%g"),
          Map.entry("SSSSSS", "%f"),
          Map.entry("a", "%p"),
          Map.entry("E", "%a"),
          Map.entry("EEE", "%a"),
          Map.entry("EEEE", "%A"));

  /** Two digits, so that adjacent fields cannot be read in two ways. */
  private static final Map<String, String> DIGITS =
      Map.of(
          "yyyy",
          "[1-9][0-9]{3}",
          "MM",
          "[0-9]{2}",
          "dd",
          "[0-9]{2}",
          "HH",
          "[0-9]{2}",
          "mm",
          "[0-9]{2}",
          "ss",
          "[0-9]{2}");

  private DatePattern() {}

  /** For {@code strftime}. */
  static Optional<String> format(String pattern) {
    StringBuilder format = new StringBuilder();
    for (Part part : parts(pattern)) {
      String text = part.literal() ? part.text().replace("%", "%%") : FORMAT.get(part.text());
      if (text == null) {
        return Optional.empty();
      }
      format.append(text);
    }
    return Optional.of(format.toString());
  }

  /**
   * A format for {@code strptime} and the regular expression of the texts that it reads as Spark
   * does; only for patterns that name a whole date.
   */
  static Optional<Parse> parse(String pattern) {
    List<Part> parts = parts(pattern);
    StringBuilder format = new StringBuilder();
    StringBuilder regexp = new StringBuilder();
    List<String> seen = new ArrayList<>();
    for (Part part : parts) {
      if (part.literal()) {
        format.append(part.text().replace("%", "%%"));
        regexp.append(part.text().replaceAll("([^A-Za-z0-9 ])", "\\\\$1"));
      } else if (DIGITS.containsKey(part.text()) && !seen.contains(part.text())) {
        format.append(FORMAT.get(part.text()));
        regexp.append(DIGITS.get(part.text()));
        seen.add(part.text());
      } else {
        return Optional.empty();
      }
    }
    boolean isDate = seen.containsAll(List.of("yyyy", "MM", "dd"));
    boolean isTime = seen.size() == 3 || seen.contains("HH");
    return isDate && isTime && !regexp.toString().contains("\n")
        ? Optional.of(new Parse(format.toString(), regexp.toString()))
        : Optional.empty();
  }

  record Parse(String format, String regexp) {}

  private record Part(String text, boolean literal) {}

  /** Runs of one letter, and literal text between them or in quotes. */
  private static List<Part> parts(String pattern) {
    List<Part> parts = new ArrayList<>();
    int i = 0;
    while (i < pattern.length()) {
      char c = pattern.charAt(i);
      int end = i + 1;
      if (c == '\'') {
        end = pattern.indexOf('\'', i + 1) + 1;
        if (end == 0) {
          return List.of(new Part(pattern, false));
        }
        parts.add(new Part(end == i + 2 ? "'" : pattern.substring(i + 1, end - 1), true));
      } else if (Character.isLetter(c)) {
        while (end < pattern.length() && pattern.charAt(end) == c) {
          end++;
        }
        parts.add(new Part(pattern.substring(i, end), false));
      } else if ("[]{}#".indexOf(c) >= 0) {
        return List.of(new Part(pattern, false));
      } else {
        parts.add(new Part(String.valueOf(c), true));
      }
      i = end;
    }
    return parts;
  }
}
