package dev.perigon.sql.statement;

import static java.util.Objects.requireNonNull;

import dev.perigon.sql.error.Origin;

/**
 * A row rule: {@code CONSTRAINT name EXPECT (predicate) ON VIOLATION action}. NULL is a violation.
 */
public record Expectation(String name, SqlText predicate, Action action, Origin origin) {
  public Expectation {
    requireNonNull(name, "name is null");
    requireNonNull(predicate, "predicate is null");
    requireNonNull(action, "action is null");
    requireNonNull(origin, "origin is null");
  }

  /** What happens to a row that violates the rule. */
  public enum Action {
    /** Keep the row and count it. */
    WARN,
    DROP_ROW,
    FAIL_UPDATE,
    QUARANTINE_ROW
  }
}
