package dev.perigon.pipelines;

import dev.perigon.sql.statement.Expectation.Action;
import dev.perigon.sql.statement.SqlText;

/** A row rule as it is counted: a declared expectation, or the rule for malformed rows. */
record Rule(String name, SqlText predicate, Action action) {

  /** As in SQL: {@code DROP ROW}. */
  String actionText() {
    return action.name().replace('_', ' ');
  }
}
