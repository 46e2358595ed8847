package dev.perigon.sql.catalyst;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;

/**
 * Which columns of a plan split its rows, as {@link dev.perigon.sql.query.RefreshKey} has it.
 *
 * @param keys by column: the expression that gives its values, by input
 * @param reads every input that the plan reads
 */
record Ties(Map<ExprId, Map<Integer, String>> keys, Set<Integer> reads) {
  static final Ties NOTHING = new Ties(Map.of(), Set.of());

  Ties {
    keys = Map.copyOf(keys);
    reads = Set.copyOf(reads);
  }

  Optional<Map<Integer, String>> of(Attribute column) {
    return Optional.ofNullable(keys.get(column.exprId()));
  }

  /** Other columns over the same inputs. */
  Ties with(Map<ExprId, Map<Integer, String>> others) {
    return new Ties(others, reads);
  }

  /** The same where {@code others} are read besides, whole: who is tied to one of them is not. */
  Ties beside(Set<Integer> others) {
    Map<ExprId, Map<Integer, String>> left = new HashMap<>();
    keys.forEach(
        (column, tie) ->
            apart(Optional.of(tie), reads, Optional.empty(), others)
                .ifPresent(same -> left.put(column, same)));
    Set<Integer> all = new HashSet<>(reads);
    all.addAll(others);
    return new Ties(left, all);
  }

  /**
   * Ties of one column of each of two plans that are computed apart. An input that both read must
   * be tied in the same way in both, or in neither.
   */
  static Optional<Map<Integer, String>> apart(
      Optional<Map<Integer, String>> one,
      Set<Integer> readsOne,
      Optional<Map<Integer, String>> other,
      Set<Integer> readsOther) {
    Map<Integer, String> first = one.orElse(Map.of());
    Map<Integer, String> second = other.orElse(Map.of());
    for (Integer input : readsOne) {
      if (readsOther.contains(input) && !Objects.equals(first.get(input), second.get(input))) {
        return Optional.empty();
      }
    }
    return Optional.of(together(first, second));
  }

  /** Ties of two columns that are equal in every row of one plan: both hold. */
  static Map<Integer, String> together(Map<Integer, String> one, Map<Integer, String> other) {
    Map<Integer, String> both = new HashMap<>(other);
    both.putAll(one);
    return Map.copyOf(both);
  }
}
