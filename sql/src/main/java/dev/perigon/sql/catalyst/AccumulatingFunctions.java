package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.Accumulation;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.Count;
import org.apache.spark.sql.catalyst.expressions.aggregate.Max;
import org.apache.spark.sql.catalyst.expressions.aggregate.Min;
import org.apache.spark.sql.catalyst.expressions.aggregate.Sum;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/** The aggregate functions whose value over all rows follows from those over parts of the rows. */
final class AccumulatingFunctions {
  private AccumulatingFunctions() {}

  /** How the values of {@code column}, of an aggregation, add up. */
  static Optional<Accumulation> accumulation(Expression column) {
    return column instanceof AggregateExpression call && !call.isDistinct()
        ? ofFunction(call.aggregateFunction())
        : Optional.empty();
  }

  private static Optional<Accumulation> ofFunction(Expression function) {
    if (function instanceof RuntimeReplaceable replaceable) {
      return ofFunction(replaceable.replacement());
    }
    if (function instanceof Count || function instanceof Sum sum && isExact(sum)) {
      return Optional.of(Accumulation.SUM);
    }
    boolean isLeast = function instanceof Min;
    return (isLeast || function instanceof Max) && KeyExpressions.isKey(function.dataType())
        ? Optional.of(isLeast ? Accumulation.LEAST : Accumulation.GREATEST)
        : Optional.empty();
  }

  /** Sums of floats depend on the order; the NULL of a sum that is too large would be ignored. */
  private static boolean isExact(Sum sum) {
    DataType type = sum.dataType();
    return sum.evalMode().equals(EvalMode.ANSI())
        && (type.equals(DataTypes.LongType) || type instanceof DecimalType);
  }
}
