package dev.perigon.sql.catalyst;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Small tables with random rows: NULLs, repeated values, extremes, unicode, the ends of months. */
final class RandomTables {
  /** The columns of each table; {@code id} is unique. */
  static final Map<String, Map<String, Kind>> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put(
        "r",
        columns(
            "id INT, i INT, l LONG, p DECIMAL, x DOUBLE, w STRING, b BOOLEAN, d DATE, ts TIMESTAMP,"
                + " a ARRAY, o STRUCT"));
    COLUMNS.put(
        "s",
        columns(
            "id INT, i INT, p DECIMAL, x DOUBLE, w STRING, b BOOLEAN, d DATE, nt LOCAL, a ARRAY"));
    COLUMNS.put(
        "t", columns("id INT, i INT, l LONG, y DOUBLE, w STRING, v STRING, b BOOLEAN, a ARRAY"));
  }

  private RandomTables() {}

  private static Map<String, Kind> columns(String text) {
    Map<String, Kind> columns = new LinkedHashMap<>();
    for (String column : text.split(", ")) {
      String[] parts = column.split(" ");
      columns.put(parts[0], Kind.valueOf(parts[1]));
    }
    return columns;
  }

  /**
   * @param zone of their times
   */
  static List<TestTable> of(Random random, ZoneId zone) {
    return COLUMNS.entrySet().stream()
        .map(table -> table(table.getKey(), table.getValue(), random, zone))
        .toList();
  }

  private static TestTable table(
      String name, Map<String, Kind> columns, Random random, ZoneId zone) {
    List<String> rows = new ArrayList<>();
    int count = 6 + random.nextInt(10);
    for (int id = 1; id <= count; id++) {
      List<String> cells = new ArrayList<>();
      for (Map.Entry<String, Kind> column : columns.entrySet()) {
        boolean isId = column.getKey().equals("id");
        cells.add(isId ? String.valueOf(id) : column.getValue().constant(random));
      }
      rows.add(cells.stream().collect(Collectors.joining(", ", "(", ")")));
    }
    return new TestTable(
        name,
        "select * from values\n%s\nas %s(%s)"
            .formatted(String.join(",\n", rows), name, String.join(", ", columns.keySet())),
        zone);
  }
}
