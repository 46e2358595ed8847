package dev.perigon.pipelines;

import dev.perigon.pipelines.RuleQueries.Scope;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.statement.Expectation;
import dev.perigon.sql.statement.Expectation.Action;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The analysed rules of a dataset.
 *
 * @param schema of the staged rows
 * @param count see {@link RuleQueries#count}
 * @param keys columns that name a row in an error
 */
record Rules(RuleQueries queries, Schema schema, AnalyzedQuery count, List<String> keys) {
  /** Table property: the columns that tell rows apart, separated by commas. */
  static final String KEY = "perigon.key";

  static final String RESCUED = "_rescued_data";
  private static final String MALFORMED = "malformed";

  /** Changes come in any batches, so what a rule says must not depend on the rows beside one. */
  private static final Pattern OTHER_ROWS = Pattern.compile("(?i)\\bover\\s*(\\(|[a-z_`])");

  /** Rows are counted, kept and held back by separate queries, which must agree. */
  private static final Pattern CHANCE =
      Pattern.compile(
          "(?i)\\b(rand|random|randn|randstr|uniform|uuid|shuffle|monotonically_increasing_id)\\s*\\(");

  /** What depends on the order among equal rows: one query may keep what the other holds back. */
  private static final Pattern ORDER =
      Pattern.compile(
          "(?i)\\b(row_number|ntile|lag|lead|first|first_value|last|last_value|nth_value|any_value)\\s*\\(");

  /**
   * The rules of {@code dataset}; empty when it has none.
   *
   * @param schema of the rows that they look at
   */
  static Optional<Rules> of(
      Dataset dataset, Schema schema, Analyses analyses, Consumer<AnalyzedQuery> runnable) {
    List<Rule> rules = declared(dataset, schema);
    if (rules.isEmpty()) {
      return Optional.empty();
    }
    Scope scope = dataset.isChangeTarget() ? Scope.UPSERTS : Scope.ALL;
    RuleQueries queries = new RuleQueries(dataset.name(), schema.names(), rules, scope);
    StagedResolver resolver = new StagedResolver(dataset.name(), schema);
    checkAlone(queries, analyses);
    try {
      AnalyzedQuery count = analyses.analyze(queries.count(), resolver);
      runnable.accept(count);
      return Optional.of(new Rules(queries, schema, count, keys(dataset, schema)));
    } catch (PerigonException e) {
      throw place(queries, resolver, analyses, runnable).orElse(e);
    }
  }

  private static List<Rule> declared(Dataset dataset, Schema schema) {
    List<Rule> rules = new ArrayList<>();
    if (dataset.quarantinesMalformed()) {
      if (schema.find(RESCUED).isEmpty()) {
        throw UpdateErrors.noRescuedData(dataset.name(), dataset.origin());
      }
      SqlText predicate = new SqlText(RESCUED + " IS NULL", dataset.origin());
      rules.add(new Rule(MALFORMED, predicate, Action.QUARANTINE_ROW));
    }
    for (Expectation expectation : dataset.expectations()) {
      if (rules.stream().anyMatch(rule -> rule.name().equalsIgnoreCase(expectation.name()))) {
        throw UpdateErrors.duplicateRule(expectation.name(), expectation.origin());
      }
      rules.add(new Rule(expectation.name(), expectation.predicate(), expectation.action()));
    }
    return rules;
  }

  /** A rule sees the dataset's own rows alone, and says the same of a row each time. */
  private static void checkAlone(RuleQueries queries, Analyses analyses) {
    boolean quarantines =
        queries.rules().stream().anyMatch(rule -> rule.action() == Action.QUARANTINE_ROW);
    for (int i = 0; i < queries.rules().size(); i++) {
      Rule rule = queries.rules().get(i);
      if (queries.scope() == Scope.UPSERTS && OTHER_ROWS.matcher(rule.predicate().text()).find()) {
        throw UpdateErrors.ruleOfOtherRows(rule.name(), rule.predicate().origin());
      }
      Matcher chance = CHANCE.matcher(rule.predicate().text());
      if (chance.find()) {
        throw UpdateErrors.ruleOfChance(rule.name(), chance.group(1), rule.predicate().origin());
      }
      Matcher order = ORDER.matcher(rule.predicate().text());
      if (quarantines && order.find()) {
        throw UpdateErrors.ruleOfOrder(rule.name(), order.group(1), rule.predicate().origin());
      }
      boolean mayRead =
          rule.predicate().text().toLowerCase(java.util.Locale.ROOT).contains("select");
      if (mayRead && analyses.references(queries.alone(i)).size() > 1) {
        throw UpdateErrors.ruleReadsTables(rule.name(), rule.predicate().origin());
      }
    }
  }

  /** The same complaint about the first rule that has one, with its place. */
  private static Optional<PerigonException> place(
      RuleQueries queries,
      StagedResolver resolver,
      Analyses analyses,
      Consumer<AnalyzedQuery> runnable) {
    for (int i = 0; i < queries.rules().size(); i++) {
      try {
        runnable.accept(analyses.analyze(queries.alone(i), resolver));
      } catch (PerigonException e) {
        Rule rule = queries.rules().get(i);
        return Optional.of(UpdateErrors.badRule(rule.name(), rule.predicate().origin(), e));
      }
    }
    return Optional.empty();
  }

  private static List<String> keys(Dataset dataset, Schema schema) {
    String declared = dataset.definition().map(d -> d.properties().get(KEY)).orElse(null);
    if (declared == null && dataset.isChangeTarget()) {
      return dataset.flows().get(0).changes().orElseThrow().keys();
    }
    if (declared == null) {
      return schema.columns().stream()
          .filter(column -> isPlain(column.type()))
          .map(Column::name)
          .limit(1)
          .toList();
    }
    List<String> keys = Arrays.stream(declared.split(",")).map(String::strip).toList();
    for (String key : keys) {
      if (schema.find(key).isEmpty()) {
        throw UpdateErrors.unknownKeyColumn(key, schema.names(), dataset.origin());
      }
    }
    return keys;
  }

  private static boolean isPlain(SqlType type) {
    return type instanceof Scalar || type instanceof SqlType.Decimal;
  }

  /** The schema of the quarantine table. */
  static Schema quarantine(Schema target) {
    List<Column> columns = new ArrayList<>(target.columns());
    for (String name : RuleQueries.QUARANTINE_COLUMNS.subList(0, 3)) {
      columns.add(Column.of(name, Scalar.STRING));
    }
    columns.add(Column.of(RuleQueries.QUARANTINE_COLUMNS.get(3), Scalar.TIMESTAMP));
    return new Schema(columns);
  }
}
