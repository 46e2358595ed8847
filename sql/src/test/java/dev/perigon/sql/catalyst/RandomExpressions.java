package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Random expressions over given columns. */
final class RandomExpressions {
  private static final Pattern PLACE = Pattern.compile("\\{([A-Z]+)\\}");

  private final Random random;

  RandomExpressions(Random random) {
    this.random = random;
  }

  /** What a query may name. */
  record Column(String name, Kind kind) {}

  /** An expression of that kind, nested up to {@code depth} deep. */
  String of(Kind kind, List<Column> scope, int depth) {
    if (depth <= 0 || random.nextInt(3) == 0) {
      return leaf(kind, scope);
    }
    return "(" + filled(kind.template(random), scope, depth - 1) + ")";
  }

  /** {@code template} with an expression in each of its places. */
  String filled(String template, List<Column> scope, int depth) {
    StringBuilder text = new StringBuilder();
    Matcher places = PLACE.matcher(template);
    while (places.find()) {
      String part = of(Kind.valueOf(places.group(1)), scope, depth);
      places.appendReplacement(text, Matcher.quoteReplacement(part));
    }
    return places.appendTail(text).toString();
  }

  private String leaf(Kind kind, List<Column> scope) {
    List<Column> columns = of(kind, scope);
    return columns.isEmpty() || random.nextInt(12) == 0
        ? kind.constant(random)
        : Kind.pick(columns, random).name();
  }

  static List<Column> of(Kind kind, List<Column> scope) {
    return scope.stream().filter(c -> c.kind() == kind).toList();
  }
}
