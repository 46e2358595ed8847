package dev.perigon.pipelines;

import static java.util.stream.Collectors.joining;

import dev.perigon.sql.TableName;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The steps of a replay as queries. Held rows are marked first, so that what is chosen is decided
 * once; what comes of the chosen rows goes by the dataset's name; which of that passes is told by
 * keys: coordinates in a topic, or the number that a held row was marked with.
 *
 * @param held the quarantine
 * @param rules of the dataset, with its columns
 * @param table the dataset's columns
 */
record ReplayQueries(TableName held, RuleQueries rules, Schema table, List<String> keys) {
  /** What tells records of topics apart, in the tables that keep them. */
  static final List<String> COORDINATES = List.of("topic", "partition", "offset");

  static final String ROW = "_perigon_row";
  private static final String CHOSEN = "_perigon_chosen";
  private static final String SAME = "_perigon_same";

  /** The keys of what passes. */
  static final TableName PASSING = new TableName("perigon", "replay", "passing");

  /** The dataset's rows that are there already. */
  static final TableName PRESENT = new TableName("perigon", "replay", "present");

  ReplayQueries {
    keys = List.copyOf(keys);
  }

  boolean byCoordinates() {
    return keys.equals(COORDINATES);
  }

  /** The held rows with what marks them. */
  static Schema marked(Schema held) {
    List<Column> columns = new ArrayList<>(held.columns());
    columns.add(Column.of(ROW, Scalar.LONG));
    columns.add(Column.of(CHOSEN, Scalar.BOOLEAN));
    return OutputFit.nullable(new Schema(columns));
  }

  /** As they are held, with the dataset's columns of today. */
  Schema recast() {
    List<Column> columns = new ArrayList<>(OutputFit.nullable(table).columns());
    columns.add(Column.of(ROW, Scalar.LONG));
    return new Schema(columns);
  }

  /** The columns of {@link #PASSING}. */
  Schema keyColumns() {
    return new Schema(
        keys.stream()
            .map(
                key ->
                    key.equals(ROW)
                        ? Column.of(ROW, Scalar.LONG)
                        : OutputFit.nullable(table).find(key).orElseThrow())
            .toList());
  }

  SqlText mark(HeldSelection selection) {
    String number =
        byCoordinates() ? "CAST(NULL AS BIGINT)" : "row_number() OVER (ORDER BY _quarantined_at)";
    return text(
        "SELECT *, %s AS %s, %s AS %s FROM %s"
            .formatted(number, ROW, selection.condition(), CHOSEN, name(held)));
  }

  SqlText chosen() {
    return text("SELECT count(*) FROM %s WHERE %s".formatted(name(held), CHOSEN));
  }

  /** The chosen rows as the dataset would have them. */
  SqlText asHeld(Schema columns) {
    String list =
        table.columns().stream().map(column -> recast(column, columns)).collect(joining(", "));
    return text("SELECT %s, %s FROM %s WHERE %s".formatted(list, ROW, name(held), CHOSEN));
  }

  private static String recast(Column to, Schema columns) {
    String name = Identifiers.quote(to.name());
    String from = columns.find(to.name()).isPresent() ? name : "NULL";
    return "CAST(%s AS %s) AS %s".formatted(from, to.type().ddl(), name);
  }

  /** The rows of {@code source} that the chosen rows came from. */
  SqlText sources(TableName source) {
    return text(
        "SELECT s.* FROM %s AS s LEFT SEMI JOIN %s AS m ON m.%s AND %s"
            .formatted(name(source), name(held), CHOSEN, on("s", "m")));
  }

  /** How many of the chosen rows are in the dataset already. */
  SqlText present() {
    return text(
        "SELECT count(*) FROM %s AS m LEFT SEMI JOIN %s AS d ON %s WHERE m.%s"
            .formatted(name(held), name(PRESENT), on("m", "d"), CHOSEN));
  }

  /** The keys of what holds to every rule that would keep it out, and is not there yet. */
  SqlText passing() {
    String from = "(%s)".formatted(rules.flags().text());
    if (byCoordinates()) {
      from =
          "(SELECT *, count(*) OVER (PARTITION BY %s) AS %s FROM %s)"
              .formatted(list(keys), SAME, from);
    }
    String passing =
        "SELECT %s FROM %s AS o WHERE %s"
            .formatted(
                keys.stream().map(k -> "o." + quote(k)).collect(joining(", ")), from, stays());
    if (byCoordinates()) {
      passing =
          ("SELECT o.* FROM (%s) AS o LEFT SEMI JOIN (SELECT %s FROM %s WHERE %s GROUP BY %s"
                  + " HAVING count(*) = 1) AS m ON %s LEFT ANTI JOIN %s AS d ON %s")
              .formatted(
                  passing,
                  list(keys),
                  name(held),
                  CHOSEN,
                  list(keys),
                  on("o", "m"),
                  name(PRESENT),
                  on("o", "d"));
    }
    return text(passing);
  }

  private String stays() {
    List<String> conditions = new ArrayList<>();
    IntStream.range(0, rules.rules().size())
        .filter(i -> RuleQueries.keepsOut(rules.rules().get(i)))
        .forEach(i -> conditions.add("o.%s = 0".formatted(RuleQueries.flag(i))));
    table.columns().stream()
        .filter(column -> !column.nullable())
        .forEach(column -> conditions.add("o.%s IS NOT NULL".formatted(quote(column.name()))));
    if (byCoordinates()) {
      conditions.add("o.%s = 1".formatted(SAME));
    }
    return conditions.isEmpty() ? "TRUE" : String.join(" AND ", conditions);
  }

  /** The rows that go into the dataset. */
  SqlText added() {
    String list = table.names().stream().map(column -> "o." + quote(column)).collect(joining(", "));
    return text(
        "SELECT %s FROM %s AS o LEFT SEMI JOIN %s AS p ON %s"
            .formatted(list, name(rules.dataset()), name(PASSING), on("o", "p")));
  }

  /** The rows that stay in the quarantine. */
  SqlText rest(Schema columns) {
    String list =
        columns.names().stream().map(column -> "m." + quote(column)).collect(joining(", "));
    return text(
        "SELECT %s FROM %s AS m LEFT ANTI JOIN %s AS p ON m.%s AND %s"
            .formatted(list, name(held), name(PASSING), CHOSEN, on("m", "p")));
  }

  private String on(String left, String right) {
    return keys.stream()
        .map(key -> "%s.%s = %s.%s".formatted(left, quote(key), right, quote(key)))
        .collect(joining(" AND "));
  }

  private static String list(List<String> columns) {
    return columns.stream().map(Identifiers::quote).collect(joining(", "));
  }

  private static String quote(String column) {
    return Identifiers.quote(column);
  }

  private static String name(TableName table) {
    return ChangeQueries.name(table);
  }

  private SqlText text(String sql) {
    return SqlText.of("the replay of " + rules.dataset(), sql);
  }

  /** Tables by the names that the steps know them by. */
  record Names(Map<TableName, Schema> tables) implements Resolver {
    Names {
      tables = Map.copyOf(tables);
    }

    @Override
    public Optional<Resolved> resolve(dev.perigon.sql.query.Relation relation) {
      return relation instanceof dev.perigon.sql.query.Relation.Table table
          ? Optional.ofNullable(tables.get(table.name())).map(Resolved.Rows::new)
          : Optional.empty();
    }

    @Override
    public List<TableName> candidates() {
      return List.copyOf(tables.keySet());
    }
  }
}
