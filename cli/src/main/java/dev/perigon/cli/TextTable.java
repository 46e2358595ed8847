package dev.perigon.cli;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lines of aligned columns. */
record TextTable(List<Title> titles, List<Integer> widths) {
  TextTable {
    titles = List.copyOf(titles);
    widths = List.copyOf(widths);
  }

  /** The title of a column; numbers stand right. */
  record Title(String text, boolean right) {
    static Title left(String text) {
      return new Title(text, false);
    }

    static Title right(String text) {
      return new Title(text, true);
    }
  }

  static TextTable fitting(List<Title> titles, List<String[]> rows) {
    List<Integer> widths =
        IntStream.range(0, titles.size())
            .mapToObj(
                i ->
                    Math.max(
                        length(titles.get(i).text()),
                        rows.stream().mapToInt(row -> length(row[i])).max().orElse(0)))
            .toList();
    return new TextTable(titles, widths);
  }

  /** All of it, each line ended. */
  static String of(List<Title> titles, List<String[]> rows) {
    TextTable table = fitting(titles, rows);
    String lines = rows.stream().map(row -> table.line(row) + "\n").collect(Collectors.joining());
    return table.header() + "\n" + lines;
  }

  /** Titles, and a rule below them. */
  String header() {
    String[] names = titles.stream().map(Title::text).toArray(String[]::new);
    String rule = widths.stream().map("-"::repeat).collect(Collectors.joining("  "));
    return line(names) + "\n" + rule;
  }

  String line(String... cells) {
    return IntStream.range(0, cells.length)
        .mapToObj(i -> pad(visible(cells[i]), widths.get(i), titles.get(i).right()))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static String pad(String text, int width, boolean right) {
    String space = " ".repeat(Math.max(0, width - length(text)));
    return right ? space + text : text + space;
  }

  private static int length(String text) {
    String visible = visible(text);
    return visible.codePointCount(0, visible.length());
  }

  /** Control characters are written out, so that data cannot move the cursor. */
  static String visible(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    return text.chars()
        .mapToObj(c -> Character.isISOControl(c) ? escape((char) c) : Character.toString(c))
        .collect(Collectors.joining());
  }

  private static String escape(char control) {
    return switch (control) {
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case '\r' -> "\\r";
      default -> "\\u%04x".formatted((int) control);
    };
  }

  /** Titles of which the given ones stand right. */
  static List<Title> titles(List<String> names, String... right) {
    List<String> rights = Arrays.asList(right);
    return names.stream().map(name -> new Title(name, rights.contains(name))).toList();
  }
}
