package dev.perigon.sql.catalyst;

import dev.perigon.sql.catalyst.RandomExpressions.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Random aggregations and windows. */
final class RandomAggregates {
  private static final List<Call> CALLS =
      List.of(
          new Call("count(*)", Kind.LONG),
          new Call("count({STRING})", Kind.LONG),
          new Call("count(distinct {INT})", Kind.LONG),
          new Call("count(distinct {STRING})", Kind.LONG),
          new Call("count(distinct {STRING}, {INT})", Kind.LONG),
          new Call("count(distinct {DOUBLE})", Kind.LONG),
          new Call("sum({INT})", Kind.LONG),
          new Call("sum({DECIMAL})", Kind.DECIMAL),
          new Call("sum(distinct {INT})", Kind.LONG),
          new Call("avg({INT})", Kind.DOUBLE),
          new Call("avg({DECIMAL})", Kind.DECIMAL),
          new Call("min({INT})", Kind.INT),
          new Call("max({STRING})", Kind.STRING),
          new Call("max({DATE})", Kind.DATE),
          new Call("min({TIMESTAMP})", Kind.TIMESTAMP),
          new Call("max({ARRAY})", Kind.ARRAY),
          new Call("max({STRUCT})", Kind.STRUCT),
          new Call("min({STRUCT})", Kind.STRUCT),
          new Call("avg({DOUBLE})", Kind.DOUBLE),
          new Call("max({DOUBLE})", Kind.DOUBLE),
          new Call("stddev({INT})", Kind.DOUBLE),
          new Call("max({DECIMAL})", Kind.DECIMAL),
          new Call("count_if({BOOLEAN})", Kind.LONG),
          new Call("bool_and({BOOLEAN})", Kind.BOOLEAN),
          new Call("bool_or({BOOLEAN})", Kind.BOOLEAN),
          new Call("sort_array(collect_list({INT}))", Kind.ARRAY),
          new Call("sort_array(collect_set({INT}))", Kind.ARRAY),
          new Call("size(collect_set({STRING}))", Kind.INT),
          new Call("approx_count_distinct({INT})", Kind.LONG),
          new Call("median({INT})", Kind.DOUBLE),
          new Call("percentile({INT}, 0.25)", Kind.DOUBLE),
          new Call("bit_xor({INT})", Kind.INT));

  private static final List<Call> RANKS =
      List.of(
          new Call("row_number()", Kind.INT),
          new Call("rank()", Kind.INT),
          new Call("dense_rank()", Kind.INT),
          new Call("ntile(3)", Kind.INT),
          new Call("percent_rank()", Kind.DOUBLE),
          new Call("cume_dist()", Kind.DOUBLE),
          new Call("lag({INT})", Kind.INT),
          new Call("lead({STRING}, 2, 'none')", Kind.STRING));

  private static final List<Call> FRAMED =
      List.of(
          new Call("sum({INT})", Kind.LONG),
          new Call("count({STRING})", Kind.LONG),
          new Call("min({DATE})", Kind.DATE),
          new Call("max({INT})", Kind.INT),
          new Call("avg({DECIMAL})", Kind.DECIMAL),
          new Call("first_value({STRING})", Kind.STRING),
          new Call("last_value({INT})", Kind.INT),
          new Call("nth_value({INT}, 2)", Kind.INT));

  private static final List<String> FRAMES =
      List.of(
          "",
          " rows between 2 preceding and current row",
          " rows between unbounded preceding and 1 preceding",
          " rows between 1 preceding and 1 following",
          " rows between current row and unbounded following",
          " range between unbounded preceding and current row",
          " range between unbounded preceding and unbounded following");

  private final Random random;
  private final RandomExpressions expressions;

  RandomAggregates(Random random, RandomExpressions expressions) {
    this.random = random;
    this.expressions = expressions;
  }

  private record Call(String template, Kind kind) {}

  record Aggregation(List<String> columns, List<Kind> kinds, String groupBy) {}

  Aggregation over(List<Column> scope) {
    List<String> columns = new ArrayList<>();
    List<Kind> kinds = new ArrayList<>();
    List<Column> candidates = scope.stream().filter(c -> c.kind() != Kind.ARRAY).toList();
    int keys = candidates.isEmpty() ? 0 : random.nextInt(3);
    for (int i = 0; i < keys; i++) {
      Column key = Kind.pick(candidates, random);
      columns.add(key(key));
      kinds.add(key.kind());
    }
    String groupBy = groupBy(columns);
    for (int i = 0; i <= random.nextInt(3); i++) {
      Call call = Kind.pick(CALLS, random);
      kinds.add(call.kind());
      columns.add(filtered(call, scope));
    }
    return new Aggregation(columns, kinds, groupBy + having(groupBy, scope));
  }

  private String key(Column column) {
    return random.nextInt(4) == 0
        ? "coalesce(%s, %s)".formatted(column.name(), column.kind().constant(random))
        : column.name();
  }

  private String groupBy(List<String> keys) {
    if (keys.isEmpty()) {
      return "";
    }
    String list = String.join(", ", keys);
    return switch (random.nextInt(6)) {
      case 0 -> " group by rollup (%s)".formatted(list);
      case 1 -> " group by cube (%s)".formatted(list);
      case 2 -> " group by grouping sets ((%s), (%s), ())".formatted(list, keys.get(0));
      default -> " group by " + list;
    };
  }

  private String having(String groupBy, List<Column> scope) {
    return groupBy.isEmpty() || random.nextInt(4) > 0
        ? ""
        : " having %s > %s"
            .formatted(text("count({INT})", scope), Kind.pick(List.of("0", "1"), random));
  }

  private String filtered(Call call, List<Column> scope) {
    String text = text(call.template(), scope);
    boolean nested = call.template().startsWith("sort_array");
    return nested || random.nextInt(4) > 0
        ? text
        : "%s filter (where %s)".formatted(text, expressions.of(Kind.BOOLEAN, scope, 1));
  }

  private String text(String template, List<Column> scope) {
    String text = template;
    for (Kind kind : Kind.values()) {
      String place = "{" + kind + "}";
      while (text.contains(place)) {
        int at = text.indexOf(place);
        text =
            text.substring(0, at)
                + expressions.of(kind, scope, 1)
                + text.substring(at + place.length());
      }
    }
    return text;
  }

  /** Ordered by all columns, so that rows of equal rank are the same. */
  Aggregation windows(List<Column> scope) {
    List<String> columns = new ArrayList<>();
    List<Kind> kinds = new ArrayList<>();
    Column any = Kind.pick(scope, random);
    columns.add(any.name());
    kinds.add(any.kind());
    for (int i = 0; i <= random.nextInt(2); i++) {
      boolean isRank = random.nextBoolean();
      Call call = Kind.pick(isRank ? RANKS : FRAMED, random);
      kinds.add(call.kind());
      columns.add(
          "%s over (%sorder by %s%s)"
              .formatted(
                  text(call.template(), scope),
                  partition(scope),
                  order(scope),
                  isRank ? "" : Kind.pick(FRAMES, random)));
    }
    return new Aggregation(columns, kinds, "");
  }

  private String partition(List<Column> scope) {
    return random.nextBoolean() ? "" : "partition by " + Kind.pick(scope, random).name() + " ";
  }

  private String order(List<Column> scope) {
    List<Column> shuffled = new ArrayList<>(scope);
    java.util.Collections.shuffle(shuffled, random);
    return shuffled.stream()
            .map(c -> c.name() + Kind.pick(List.of("", "", " desc", " nulls last"), random))
            .collect(Collectors.joining(", "))
        + RandomQueries.signs(scope);
  }
}
