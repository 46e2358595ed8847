package dev.perigon.sql.catalyst;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * How an aggregate function is called: over which rows of the group, and over which window.
 *
 * @param filters predicates that a row must fulfil
 * @param over {@code OVER (…)}, or empty
 */
record AggregateCall(boolean distinct, List<String> filters, String over) {
  AggregateCall {
    filters = List.copyOf(filters);
    requireNonNull(over, "over is null");
  }

  static AggregateCall plain() {
    return new AggregateCall(false, List.of(), "");
  }

  AggregateCall over(String window) {
    return new AggregateCall(distinct, filters, window);
  }

  /** This call, of all rows that also fulfil {@code predicate}. */
  AggregateCall where(String predicate) {
    List<String> all = new ArrayList<>(filters);
    all.add(predicate);
    return new AggregateCall(distinct, all, over);
  }

  /** {@code function(DISTINCT arguments) FILTER (WHERE …) OVER (…)}. */
  String of(String function, String arguments) {
    StringBuilder text = new StringBuilder(function);
    text.append(distinct ? "(DISTINCT " : "(").append(arguments).append(')');
    if (!filters.isEmpty()) {
      text.append(" FILTER (WHERE ").append(String.join(" AND ", filters)).append(')');
    }
    if (!over.isEmpty()) {
      text.append(' ').append(over);
    }
    return text.toString();
  }
}
