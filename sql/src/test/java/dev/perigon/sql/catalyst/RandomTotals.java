package dev.perigon.sql.catalyst;

import dev.perigon.sql.catalyst.RandomExpressions.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random aggregations over {@link RandomTables}: many add up, the others almost do. */
final class RandomTotals {
  private static final List<Kind> KEYS =
      List.of(
          Kind.INT,
          Kind.LONG,
          Kind.DECIMAL,
          Kind.STRING,
          Kind.BOOLEAN,
          Kind.DATE,
          Kind.TIMESTAMP,
          Kind.LOCAL);
  private static final List<String> CALLS =
      List.of(
          "count(*)",
          "count({STRING})",
          "count({INT}, {DOUBLE})",
          "count_if({BOOLEAN})",
          "sum({INT})",
          "sum({LONG} % 1000)",
          "sum({DECIMAL})",
          "min({STRING})",
          "max({STRING})",
          "min({DATE})",
          "max({TIMESTAMP})",
          "min({LOCAL})",
          "max({LONG})",
          "min({DECIMAL})",
          "max({BOOLEAN})",
          "bool_and({BOOLEAN})",
          "bool_or({BOOLEAN})");
  private static final List<String> OTHER_CALLS =
      List.of(
          "count(distinct {INT})",
          "sum(distinct {INT})",
          "sum({INT}) + 1",
          "coalesce(sum({INT}), 0)",
          "avg({DECIMAL})",
          "max({DOUBLE})",
          "bit_xor({INT})",
          "approx_count_distinct({STRING})",
          "1");
  private static final List<String> OF_MORE_ROWS =
      List.of(
          "%s union %s",
          "%s except all %s",
          "select * from (%1$s) group by all",
          "select l.* from (%s) as l left semi join (%s) as m on l.c0 <=> m.c0");

  private final Random random;
  private final RandomExpressions expressions;
  private final RandomRelations relations;

  RandomTotals(Random random) {
    this.random = random;
    this.expressions = new RandomExpressions(random);
    this.relations = new RandomRelations(random, expressions, new RandomQueries(random));
  }

  private record Rows(String sql, List<Column> scope) {}

  String next() {
    List<String> columns = new ArrayList<>();
    Rows rows = rows(2);
    int keys = 1 + random.nextInt(2);
    for (int i = 0; i < keys; i++) {
      columns.add(key(rows.scope()));
    }
    for (int i = 0; i <= random.nextInt(3); i++) {
      columns.add(call(rows.scope()));
    }
    String groupBy =
        IntStream.rangeClosed(1, keys).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    String having = random.nextInt(12) == 0 ? " having count(*) > 1" : "";
    return reordered(
        select(columns) + rows.sql() + where(rows) + " group by " + groupBy + having,
        columns.size());
  }

  private String key(List<Column> scope) {
    List<Column> columns = scope.stream().filter(c -> KEYS.contains(c.kind())).toList();
    if (random.nextInt(20) == 0) {
      return expressions.of(Kind.DOUBLE, scope, 1);
    }
    return columns.isEmpty() || random.nextInt(3) == 0
        ? expressions.of(Kind.pick(KEYS, random), scope, 1)
        : Kind.pick(columns, random).name();
  }

  private String call(List<Column> scope) {
    if (random.nextInt(12) == 0) {
      return expressions.filled(Kind.pick(OTHER_CALLS, random), scope, 1);
    }
    String call = expressions.filled(Kind.pick(CALLS, random), scope, 1);
    return random.nextInt(4) > 0
        ? call
        : "%s filter (where %s)".formatted(call, expressions.of(Kind.BOOLEAN, scope, 1));
  }

  private static String select(List<String> columns) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> columns.get(i) + " as c" + i)
        .collect(Collectors.joining(", ", "select ", " from "));
  }

  private String where(Rows rows) {
    return switch (random.nextInt(12)) {
      case 0, 1, 2, 3 -> " where " + expressions.of(Kind.BOOLEAN, rows.scope(), 2);
      case 4 -> " where " + relations.subqueryPredicate(rows.scope());
      default -> "";
    };
  }

  /** Columns in another order, at times one less, or one made anew. */
  private String reordered(String sql, int size) {
    if (random.nextInt(3) > 0) {
      return sql;
    }
    List<String> columns =
        new ArrayList<>(IntStream.range(0, size).mapToObj(i -> "c" + i).toList());
    Collections.shuffle(columns, random);
    if (random.nextInt(6) == 0) {
      columns.remove(0);
    }
    if (random.nextInt(12) == 0) {
      columns.add("coalesce(c0, c0) as made");
    }
    String list = String.join(", ", columns);
    return random.nextBoolean()
        ? "select %s from (%s) as z".formatted(list, sql)
        : "with z as (%s) select %s from z".formatted(sql, list);
  }

  /** Mostly such that each comes from one row of a table. */
  private Rows rows(int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 4)) {
      case 4 -> {
        RandomRelations.From any = relations.from(2);
        yield new Rows(any.sql(), any.scope());
      }
      case 5, 6 -> derived("select * from (%1$s)", depth);
      case 7, 8 -> derived("%s union all %s", depth);
      case 9, 10 -> derived("with w as (%s) select * from w union all select * from w", depth);
      case 11 -> derived(Kind.pick(OF_MORE_ROWS, random), depth);
      default -> random.nextInt(4) == 0 ? exploded() : table();
    };
  }

  private Rows table() {
    RandomRelations.From table = relations.from(0);
    return new Rows(table.sql(), table.scope());
  }

  private Rows exploded() {
    Rows table = table();
    String alias = relations.alias();
    Column array = RandomExpressions.of(Kind.ARRAY, table.scope()).get(0);
    List<Column> scope = new ArrayList<>(table.scope());
    scope.add(new Column(alias + ".e", Kind.INT));
    String explode = Kind.pick(List.of("explode", "outer explode"), random);
    return new Rows(
        "%s lateral view %s(%s) %s as e".formatted(table.sql(), explode, array.name(), alias),
        scope);
  }

  private Rows derived(String template, int depth) {
    List<Kind> kinds =
        IntStream.range(0, 3 + random.nextInt(3))
            .mapToObj(i -> Kind.pick(List.of(Kind.values()), random))
            .toList();
    String alias = relations.alias();
    List<Column> scope =
        IntStream.range(0, kinds.size())
            .mapToObj(i -> new Column(alias + ".c" + i, kinds.get(i)))
            .toList();
    return new Rows(
        "(%s) as %s".formatted(template.formatted(plain(kinds, depth), plain(kinds, depth)), alias),
        scope);
  }

  private String plain(List<Kind> kinds, int depth) {
    if (random.nextInt(16) == 0) {
      return select(kinds.stream().map(kind -> kind.constant(random)).toList()) + "range(1)";
    }
    Rows rows = rows(depth - 1);
    return select(kinds.stream().map(kind -> expressions.of(kind, rows.scope(), 1)).toList())
        + rows.sql()
        + where(rows);
  }
}
