package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of the rows that are held back: all, those that violate a rule, those of which a predicate
 * is true.
 *
 * @param where in Spark SQL, over the columns of the quarantine
 */
public record HeldSelection(Optional<String> rule, Optional<String> where) {
  /** Every row. */
  public static final HeldSelection ALL = new HeldSelection(Optional.empty(), Optional.empty());

  /** A condition that is never null. */
  String condition() {
    List<String> conditions = new ArrayList<>();
    rule.ifPresent(
        name ->
            conditions.add(
                "array_contains(split(lower(_quarantine_rule), ', '), lower(%s))"
                    .formatted(Identifiers.literal(name))));
    where.ifPresent(predicate -> conditions.add("(%s\n)".formatted(predicate)));
    return conditions.isEmpty()
        ? "TRUE"
        : "coalesce(%s, FALSE)".formatted(String.join(" AND ", conditions));
  }

  /**
   * Complains about a predicate that makes no sense.
   *
   * @param names has only the quarantine
   */
  void check(TableName held, StagedResolver names, Analyses analyses) {
    if (where.isEmpty()) {
      return;
    }
    String text =
        "SELECT CASE WHEN (%s\n) THEN 1 END FROM %s"
            .formatted(where.get(), ChangeQueries.name(held));
    try {
      analyses.analyze(SqlText.of("--where", text), names);
    } catch (PerigonException e) {
      throw QuarantineErrors.badPredicate(held, e);
    }
  }
}
