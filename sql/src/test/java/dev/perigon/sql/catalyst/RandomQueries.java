package dev.perigon.sql.catalyst;

import dev.perigon.sql.catalyst.RandomExpressions.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random queries over {@link RandomTables}, whose answers do not depend on the order of rows. */
final class RandomQueries {
  private static final int EXPRESSION_DEPTH = 2;
  private static final List<Kind> KINDS = List.of(Kind.values());

  private final Random random;
  private final RandomExpressions expressions;
  private final RandomRelations relations;
  private final RandomAggregates aggregates;

  RandomQueries(Random random) {
    this.random = random;
    this.expressions = new RandomExpressions(random);
    this.relations = new RandomRelations(random, expressions, this);
    this.aggregates = new RandomAggregates(random, expressions);
  }

  /** A query with columns c0, c1, … of these kinds. */
  record Query(String sql, List<Kind> kinds) {
    List<Column> columns(String alias) {
      return IntStream.range(0, kinds.size())
          .mapToObj(i -> new Column(alias + ".c" + i, kinds.get(i)))
          .toList();
    }
  }

  String next() {
    Query query = query(2);
    return random.nextInt(3) == 0 ? ordered(query) : query.sql();
  }

  Query query(int depth) {
    return switch (random.nextInt(depth > 0 ? 20 : 10)) {
      case 0, 1, 2, 3 -> plain(kinds(), depth);
      case 4, 5, 6 -> aggregate(depth);
      case 7 -> distinct(depth);
      case 8, 9 -> window(depth);
      case 10, 11 -> combined(depth);
      case 12 -> with(depth);
      case 13, 14, 15 -> aggregate(depth);
      default -> plain(kinds(), depth);
    };
  }

  private List<Kind> kinds() {
    return IntStream.range(0, 1 + random.nextInt(3))
        .mapToObj(i -> Kind.pick(KINDS, random))
        .toList();
  }

  private Query plain(List<Kind> kinds, int depth) {
    RandomRelations.From from = relations.from(depth);
    List<String> columns = new ArrayList<>();
    for (Kind kind : kinds) {
      boolean isSubquery =
          from.takesSubqueries() && random.nextInt(12) == 0 && kind == Kind.DECIMAL;
      columns.add(
          isSubquery
              ? relations.scalar(from.scope())
              : expressions.of(kind, from.scope(), EXPRESSION_DEPTH));
    }
    return new Query(select(columns) + from.sql() + where(from), kinds);
  }

  private String where(RandomRelations.From from) {
    if (random.nextBoolean()) {
      return "";
    }
    String condition =
        from.takesSubqueries() && random.nextInt(3) == 0
            ? relations.subqueryPredicate(from.scope())
            : expressions.of(Kind.BOOLEAN, from.scope(), EXPRESSION_DEPTH);
    return " where " + condition;
  }

  private static String select(List<String> columns) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> columns.get(i) + " as c" + i)
        .collect(Collectors.joining(", ", "select ", " from "));
  }

  private Query distinct(int depth) {
    Query query = plain(kinds(), depth);
    return new Query(query.sql().replaceFirst("select", "select distinct"), query.kinds());
  }

  private Query aggregate(int depth) {
    RandomRelations.From from = relations.from(depth);
    RandomAggregates.Aggregation aggregation = aggregates.over(from.scope());
    return new Query(
        select(aggregation.columns()) + from.sql() + where(from) + aggregation.groupBy(),
        aggregation.kinds());
  }

  private Query window(int depth) {
    RandomRelations.From from = relations.from(depth);
    RandomAggregates.Aggregation windows = aggregates.windows(from.scope());
    return new Query(select(windows.columns()) + from.sql() + where(from), windows.kinds());
  }

  private Query combined(int depth) {
    List<Kind> kinds = kinds();
    List<String> operators =
        List.of("union all", "union", "intersect", "intersect all", "except", "except all");
    String sql =
        "(%s) %s (%s)"
            .formatted(
                plain(kinds, depth - 1).sql(),
                Kind.pick(operators, random),
                plain(kinds, depth - 1).sql());
    return new Query(sql, kinds);
  }

  /** A named query that is read twice. */
  private Query with(int depth) {
    Query named = query(depth - 1);
    String id = relations.alias();
    List<Column> left = named.columns("l");
    List<Column> scope = new ArrayList<>(left);
    scope.addAll(named.columns("m"));
    List<Kind> kinds = kinds();
    List<String> columns =
        kinds.stream().map(k -> expressions.of(k, scope, EXPRESSION_DEPTH)).toList();
    return new Query(
        "select * from (with %s as (%s) %s%s l join %s m on l.c0 <=> m.c0)"
            .formatted(id, named.sql(), select(columns), id, id),
        kinds);
  }

  private String ordered(Query query) {
    List<Column> columns = query.columns("z");
    String keys =
        columns.stream()
            .map(
                c ->
                    c.name()
                        + Kind.pick(
                            List.of("", " desc", " nulls last", " desc nulls first"), random))
            .collect(Collectors.joining(", "));
    String limit =
        switch (random.nextInt(3)) {
          case 0 -> " limit " + random.nextInt(8);
          case 1 -> " limit %d offset %d".formatted(1 + random.nextInt(5), random.nextInt(4));
          default -> "";
        };
    return "select * from (%s) as z order by %s%s%s"
        .formatted(query.sql(), keys, signs(columns), limit);
  }

  /** Tells 0.0 and -0.0 apart, which are equal but not the same. */
  static String signs(List<Column> columns) {
    return RandomExpressions.of(Kind.DOUBLE, columns).stream()
        .map(c -> ", cast(" + c.name() + " as string)")
        .collect(Collectors.joining());
  }

  static Map<String, Kind> columns(String table) {
    return RandomTables.COLUMNS.get(table);
  }
}
