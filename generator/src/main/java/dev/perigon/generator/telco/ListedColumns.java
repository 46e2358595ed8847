package dev.perigon.generator.telco;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.perigon.generator.Draw;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns that {@code attributes.txt} lists, each drawn by itself. */
final class ListedColumns {
  private static final Pattern BRACES = Pattern.compile("\\{([^}]*)}");

  private final long seed;

  private ListedColumns(long seed) {
    this.seed = seed;
  }

  static List<Column> of(long seed) {
    ListedColumns listed = new ListedColumns(seed);
    List<Column> columns = new ArrayList<>();
    for (String line : lines()) {
      String[] words = line.split(" +");
      for (String name : names(words[0])) {
        columns.add(listed.column(name, words));
      }
    }
    return columns;
  }

  private static List<String> lines() {
    try (InputStream file = ListedColumns.class.getResourceAsStream("attributes.txt")) {
      return new String(file.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> names(String pattern) {
    Matcher braces = BRACES.matcher(pattern);
    if (!braces.find()) {
      return List.of(pattern);
    }
    return List.of(braces.group(1).split(",")).stream()
        .map(word -> braces.replaceFirst(Matcher.quoteReplacement(word)))
        .toList();
  }

  private Column column(String name, String... words) {
    Draw draw = Draw.of(seed, "attributes." + name);
    return switch (words[1]) {
      case "one-of" -> weighted(name, draw, Weighted.of(words, 2));
      case "level" -> weighted(name, draw, Weighted.of("high:20", "medium:35", "low:45"));
      case "yes" -> {
        int share = Integer.parseInt(words[2]);
        yield Column.text(name, s -> draw.percent(s.row(draw), share) ? "Yes" : "No");
      }
      case "flag" -> {
        int share = Integer.parseInt(words[2]);
        yield Column.whole(name, s -> draw.percent(s.row(draw), share) ? 1 : 0);
      }
      case "count" -> {
        int from = Integer.parseInt(words[2]);
        int to = Integer.parseInt(words[3]);
        yield Column.whole(name, s -> skewed(draw.unit(s.row(draw)), from, to));
      }
      case "score" -> Column.real(name, s -> draw.below(s.row(draw), 10_001) / 10_000.0);
      default -> throw new IllegalArgumentException(words[1]);
    };
  }

  private static Column weighted(String name, Draw draw, Weighted values) {
    return Column.text(name, s -> values.at(draw.unit(s.row(draw))));
  }

  private static int skewed(double unit, int from, int to) {
    return from + (int) (unit * unit * (to - from + 1));
  }
}
