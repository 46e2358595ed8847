package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.engine.Slice;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.statement.Expectation.Action;
import dev.perigon.sql.statement.SqlText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Holds a dataset's rules against rows that are staged. */
final class RuleCheck {
  private static final int KEYS_SHOWN = 5;

  private final Dataset dataset;
  private final Rules rules;
  private final Engine engine;
  private final UpdateContext context;

  RuleCheck(Dataset dataset, Rules rules, Engine engine, UpdateContext context) {
    this.dataset = dataset;
    this.rules = rules;
    this.engine = engine;
    this.context = context;
  }

  /**
   * How many of {@code staged} violate each rule.
   *
   * @param rows how many there are; of none nothing is asked
   */
  Counts count(Slice.Delta staged, long rows) {
    int size = rules.queries().rules().size();
    if (rows == 0) {
      return new Counts(0, Collections.nCopies(size, 0L));
    }
    try (Rows counts = engine.read(bound(rules.count(), staged))) {
      counts.next();
      long evaluated = ((Number) counts.value(0)).longValue();
      List<Long> failed = new ArrayList<>();
      for (int i = 1; i <= size; i++) {
        failed.add(((Number) counts.value(i)).longValue());
      }
      return new Counts(evaluated, failed);
    }
  }

  /** Rows evaluated, and violations by rule. */
  record Counts(long evaluated, List<Long> failed) {
    Counts {
      failed = List.copyOf(failed);
    }
  }

  List<ExpectationResult> results(Counts counts) {
    List<ExpectationResult> results = new ArrayList<>();
    for (int i = 0; i < counts.failed().size(); i++) {
      Rule rule = rules.queries().rules().get(i);
      long failed = counts.failed().get(i);
      results.add(
          new ExpectationResult(
              rule.name(),
              rule.actionText(),
              counts.evaluated(),
              counts.evaluated() - failed,
              failed));
    }
    return results;
  }

  /** Throws when a FAIL UPDATE rule is violated. */
  void failIfAsked(Counts counts, Slice.Delta staged) {
    for (int i = 0; i < counts.failed().size(); i++) {
      Rule rule = rules.queries().rules().get(i);
      if (rule.action() == Action.FAIL_UPDATE && counts.failed().get(i) > 0) {
        throw RunErrors.violated(
            dataset, rule, counts.failed().get(i), counts.evaluated(), offenders(i, staged));
      }
    }
  }

  boolean failsUpdate(Counts counts) {
    return IntStream.range(0, counts.failed().size())
        .anyMatch(
            i ->
                counts.failed().get(i) > 0
                    && rules.queries().rules().get(i).action() == Action.FAIL_UPDATE);
  }

  private List<String> offenders(int i, Slice.Delta staged) {
    if (rules.keys().isEmpty()) {
      return List.of();
    }
    SqlText text = rules.queries().offenders(i, rules.keys(), KEYS_SHOWN);
    AnalyzedQuery query = context.analyses().analyze(text, resolver());
    List<String> keys = new ArrayList<>();
    try (Rows rows = engine.read(bound(query, staged))) {
      while (rows.next()) {
        keys.add(
            IntStream.range(0, rules.keys().size())
                .mapToObj(column -> String.valueOf(rows.value(column)))
                .collect(Collectors.joining("/")));
      }
    }
    return keys;
  }

  /** Whether rows that the query gives may not be in the table. */
  boolean mayTakeRowsOff() {
    return rules.queries().rules().stream().anyMatch(RuleQueries::takesOff);
  }

  /** Whether some row has to be taken off. */
  boolean takesRowsOff(Counts counts) {
    return IntStream.range(0, counts.failed().size())
        .anyMatch(
            i ->
                counts.failed().get(i) > 0 && RuleQueries.takesOff(rules.queries().rules().get(i)));
  }

  boolean quarantinesRows(Counts counts) {
    return IntStream.range(0, counts.failed().size())
        .anyMatch(
            i ->
                counts.failed().get(i) > 0
                    && rules.queries().rules().get(i).action() == Action.QUARANTINE_ROW);
  }

  BoundQuery kept(Slice.Delta staged) {
    return bound(context.analyses().analyze(rules.queries().kept(), resolver()), staged);
  }

  BoundQuery held(Slice.Delta staged, String source) {
    Map<String, Object> parameters = rules.queries().parameters(source);
    Analyses analyses = context.analyses().with(parameters);
    return bound(analyses.analyze(rules.queries().held(), resolver()), staged);
  }

  private StagedResolver resolver() {
    return new StagedResolver(dataset.name(), rules.schema());
  }

  /** All of a rule's inputs are the staged rows. */
  private BoundQuery bound(AnalyzedQuery query, Slice.Delta staged) {
    return new BoundQuery(
        query, Collections.<Slice>nCopies(query.inputs().size(), staged), context.asOf());
  }
}
