package dev.perigon.sql.catalyst;

import dev.perigon.sql.catalyst.RandomExpressions.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What random queries read: tables, joins, subqueries in FROM and in predicates. */
final class RandomRelations {
  private static final List<String> TABLES = List.copyOf(RandomTables.COLUMNS.keySet());
  private static final List<Kind> JOINED = List.of(Kind.INT, Kind.STRING, Kind.INT, Kind.DOUBLE);

  private final Random random;
  private final RandomExpressions expressions;
  private final RandomQueries queries;
  private int aliases;

  RandomRelations(Random random, RandomExpressions expressions, RandomQueries queries) {
    this.random = random;
    this.expressions = expressions;
    this.queries = queries;
  }

  /**
   * @param takesSubqueries whether predicates may hold correlated subqueries
   */
  record From(String sql, List<Column> scope, boolean takesSubqueries) {}

  String alias() {
    return "q" + ++aliases;
  }

  From from(int depth) {
    return switch (random.nextInt(depth > 0 ? 12 : 4)) {
      case 4, 5 -> subquery(depth);
      case 6, 7, 8, 9 -> join(depth);
      case 10 -> exploded();
      case 11 -> lateral();
      default -> table();
    };
  }

  private From table() {
    String table = Kind.pick(TABLES, random);
    String alias = alias();
    return new From(table + " as " + alias, columns(table, alias), true);
  }

  private static List<Column> columns(String table, String alias) {
    return RandomQueries.columns(table).entrySet().stream()
        .map(c -> new Column(alias + "." + c.getKey(), c.getValue()))
        .toList();
  }

  private From subquery(int depth) {
    RandomQueries.Query query = queries.query(depth - 1);
    String alias = alias();
    return new From("(" + query.sql() + ") as " + alias, query.columns(alias), true);
  }

  private From join(int depth) {
    From left = from(depth - 1);
    From right = random.nextInt(3) == 0 ? subquery(depth) : table();
    String type =
        Kind.pick(List.of("", "left", "right", "full", "left semi", "left anti", "cross"), random);
    List<Column> both = new ArrayList<>(left.scope());
    both.addAll(right.scope());
    String on = type.equals("cross") ? "" : " on " + condition(left.scope(), right.scope(), both);
    boolean leftOnly = type.startsWith("left ");
    return new From(
        "%s %s join %s%s".formatted(left.sql(), type, right.sql(), on),
        leftOnly ? left.scope() : both,
        true);
  }

  private String condition(List<Column> left, List<Column> right, List<Column> both) {
    Kind kind = Kind.pick(JOINED, random);
    String operator = Kind.pick(List.of("=", "=", "<=>", "<"), random);
    String equal =
        "%s %s %s"
            .formatted(expressions.of(kind, left, 0), operator, expressions.of(kind, right, 0));
    return random.nextInt(3) == 0 ? equal + " and " + expressions.of(Kind.BOOLEAN, both, 1) : equal;
  }

  private From exploded() {
    String table = Kind.pick(List.of("r", "t"), random);
    String alias = alias();
    String view = alias();
    List<Column> scope = new ArrayList<>(columns(table, alias));
    scope.add(new Column(view + ".e", Kind.INT));
    String explode = Kind.pick(List.of("explode", "outer explode"), random);
    return new From(
        "%s as %s lateral view %s(%s.a) %s as e".formatted(table, alias, explode, alias, view),
        scope,
        false);
  }

  private From lateral() {
    From outer = table();
    From inner = table();
    List<Column> both = new ArrayList<>(outer.scope());
    both.addAll(inner.scope());
    String alias = alias();
    String on = "%s = %s".formatted(integer(inner.scope()), integer(outer.scope()));
    List<Column> scope = new ArrayList<>(outer.scope());
    scope.add(new Column(alias + ".c0", Kind.LONG));
    String value = Kind.pick(List.of("count(*)", "sum(%s)", "max(%s)"), random);
    String aggregate =
        "cast("
            + value.formatted(RandomExpressions.of(Kind.INT, inner.scope()).get(0).name())
            + " as bigint)";
    return new From(
        "%s, lateral (select %s as c0 from %s where %s) as %s"
            .formatted(outer.sql(), aggregate, inner.sql(), on, alias),
        scope,
        false);
  }

  private String integer(List<Column> scope) {
    List<Column> columns = RandomExpressions.of(Kind.INT, scope);
    return columns.isEmpty() ? "1" : Kind.pick(columns, random).name();
  }

  /** EXISTS, IN or a comparison with one value. */
  String subqueryPredicate(List<Column> outer) {
    From inner = table();
    String where = " where " + expressions.of(Kind.BOOLEAN, inner.scope(), 1);
    String correlated = " where %s = %s".formatted(integer(inner.scope()), integer(outer));
    return switch (random.nextInt(5)) {
      case 0 -> "exists (select 1 from %s%s)".formatted(inner.sql(), correlated);
      case 1 -> "not exists (select 1 from %s%s)".formatted(inner.sql(), correlated);
      case 2 ->
          "%s in (select %s from %s%s)"
              .formatted(integer(outer), integer(inner.scope()), inner.sql(), where);
      case 3 ->
          "%s not in (select %s from %s%s)"
              .formatted(integer(outer), integer(inner.scope()), inner.sql(), where);
      default -> "%s > %s".formatted(expressions.of(Kind.DECIMAL, outer, 1), scalar(outer));
    };
  }

  /** One value for each row of {@code outer}. */
  String scalar(List<Column> outer) {
    String alias = alias();
    String table = Kind.pick(List.of("r", "s"), random);
    String function = Kind.pick(List.of("avg", "max", "min", "sum"), random);
    String where = random.nextBoolean() ? "" : " where %s.i = %s".formatted(alias, integer(outer));
    return "(select %s(%s.p) from %s as %s%s)".formatted(function, alias, table, alias, where);
  }
}
