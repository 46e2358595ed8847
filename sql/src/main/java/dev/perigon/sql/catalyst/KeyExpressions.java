package dev.perigon.sql.catalyst;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Lower;
import org.apache.spark.sql.catalyst.expressions.StringTrim;
import org.apache.spark.sql.catalyst.expressions.Upper;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** Expressions whose value in a row comes from one column alone, and what is equal in every row. */
final class KeyExpressions {
  /** Equal values of these look the same; of floats, collated text and nested values not all do. */
  private static final Set<DataType> TYPES =
      Set.of(
          DataTypes.StringType,
          DataTypes.ByteType,
          DataTypes.ShortType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.DateType,
          DataTypes.TimestampType,
          DataTypes.TimestampNTZType,
          DataTypes.BooleanType);

  private static final Map<Class<? extends Expression>, String> FUNCTIONS =
      Map.of(StringTrim.class, "trim", Lower.class, "lower", Upper.class, "upper");

  private KeyExpressions() {}

  static boolean isKey(DataType type) {
    return TYPES.contains(type) || type instanceof DecimalType;
  }

  /** Two columns that are equal, or both null. */
  record Equality(Attribute left, Attribute right) {
    Equality turned() {
      return new Equality(right, left);
    }
  }

  /** What must be equal where {@code condition} holds. */
  static List<Equality> equalities(Optional<Expression> condition) {
    List<Equality> found = new ArrayList<>();
    condition.ifPresent(all -> collect(all, found));
    return found;
  }

  private static void collect(Expression condition, List<Equality> found) {
    List<Expression> sides = Scala.list(condition.children());
    if (condition instanceof And) {
      sides.forEach(side -> collect(side, found));
    } else if ((condition instanceof EqualTo || condition instanceof EqualNullSafe)
        && sides.get(0) instanceof Attribute left
        && sides.get(1) instanceof Attribute right
        && left.dataType().equals(right.dataType())) {
      found.add(new Equality(left, right));
    }
  }

  /** The ties of {@code expression} over a plan with these {@code ties}. */
  static Optional<Map<Integer, String>> tie(Expression expression, Ties ties) {
    if (expression instanceof Attribute column) {
      return ties.of(column);
    }
    if (expression instanceof Alias alias) {
      return tie(alias.child(), ties);
    }
    return function(expression).flatMap(f -> tie(f.argument(), ties).map(f::of));
  }

  /** The same over its groups, which have only what they are grouped by. */
  static Optional<Map<Integer, String>> tie(
      Expression expression, Ties ties, List<Expression> grouping) {
    if (expression instanceof Alias alias) {
      return tie(alias.child(), ties, grouping);
    }
    if (grouping.stream().anyMatch(expression::semanticEquals)) {
      return tie(expression, ties);
    }
    return function(expression).flatMap(f -> tie(f.argument(), ties, grouping).map(f::of));
  }

  /** One that gives a key for a key. */
  private record Function(String name, Expression argument) {
    Map<Integer, String> of(Map<Integer, String> ties) {
      Map<Integer, String> called = new HashMap<>();
      ties.forEach((input, value) -> called.put(input, name + "(" + value + ")"));
      return called;
    }
  }

  private static Optional<Function> function(Expression expression) {
    List<Expression> arguments = Scala.list(expression.children());
    return arguments.size() == 1 && isKey(expression.dataType())
        ? Optional.ofNullable(FUNCTIONS.get(expression.getClass()))
            .map(name -> new Function(name, arguments.get(0)))
        : Optional.empty();
  }
}
