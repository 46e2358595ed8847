package dev.perigon.pipelines;

import static java.util.stream.Collectors.joining;

import dev.perigon.sql.TableName;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The rows of an AUTO CDC target as queries over the log of its changes. They depend on the set of
 * a key's changes alone: changes have a total order (sequence, deletes last, then all columns).
 *
 * @param rows the target's columns
 * @param changes the log's columns
 * @param tracked columns whose changes make another row, for SCD TYPE 2
 */
record ChangeQueries(
    TableName dataset, ChangeTarget target, Schema rows, Schema changes, List<String> tracked)
    implements Resolver {
  /** Every change so far. */
  static final TableName LOG = new TableName("perigon", "changes", "log");

  /** The changes that the target does not show yet. */
  static final TableName NEWS = new TableName("perigon", "changes", "news");

  /** The target's rows in files that are written anew. */
  static final TableName ROWS = new TableName("perigon", "changes", "rows");

  private static final String NUMBER = Identifiers.quote(ChangeLog.OWN + "number");
  private static final String LIFE = Identifiers.quote(ChangeLog.OWN + "life");
  private static final String STARTS = Identifiers.quote(ChangeLog.OWN + "starts");
  private static final String START = Identifiers.quote(ChangeLog.OWN + "start");
  private static final String NEXT = Identifiers.quote(ChangeLog.OWN + "next");
  private static final String LAST = Identifiers.quote(ChangeLog.OWN + "last");
  private static final String NEXT_STARTS = Identifiers.quote(ChangeLog.OWN + "next_starts");
  private static final String CLEARED = Identifiers.quote(ChangeLog.OWN + "cleared");
  private static final String SEQUENCE = Identifiers.quote(ChangeLog.SEQUENCE);
  private static final String OPERATION = Identifiers.quote(ChangeLog.OPERATION);
  private static final String UPSERTS = OPERATION + " = '" + ChangeLog.UPSERT + "'";
  private static final String DELETES = OPERATION + " = '" + ChangeLog.DELETE + "'";
  private static final String TRUNCATES = OPERATION + " = '" + ChangeLog.TRUNCATE + "'";
  private static final String SO_FAR = "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";

  ChangeQueries {
    tracked = List.copyOf(tracked);
  }

  /** All rows of the target. */
  SqlText whole() {
    return text(computed(""));
  }

  /** The rows of the keys that the news are about. */
  SqlText ofNews() {
    return text(computed("news"));
  }

  /** The same, and the rows of other keys in the files that are written anew. */
  SqlText ofNewsAndOthers() {
    return text(
        computed("news")
            + " UNION ALL SELECT %s FROM %s AS r LEFT ANTI JOIN affected AS a ON %s"
                .formatted(quoted(rows.names()), name(ROWS), sameKey("r", "a")));
  }

  /**
   * By what changes are ordered first, as a path, if of each key the newest change alone counts:
   * what is older than the newest of its news matters no more. Empty when other changes count, too.
   */
  Optional<List<String>> leading() {
    if (target.keepsHistory() || target.ignoreNullUpdates() || target.truncates()) {
      return Optional.empty();
    }
    List<String> path = new ArrayList<>(List.of(ChangeLog.SEQUENCE));
    SqlType type = changes.find(ChangeLog.SEQUENCE).orElseThrow().type();
    while (type instanceof SqlType.Struct struct) {
      Column first = struct.fields().columns().get(0);
      path.add(first.name());
      type = first.type();
    }
    return Optional.of(path);
  }

  /**
   * The least and the greatest of each key that the news are about, in pairs; then, of the newest
   * change of each key, the least {@link #leading}.
   */
  SqlText bounds() {
    String newest =
        leading()
            .map(path -> path.stream().map(Identifiers::quote).collect(joining(".", "max(", ")")))
            .orElse("NULL");
    String bounds =
        target.keys().stream()
            .map(Identifiers::quote)
            .map(key -> "min(%1$s), max(%1$s), ".formatted(key))
            .collect(joining());
    return text(
        "SELECT %smin(%s) FROM (SELECT %s, %s AS %2$s FROM %s WHERE NOT %s GROUP BY %3$s)"
            .formatted(bounds, LAST, keys(), newest, name(NEWS), TRUNCATES));
  }

  /** How many of the news remove every row. */
  SqlText truncations() {
    return text("SELECT count_if(%s) FROM %s".formatted(TRUNCATES, name(NEWS)));
  }

  /** What holds all that any of them says: when it can run, each can. */
  SqlText widest() {
    return ofNewsAndOthers();
  }

  private String computed(String which) {
    List<String> steps = new ArrayList<>();
    if (!which.isEmpty()) {
      steps.add(
          "affected AS (SELECT DISTINCT %s FROM %s WHERE NOT %s)"
              .formatted(keys(), name(NEWS), TRUNCATES));
    }
    steps.add("changes AS (%s)".formatted(changes(!which.isEmpty())));
    String from = "changes";
    if (target.ignoreNullUpdates()) {
      steps.add("numbered AS (%s)".formatted(numbered()));
      steps.add("filled AS (%s)".formatted(filled()));
      from = "filled";
    }
    String result = target.keepsHistory() ? history(from, steps) : newest(from);
    return "WITH " + String.join(",\n", steps) + "\n" + result;
  }

  private String changes(boolean ofNews) {
    String sql = "SELECT c.* FROM %s AS c".formatted(name(LOG));
    if (ofNews) {
      sql += " LEFT SEMI JOIN affected AS a ON " + sameKey("c", "a");
    }
    if (target.truncates()) {
      sql +=
          " CROSS JOIN (SELECT max(%s) AS %s FROM %s WHERE %s) AS t"
              .formatted(SEQUENCE, CLEARED, name(LOG), TRUNCATES);
      return sql
          + " WHERE NOT %s AND (t.%2$s IS NULL OR c.%3$s > t.%2$s)"
              .formatted(TRUNCATES, CLEARED, SEQUENCE);
    }
    return sql;
  }

  /** SCD TYPE 1. */
  private String newest(String from) {
    return "SELECT %s FROM (SELECT *, row_number() OVER (PARTITION BY %s ORDER BY %s) AS %s FROM %s) WHERE %s = 1 AND %s"
        .formatted(quoted(rows.names()), keys(), latestFirst(), LAST, from, LAST, UPSERTS);
  }

  private String latestFirst() {
    return target.ignoreNullUpdates() ? NUMBER + " DESC" : order(" DESC");
  }

  /** Every change with its place among those of its key and the life of the row it belongs to. */
  private String numbered() {
    String window = "PARTITION BY %s ORDER BY %s".formatted(keys(), order(""));
    return "SELECT *, row_number() OVER (%1$s) AS %2$s, count_if(%3$s) OVER (%1$s %4$s) AS %5$s FROM changes"
        .formatted(window, NUMBER, DELETES, SO_FAR, LIFE);
  }

  /** Nulls replaced by what the row had before, in the same life. */
  private String filled() {
    UnaryOperator<String> newest =
        value ->
            "last_value(CASE WHEN %s THEN %s END, true) OVER (PARTITION BY %s, %s ORDER BY %s %s)"
                .formatted(UPSERTS, value, keys(), LIFE, NUMBER, SO_FAR);
    String columns =
        ChangeLog.withoutHistory(rows).columns().stream()
            .filter(column -> !target.isKey(column.name()))
            .map(
                column -> {
                  String name = Identifiers.quote(column.name());
                  return ", %s AS %s"
                      .formatted(ColumnOrder.newest(name, column.type(), newest), name);
                })
            .collect(joining());
    return "SELECT %s%s, %s, %s, %s FROM numbered"
        .formatted(keys(), columns, SEQUENCE, OPERATION, NUMBER);
  }

  /** SCD TYPE 2: spans of changes that agree in what is tracked. */
  private String history(String from, List<String> steps) {
    String order = target.ignoreNullUpdates() ? NUMBER + " DESC" : afterSequence(" DESC");
    String partition = "PARTITION BY " + keys();
    String window = "%s ORDER BY %s".formatted(partition, SEQUENCE);
    steps.add(
        "latest AS (SELECT * FROM (SELECT *, row_number() OVER (%s, %s ORDER BY %s) AS %s FROM %s) WHERE %s = 1)"
            .formatted(partition, SEQUENCE, order, LAST, from, LAST));
    String same =
        tracked.stream()
            .map(name -> ColumnOrder.comparable(Identifiers.quote(name), type(name)))
            .map(value -> " AND %1$s <=> lag(%1$s) OVER (%2$s)".formatted(value, window))
            .collect(joining());
    steps.add(
        "marked AS (SELECT *, CASE WHEN %1$s AND lag(%2$s) OVER (%3$s) = '%4$s'%5$s THEN 0 ELSE 1 END AS %6$s FROM latest)"
            .formatted(UPSERTS, OPERATION, window, ChangeLog.UPSERT, same, STARTS));
    steps.add(
        "spans AS (SELECT *, lead(%1$s) OVER (%2$s) AS %3$s, lead(%4$s) OVER (%2$s) AS %5$s, last_value(CASE WHEN %1$s = 1 THEN %4$s END, true) OVER (%2$s %6$s) AS %7$s FROM marked)"
            .formatted(STARTS, window, NEXT_STARTS, SEQUENCE, NEXT, SO_FAR, START));
    String columns = rows.names().stream().map(ChangeQueries::ofSpan).collect(joining(", "));
    return "SELECT %s FROM spans WHERE %s AND coalesce(%s, 1) = 1"
        .formatted(columns, UPSERTS, NEXT_STARTS);
  }

  private static String ofSpan(String column) {
    if (column.equalsIgnoreCase(ChangeLog.START_AT)) {
      return START + " AS " + Identifiers.quote(column);
    }
    return column.equalsIgnoreCase(ChangeLog.END_AT)
        ? NEXT + " AS " + Identifiers.quote(column)
        : Identifiers.quote(column);
  }

  private String order(String direction) {
    return SEQUENCE + direction + ", " + afterSequence(direction);
  }

  /**
   * Among changes of one sequence, a delete is the last; then every column counts, by name: which
   * one the table got first depends on what arrived first.
   */
  private String afterSequence(String direction) {
    String columns =
        ChangeLog.withoutHistory(rows).columns().stream()
            .filter(column -> !target.isKey(column.name()))
            .sorted(Comparator.comparing(column -> column.name().toLowerCase(Locale.ROOT)))
            .map(column -> ColumnOrder.ordered(Identifiers.quote(column.name()), column.type()))
            .map(value -> ", " + value + direction)
            .collect(joining());
    return "(" + DELETES + ")" + direction + columns;
  }

  private SqlType type(String column) {
    return rows.find(column).orElseThrow().type();
  }

  private String keys() {
    return quoted(target.keys());
  }

  private static String quoted(List<String> names) {
    return names.stream().map(Identifiers::quote).collect(joining(", "));
  }

  private String sameKey(String one, String other) {
    return target.keys().stream()
        .map(Identifiers::quote)
        .map(key -> "%s.%s = %s.%s".formatted(one, key, other, key))
        .collect(joining(" AND "));
  }

  private SqlText text(String sql) {
    return SqlText.of("changes of " + dataset, sql);
  }

  static String name(TableName table) {
    return "%s.%s.%s"
        .formatted(
            Identifiers.quote(table.catalog()),
            Identifiers.quote(table.schema()),
            Identifiers.quote(table.table()));
  }

  @Override
  public Optional<Resolved> resolve(Relation relation) {
    TableName name = ((Relation.Table) relation).name();
    return Optional.of(new Resolved.Rows(name.equals(ROWS) ? rows : changes));
  }

  @Override
  public List<TableName> candidates() {
    return List.of(LOG, NEWS, ROWS);
  }
}
