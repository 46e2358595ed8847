package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.type.Schema;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of random columns and types arrive in random batches: every value is in its column or is
 * rescued, once, and both engines do the same.
 */
final class TestArrivals {
  private static final List<String> MODES =
      List.of("addNewColumns", "addNewColumnsWithTypeWidening", "rescue");
  private static final List<String> COLUMNS = List.of("a", "b", "c");

  private enum Kind {
    SMALL,
    LARGE,
    FRACTION,
    TEXT,
    FLAG,
    DAY;

    String value(Random random) {
      return switch (this) {
        case SMALL -> "" + random.nextInt(100);
        case LARGE -> "" + (5_000_000_000L + random.nextInt(100));
        case FRACTION -> random.nextInt(100) + ".5";
        case TEXT -> "x" + random.nextInt(100);
        case FLAG -> "" + random.nextBoolean();
        case DAY -> "2025-01-" + (10 + random.nextInt(20));
      };
    }

    String json(String value) {
      return this == TEXT || this == DAY ? "\"" + value + "\"" : value;
    }

    String sql(String value) {
      return switch (this) {
        case SMALL, FLAG -> value;
        case LARGE -> value + "L";
        case FRACTION -> value + "BD";
        case TEXT -> "'" + value + "'";
        case DAY -> "date '" + value + "'";
      };
    }

    String nothing() {
      return switch (this) {
        case SMALL -> "cast(null as int)";
        case LARGE -> "cast(null as bigint)";
        case FRACTION -> "cast(null as decimal(3,1))";
        case TEXT -> "cast(null as string)";
        case FLAG -> "cast(null as boolean)";
        case DAY -> "cast(null as date)";
      };
    }
  }

  @TempDir private Path folder;
  private int files;
  private int rows;

  @Test
  void noValueIsLostWhateverArrives() {
    arrivals(1);
  }

  @Test
  @Tag("long")
  void noValueIsLostWhateverArrivesOftenEnough() {
    arrivals(20);
  }

  private void arrivals(int rounds) {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      for (String format : List.of("csv", "json", "parquet")) {
        String mode = MODES.get(random.nextInt(MODES.size()));
        try (Feed feed = new Feed(folder.resolve(format + round))) {
          arrive(feed, format, mode, random, "seed %d, %s, %s".formatted(seed, format, mode));
        }
      }
    }
  }

  private void arrive(Feed feed, String format, String mode, Random random, String what) {
    feed.sql(
        "t",
        """
        create streaming table t as select * from stream read_files('in', format => '%s',
          schemaEvolutionMode => '%s'%s)
        """
            .formatted(format, mode, format.equals("csv") ? ", header => true" : ""));
    Map<String, Map<String, String>> expected = new LinkedHashMap<>();
    for (int batch = 0; batch < 3; batch++) {
      for (int file = 0; file <= random.nextInt(2); file++) {
        write(feed, format, expected, random);
      }
      feed.run();
      check(feed, expected, what + ", batch " + batch);
    }
  }

  private void write(
      Feed feed, String format, Map<String, Map<String, String>> expected, Random random) {
    Map<String, Kind> columns = new LinkedHashMap<>();
    COLUMNS.stream()
        .filter(column -> random.nextInt(3) > 0)
        .forEach(
            column -> columns.put(column, Kind.values()[random.nextInt(Kind.values().length)]));
    List<Map<String, String>> content = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      Map<String, String> row = new LinkedHashMap<>();
      columns.forEach(
          (column, kind) -> row.put(column, random.nextInt(5) == 0 ? null : kind.value(random)));
      expected.put("r" + (rows + i), row);
      content.add(row);
    }
    String name = "in/%03d".formatted(files++);
    switch (format) {
      case "csv" -> feed.file(name + ".csv", csv(columns, content));
      case "json" -> feed.file(name + ".json", json(columns, content));
      default -> feed.parquet(name, parquet(columns, content));
    }
    rows += content.size();
  }

  private String csv(Map<String, Kind> columns, List<Map<String, String>> content) {
    StringBuilder text = new StringBuilder("k");
    columns.keySet().forEach(column -> text.append(',').append(column));
    for (int i = 0; i < content.size(); i++) {
      text.append("\nr").append(rows + i);
      content.get(i).values().forEach(v -> text.append(',').append(v == null ? "" : v));
    }
    return text.append('\n').toString();
  }

  private String json(Map<String, Kind> columns, List<Map<String, String>> content) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < content.size(); i++) {
      text.append("{\"k\":\"r").append(rows + i).append('"');
      content
          .get(i)
          .forEach(
              (column, v) ->
                  text.append(",\"%s\":".formatted(column))
                      .append(v == null ? "null" : columns.get(column).json(v)));
      text.append("}\n");
    }
    return text.toString();
  }

  private String parquet(Map<String, Kind> columns, List<Map<String, String>> content) {
    List<String> selects = new ArrayList<>();
    for (int i = 0; i < content.size(); i++) {
      StringBuilder select = new StringBuilder("select 'r" + (rows + i) + "' as k");
      content
          .get(i)
          .forEach(
              (column, v) -> {
                Kind kind = columns.get(column);
                select.append(", " + (v == null ? kind.nothing() : kind.sql(v)) + " as " + column);
              });
      selects.add(select.toString());
    }
    return String.join(" union all ", selects);
  }

  private static void check(Feed feed, Map<String, Map<String, String>> expected, String what) {
    feed.columns("t");
    Schema schema = feed.by(Run.By.DUCKDB).query("select * from t").schema();
    String items =
        COLUMNS.stream()
            .map(
                column ->
                    (schema.find(column).isPresent()
                                ? "cast(%s as string)"
                                : "cast(null as string)")
                            .formatted(column)
                        + ", get_json_object(_rescued_data, '$.%s')".formatted(column))
            .collect(Collectors.joining(", "));
    List<String> found = feed.rows("select k, " + items + " from t");
    assertThat(found).as(what).hasSameSizeAs(expected.keySet());
    for (String text : found) {
      String[] row = text.split("\\|");
      Map<String, String> wanted = expected.get(row[0]);
      for (int i = 0; i < COLUMNS.size(); i++) {
        String value = wanted.get(COLUMNS.get(i));
        String column = row[1 + 2 * i];
        String rescued = row[2 + 2 * i];
        String where = "%s: %s of %s in %s".formatted(what, COLUMNS.get(i), text, schema.ddl());
        boolean once = value == null || column.equals("null") != rescued.equals("null");
        assertThat(once).as(where + ", wanted " + value).isTrue();
        assertThat(same(value, column.equals("null") ? rescued : column))
            .as(where + ", wanted " + value)
            .isTrue();
      }
    }
  }

  private static boolean same(String wanted, String found) {
    if (wanted == null || found.equals("null")) {
      return wanted == null && found.equals("null");
    }
    try {
      return new BigDecimal(wanted).compareTo(new BigDecimal(found)) == 0;
    } catch (NumberFormatException e) {
      return wanted.equals(found) || found.equals(wanted + " 00:00:00");
    }
  }
}
