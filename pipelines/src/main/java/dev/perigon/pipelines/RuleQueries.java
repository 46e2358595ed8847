package dev.perigon.pipelines;

import static java.util.stream.Collectors.joining;

import dev.perigon.sql.TableName;
import dev.perigon.sql.statement.Expectation.Action;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Identifiers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Expectations as queries over a flow's staged rows, which go by the dataset's name. Each predicate
 * becomes a column that is 1 for a violation (NULL is one), so that predicates may hold window
 * functions; then rows are counted, kept or held back by these columns.
 */
record RuleQueries(TableName dataset, List<String> columns, List<Rule> rules, Scope scope) {
  /** What quarantined rows gain, in order. */
  static final List<String> QUARANTINE_COLUMNS =
      List.of("_quarantine_rule", "_quarantine_reason", "_quarantine_source", "_quarantined_at");

  private static final String SOURCE_PARAMETER = "perigon_source";

  /** Which rows the rules are about. */
  enum Scope {
    ALL("TRUE"),
    /** Of changes, those that bring a row. */
    UPSERTS("`%s` = '%s'".formatted(ChangeLog.OPERATION, ChangeLog.UPSERT));

    private final String condition;

    Scope(String condition) {
      this.condition = condition;
    }
  }

  RuleQueries {
    columns = List.copyOf(columns);
    rules = List.copyOf(rules);
  }

  /** One row: how many rows, and how many of them violate each rule, in order. */
  SqlText count() {
    String sums =
        indexes().mapToObj(i -> ", coalesce(sum(%s), 0)".formatted(flag(i))).collect(joining());
    String evaluated = scope == Scope.ALL ? "count(*)" : "count_if(" + scope.condition + ")";
    return text("SELECT %s%s FROM (%s)".formatted(evaluated, sums, flagged()));
  }

  /** Every row with what the rules say of it. */
  SqlText flags() {
    return text(flagged());
  }

  /** The rows that stay: those that no DROP ROW or QUARANTINE ROW rule takes off. */
  SqlText kept() {
    String stays =
        indexes()
            .filter(i -> takesOff(rules.get(i)))
            .mapToObj(i -> flag(i) + " = 0")
            .collect(joining(" AND "));
    return text("SELECT %s FROM (%s) WHERE %s".formatted(list(columns), flagged(), stays));
  }

  /**
   * The rows that go to quarantine: all that violate a QUARANTINE ROW rule, even when a DROP ROW
   * rule would take them off too, so that nothing is lost that somebody asked to keep.
   */
  SqlText held() {
    String goes =
        indexes()
            .filter(i -> rules.get(i).action() == Action.QUARANTINE_ROW)
            .mapToObj(i -> flag(i) + " = 1")
            .collect(joining(" OR "));
    return text(
        "SELECT %s, %s AS _quarantine_rule, %s AS _quarantine_reason, :%s AS _quarantine_source, current_timestamp() AS _quarantined_at FROM (%s) WHERE %s"
            .formatted(
                list(columns),
                violated(", ", RuleQueries::nameParameter),
                violated("; ", RuleQueries::reasonParameter),
                SOURCE_PARAMETER,
                flagged(),
                goes));
  }

  /** Values for the parameters of {@link #held}. */
  Map<String, Object> parameters(String source) {
    Map<String, Object> values = new HashMap<>();
    values.put(SOURCE_PARAMETER, source);
    for (int i = 0; i < rules.size(); i++) {
      values.put(nameParameter(i), rules.get(i).name());
      values.put(reasonParameter(i), rules.get(i).predicate().text().strip());
    }
    return values;
  }

  /** Up to {@code limit} keys of rows that violate rule {@code i}. */
  SqlText offenders(int i, List<String> keys, int limit) {
    return text(
        "SELECT DISTINCT %s FROM (%s) WHERE %s = 1 ORDER BY ALL LIMIT %d"
            .formatted(list(keys), flagged(), flag(i), limit));
  }

  /**
   * Predicate {@code i} alone, placed so that what the analyzer says about it has its line and
   * column in the project.
   */
  SqlText alone(int i) {
    return PlacedText.after(
        "SELECT *, CASE WHEN (",
        rules.get(i).predicate(),
        ") THEN 0 ELSE 1 END FROM " + relation());
  }

  /** The rows of {@code dataset}. */
  static SqlText all(TableName dataset) {
    RuleQueries queries = new RuleQueries(dataset, List.of(), List.of(), Scope.ALL);
    return queries.text("SELECT * FROM " + queries.relation());
  }

  /** How many rows of {@code dataset} have no {@code column}. */
  static SqlText nulls(TableName dataset, String column) {
    RuleQueries queries = new RuleQueries(dataset, List.of(), List.of(), Scope.ALL);
    return queries.text(
        "SELECT count(*) FROM %s WHERE %s IS NULL"
            .formatted(queries.relation(), Identifiers.quote(column)));
  }

  private String flagged() {
    String flags =
        indexes()
            .mapToObj(
                i ->
                    ", CASE %sWHEN (%s\n) THEN 0 ELSE 1 END AS %s"
                        .formatted(outOfScope(), rules.get(i).predicate().text(), flag(i)))
            .collect(joining());
    return "SELECT *%s FROM %s".formatted(flags, relation());
  }

  private String outOfScope() {
    return scope == Scope.ALL ? "" : "WHEN NOT (" + scope.condition + ") THEN 0 ";
  }

  private String violated(String separator, java.util.function.IntFunction<String> parameter) {
    return indexes()
        .mapToObj(i -> "CASE WHEN %s = 1 THEN :%s END".formatted(flag(i), parameter.apply(i)))
        .collect(joining(", ", "concat_ws('" + separator + "', ", ")"));
  }

  private IntStream indexes() {
    return IntStream.range(0, rules.size());
  }

  static boolean takesOff(Rule rule) {
    return switch (rule.action()) {
      case DROP_ROW, QUARANTINE_ROW -> true;
      case WARN, FAIL_UPDATE -> false;
    };
  }

  /** Whether a row that violates {@code rule} cannot be in the dataset. */
  static boolean keepsOut(Rule rule) {
    return takesOff(rule) || rule.action() == Action.FAIL_UPDATE;
  }

  static String flag(int i) {
    return "`_perigon_violated_%d`".formatted(i);
  }

  private static String nameParameter(int i) {
    return "perigon_rule_" + i;
  }

  private static String reasonParameter(int i) {
    return "perigon_reason_" + i;
  }

  private String relation() {
    return ChangeQueries.name(dataset);
  }

  private static String list(List<String> columns) {
    return columns.stream().map(Identifiers::quote).collect(joining(", "));
  }

  private SqlText text(String sql) {
    return SqlText.of("expectations of " + dataset, sql);
  }
}
