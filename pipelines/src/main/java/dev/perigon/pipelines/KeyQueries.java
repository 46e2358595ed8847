package dev.perigon.pipelines;

import static java.util.stream.Collectors.joining;

import dev.perigon.sql.TableName;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a keyed refresh asks, in Spark SQL. Null is a key like others. */
final class KeyQueries {
  /** Rows of an input, or of the view. */
  static final TableName ROWS = new TableName("perigon", "keys", "rows");

  /** Rows of an input in files that are not there any more. */
  static final TableName GONE = new TableName("perigon", "keys", "gone");

  static final TableName KEYS = new TableName("perigon", "keys", "keys");

  /** Names of columns that nobody else has. */
  static final String OWN = "_perigon_key";

  /** The column of {@link #KEYS}. */
  static final String KEY = Identifiers.quote(OWN);

  private static final String SIDE = Identifiers.quote(OWN + "_side");

  private final TableName dataset;

  KeyQueries(TableName dataset) {
    this.dataset = dataset;
  }

  static String column(int i) {
    return OWN + "_" + i;
  }

  /** Keys in {@link #ROWS}, by several expressions, one column for each. */
  SqlText inRows(List<String> keys) {
    return text("SELECT DISTINCT %s FROM %s".formatted(list(keys), name(ROWS)));
  }

  /**
   * The same of both {@link #ROWS} and {@link #GONE}, without those of rows that are in both.
   *
   * @param within when only rows with one of these keys may differ: {@link #KEYS}
   */
  SqlText ofDifference(List<String> keys, Schema rows, Optional<KeyChanges.Keys> within) {
    List<Integer> compared = compared(keys, rows);
    String values =
        compared.stream().map(i -> ", " + value(rows.columns().get(i), i)).collect(joining());
    String others = compared.stream().map(i -> ", " + other(i)).collect(joining());
    String columns = columns(keys.size());
    String from = "SELECT %s%s, %s AS %s FROM %s AS r" + within.map(this::withKeys).orElse("");
    return text(
        ("SELECT DISTINCT %1$s FROM (SELECT %1$s FROM (%2$s UNION ALL %3$s)"
                + " GROUP BY %1$s%4$s HAVING sum(%5$s) <> 0)")
            .formatted(
                columns,
                from.formatted(list(keys), values, "1", SIDE, name(ROWS)),
                from.formatted(list(keys), values, "-1", SIDE, name(GONE)),
                others,
                SIDE));
  }

  /** Which columns are not keys themselves. */
  private static List<Integer> compared(List<String> keys, Schema rows) {
    return IntStream.range(0, rows.columns().size())
        .filter(i -> !keys.contains(Identifiers.quote(rows.columns().get(i).name())))
        .boxed()
        .toList();
  }

  private static String value(Column column, int i) {
    String name = Identifiers.quote(column.name());
    return ColumnOrder.ordered(name, column.type()) + " AS " + other(i);
  }

  private String withKeys(KeyChanges.Keys keys) {
    String same =
        IntStream.range(0, keys.columns().size())
            .mapToObj(
                i ->
                    "r.%s <=> k.%s"
                        .formatted(
                            Identifiers.quote(keys.columns().get(i)),
                            Identifiers.quote(keys.names().get(i))))
            .collect(joining(" AND "));
    return " LEFT SEMI JOIN %s AS k ON %s".formatted(name(KEYS), same);
  }

  /** Whether rows with these columns can be told apart by {@link #ofDifference}. */
  static boolean canCompare(Schema rows) {
    return rows.columns().stream().allMatch(column -> isExact(column.type(), true));
  }

  /** Equal where the values look the same. */
  private static boolean isExact(SqlType type, boolean outside) {
    if (type instanceof SqlType.Array array) {
      return isExact(array.element(), false);
    }
    if (type instanceof SqlType.Struct struct) {
      return struct.fields().columns().stream().allMatch(field -> isExact(field.type(), false));
    }
    boolean floating = type == Scalar.FLOAT || type == Scalar.DOUBLE;
    return !(type instanceof SqlType.MapOf) && (outside || !floating);
  }

  /** How many keys there are in each column of {@code found}, one of {@link #inRows}'s answers. */
  SqlText counts(TableName found, int keys) {
    return text(
        IntStream.range(0, keys)
            .mapToObj(i -> "count(DISTINCT %s)".formatted(Identifiers.quote(column(i))))
            .collect(joining(", ", "SELECT ", " FROM " + name(found))));
  }

  /** All keys of column {@code i} of several answers. */
  SqlText together(List<TableName> found, int i) {
    return text(
        found.stream()
            .map(
                table ->
                    "SELECT %s AS %s FROM %s"
                        .formatted(Identifiers.quote(column(i)), KEY, name(table)))
            .collect(joining(" UNION ALL ", "SELECT DISTINCT " + KEY + " FROM (", ")")));
  }

  /** The least and the greatest of {@link #KEYS}, and whether null is one. */
  SqlText bounds() {
    return text(
        "SELECT min(%1$s), max(%1$s), count_if(%1$s IS NULL) > 0 FROM %2$s"
            .formatted(KEY, name(KEYS)));
  }

  /** The {@link #ROWS} with one of the {@link #KEYS}. */
  SqlText rowsOfKeys(String key) {
    return rows("SEMI", key);
  }

  /** The other {@link #ROWS}. */
  SqlText rowsOfOthers(String key) {
    return rows("ANTI", key);
  }

  private SqlText rows(String join, String key) {
    return text(
        "SELECT r.* FROM %s AS r LEFT %s JOIN %s AS k ON %s <=> k.%s"
            .formatted(name(ROWS), join, name(KEYS), key, KEY));
  }

  private static String list(List<String> keys) {
    return IntStream.range(0, keys.size())
        .mapToObj(i -> "%s AS %s".formatted(keys.get(i), Identifiers.quote(column(i))))
        .collect(joining(", "));
  }

  private static String columns(int keys) {
    return IntStream.range(0, keys)
        .mapToObj(i -> Identifiers.quote(column(i)))
        .collect(joining(", "));
  }

  private static String other(int i) {
    return Identifiers.quote(OWN + "_other_" + i);
  }

  private static String name(TableName table) {
    return ChangeQueries.name(table);
  }

  private SqlText text(String sql) {
    return SqlText.of("keys of " + dataset, sql);
  }
}
