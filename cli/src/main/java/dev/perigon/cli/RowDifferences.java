package dev.perigon.cli;

import dev.perigon.pipelines.RowComparison;
import dev.perigon.pipelines.RowComparison.Difference;
import dev.perigon.sql.type.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows that are not as expected, as a table; a value that differs shows both sides. */
record RowDifferences(RowComparison rows) {
  private static final int MOST_SHOWN = 20;

  /** Such as {@code 2 as expected, 1 differs, 1 missing}. */
  String summary() {
    List<String> parts = new ArrayList<>();
    parts.add("%,d as expected".formatted(rows.matched()));
    for (String kind : List.of("differs", "missing", "unexpected")) {
      long count = rows.differences().stream().filter(d -> kind(d).equals(kind)).count();
      if (count > 0) {
        String word = kind.equals("differs") && count > 1 ? "differ" : kind;
        parts.add("%,d %s".formatted(count, word));
      }
    }
    return String.join(", ", parts);
  }

  static String kind(Difference difference) {
    return difference.actual().isEmpty()
        ? "missing"
        : difference.expected().isEmpty() ? "unexpected" : "differs";
  }

  /** The first rows, with the types of their columns. */
  String table() {
    List<Integer> shown = shown();
    List<TextTable.Title> titles = new ArrayList<>();
    titles.add(TextTable.Title.left(""));
    for (int i : shown) {
      Column column = rows.schema().columns().get(i);
      titles.add(TextTable.Title.left("%s (%s)".formatted(column.name(), column.type().ddl())));
    }
    List<String[]> lines =
        rows.differences().stream().limit(MOST_SHOWN).map(d -> line(d, shown)).toList();
    int more = rows.differences().size() - lines.size();
    String rest = more == 0 ? "" : "… and %,d more\n".formatted(more);
    boolean both = rows.differences().stream().anyMatch(d -> kind(d).equals("differs"));
    return TextTable.of(titles, lines) + rest + (both ? "(expected → got)\n" : "");
  }

  /** All columns when a row stands alone; else the first and those that differ somewhere. */
  private List<Integer> shown() {
    boolean alone = rows.differences().stream().anyMatch(d -> !kind(d).equals("differs"));
    return IntStream.range(0, rows.schema().columns().size())
        .filter(
            i ->
                alone
                    || i == 0
                    || rows.differences().stream().anyMatch(d -> d.columns().contains(i)))
        .boxed()
        .toList();
  }

  private String[] line(Difference difference, List<Integer> shown) {
    List<String> cells = new ArrayList<>();
    cells.add(kind(difference));
    for (int i : shown) {
      List<Object> any = difference.expected().or(difference::actual).orElseThrow();
      boolean both = kind(difference).equals("differs") && difference.columns().contains(i);
      cells.add(
          both
              ? "%s → %s"
                  .formatted(
                      cell(difference.expected().orElseThrow(), i),
                      cell(difference.actual().orElseThrow(), i))
              : cell(any, i));
    }
    return cells.toArray(String[]::new);
  }

  /** Texts that look like something else are quoted. */
  private String cell(List<Object> row, int column) {
    Object value = row.get(column);
    if (value == null) {
      return "null";
    }
    String text = ValueText.text(value, rows.schema().columns().get(column).type());
    boolean doubtful =
        value instanceof String
            && (text.equals("null") || !text.equals(text.strip()) || text.isEmpty());
    return doubtful ? "'" + text + "'" : text;
  }
}
