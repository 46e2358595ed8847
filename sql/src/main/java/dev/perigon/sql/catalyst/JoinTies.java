package dev.perigon.sql.catalyst;

import dev.perigon.sql.catalyst.KeyExpressions.Equality;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.Cross$;
import org.apache.spark.sql.catalyst.plans.FullOuter$;
import org.apache.spark.sql.catalyst.plans.Inner$;
import org.apache.spark.sql.catalyst.plans.JoinType;
import org.apache.spark.sql.catalyst.plans.LeftAnti$;
import org.apache.spark.sql.catalyst.plans.LeftOuter$;
import org.apache.spark.sql.catalyst.plans.LeftSemi$;
import org.apache.spark.sql.catalyst.plans.RightOuter$;
import org.apache.spark.sql.catalyst.plans.logical.Join;

/**
 * The {@link Ties} of joins. A row of one side meets rows of its own value only where the join
 * demands that both are equal; where it may stay without any, the value is that of its own side.
 */
final class JoinTies {
  private final Ties left;
  private final Ties right;
  private final List<Equality> equalities;

  private JoinTies(Ties left, Ties right, List<Equality> equalities) {
    this.left = left;
    this.right = right;
    this.equalities = equalities;
  }

  static Ties of(Join join, Ties left, Ties right) {
    JoinType type = join.joinType();
    JoinTies ties = between(join, left, right);
    if (type == Inner$.MODULE$ || type == Cross$.MODULE$) {
      return where(ties.equalities, ties.inner());
    }
    if (type == LeftOuter$.MODULE$ || type == LeftSemi$.MODULE$ || type == LeftAnti$.MODULE$) {
      return ties.outer();
    }
    if (type == RightOuter$.MODULE$) {
      return new JoinTies(right, left, ties.equalities.stream().map(Equality::turned).toList())
          .outer();
    }
    return new Ties(Map.of(), ties.reads());
  }

  /** With the column of the left side first. */
  private static JoinTies between(Join join, Ties left, Ties right) {
    Set<ExprId> ofLeft = ids(join.left().output());
    List<Equality> equalities =
        KeyExpressions.equalities(Scala.optional(join.condition())).stream()
            .map(e -> ofLeft.contains(e.left().exprId()) ? e : e.turned())
            .toList();
    return new JoinTies(left, right, equalities);
  }

  private static Set<ExprId> ids(scala.collection.immutable.Seq<Attribute> columns) {
    Set<ExprId> ids = new HashSet<>();
    Scala.list(columns).forEach(column -> ids.add(column.exprId()));
    return ids;
  }

  private Set<Integer> reads() {
    Set<Integer> reads = new HashSet<>(left.reads());
    reads.addAll(right.reads());
    return reads;
  }

  private Optional<Map<Integer, String>> both(Equality equality) {
    Optional<Map<Integer, String>> one = left.of(equality.left());
    Optional<Map<Integer, String>> other = right.of(equality.right());
    return one.isPresent() && other.isPresent()
        ? Ties.apart(one, left.reads(), other, right.reads())
        : Optional.empty();
  }

  private Ties inner() {
    Map<ExprId, Map<Integer, String>> keys = new HashMap<>();
    keys.putAll(left.beside(right.reads()).keys());
    keys.putAll(right.beside(left.reads()).keys());
    for (Equality equality : equalities) {
      both(equality)
          .ifPresent(
              tie -> {
                keys.merge(equality.left().exprId(), tie, Ties::together);
                keys.merge(equality.right().exprId(), tie, Ties::together);
              });
    }
    return new Ties(keys, reads());
  }

  /** Every row of the left side decides for itself, by what it finds on the other. */
  private Ties outer() {
    Map<ExprId, Map<Integer, String>> keys = new HashMap<>(left.beside(right.reads()).keys());
    for (Equality equality : equalities) {
      both(equality).ifPresent(tie -> keys.merge(equality.left().exprId(), tie, Ties::together));
    }
    return new Ties(keys, reads());
  }

  /** The value of whichever side there is. */
  static Optional<Map<Integer, String>> coalesced(
      Expression column, Join join, Ties left, Ties right) {
    if (join.joinType() != FullOuter$.MODULE$
        || !(column instanceof Alias alias)
        || !(alias.child() instanceof Coalesce coalesce)) {
      return Optional.empty();
    }
    List<Expression> sides = Scala.list(coalesce.children());
    JoinTies ties = between(join, left, right);
    return ties.equalities.stream()
        .filter(e -> sides.size() == 2 && isOf(sides, e.left()) && isOf(sides, e.right()))
        .flatMap(equality -> ties.both(equality).stream())
        .findFirst();
  }

  private static boolean isOf(List<Expression> sides, Attribute column) {
    return sides.stream().anyMatch(column::semanticEquals);
  }

  /** Where some columns are equal in every row, each is tied to what the other is. */
  static Ties where(List<Equality> equalities, Ties ties) {
    Map<ExprId, Map<Integer, String>> keys = new HashMap<>(ties.keys());
    for (int round = 0; round < equalities.size(); round++) {
      for (Equality equality : equalities) {
        ExprId one = equality.left().exprId();
        ExprId other = equality.right().exprId();
        Map<Integer, String> both =
            Ties.together(keys.getOrDefault(one, Map.of()), keys.getOrDefault(other, Map.of()));
        if (!both.isEmpty()) {
          keys.put(one, both);
          keys.put(other, both);
        }
      }
    }
    return ties.with(keys);
  }
}
