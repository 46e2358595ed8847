package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.aggregate.Average;
import org.apache.spark.sql.catalyst.expressions.aggregate.BitAndAgg;
import org.apache.spark.sql.catalyst.expressions.aggregate.BitOrAgg;
import org.apache.spark.sql.catalyst.expressions.aggregate.BitXorAgg;
import org.apache.spark.sql.catalyst.expressions.aggregate.BoolAnd;
import org.apache.spark.sql.catalyst.expressions.aggregate.BoolOr;
import org.apache.spark.sql.catalyst.expressions.aggregate.Count;
import org.apache.spark.sql.catalyst.expressions.aggregate.CountIf;
import org.apache.spark.sql.catalyst.expressions.aggregate.Max;
import org.apache.spark.sql.catalyst.expressions.aggregate.Min;
import org.apache.spark.sql.catalyst.expressions.aggregate.Sum;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.LongType;

/** Counts, sums, averages, extremes and bits. */
final class BasicAggregates {
  private BasicAggregates() {}

  static List<Aggregate<?>> all() {
    return List.of(
        Aggregate.of(Count.class, BasicAggregates::count, "count"),
        Aggregate.of(CountIf.class, BasicAggregates::countIf, "count_if"),
        Aggregate.of(Sum.class, BasicAggregates::sum, "sum", "try_sum")
            .withNote("Sums of DOUBLE depend on the order of rows in their last digits."),
        Aggregate.of(Average.class, BasicAggregates::average, "avg", "mean", "try_avg")
            .withNote("Averages of DOUBLE depend on the order of rows in their last digits."),
        Aggregate.of(Min.class, (f, call, w) -> extreme("min", f.child(), call, w), "min"),
        Aggregate.of(Max.class, (f, call, w) -> extreme("max", f.child(), call, w), "max"),
        Aggregate.of(
            BoolAnd.class,
            (f, call, w) -> call.of("bool_and", w.write(f.child())),
            "bool_and",
            "every"),
        Aggregate.of(
            BoolOr.class,
            (f, call, w) -> call.of("bool_or", w.write(f.child())),
            "bool_or",
            "any",
            "some"),
        Aggregate.of(
            BitAndAgg.class, (f, call, w) -> call.of("bit_and", w.write(f.child())), "bit_and"),
        Aggregate.of(
            BitOrAgg.class, (f, call, w) -> call.of("bit_or", w.write(f.child())), "bit_or"),
        Aggregate.of(
            BitXorAgg.class, (f, call, w) -> call.of("bit_xor", w.write(f.child())), "bit_xor"));
  }

  private static String count(Count count, AggregateCall call, ExpressionWriter writer) {
    List<Expression> arguments = Scala.list(count.children());
    if (arguments.stream().allMatch(a -> a instanceof Literal l && l.value() != null)) {
      return call.distinct() ? call.of("count", "1") : call.of("count", "*");
    }
    if (arguments.size() == 1) {
      return countOf(arguments.get(0), call, writer);
    }
    List<String> texts = arguments.stream().map(writer::write).toList();
    String allPresent =
        texts.stream().map(text -> text + " IS NOT NULL").collect(Collectors.joining(" AND "));
    String row = "CASE WHEN %s THEN row(%s) END".formatted(allPresent, String.join(", ", texts));
    return call.of("count", row);
  }

  /**
   * NULLs are not counted anyway; said aloud, DuckDB finds the distinct values once for this and
   * for the collect_set of the same column.
   */
  private static String countOf(Expression child, AggregateCall call, ExpressionWriter writer) {
    String text = writer.write(child);
    boolean shared = call.distinct() && call.over().isEmpty() && child.nullable();
    return (shared ? call.where(text + " IS NOT NULL") : call).of("count", text);
  }

  private static String countIf(CountIf count, AggregateCall call, ExpressionWriter writer) {
    return call.of("count", "nullif(%s, false)".formatted(writer.write(count.child())));
  }

  private static String sum(Sum sum, AggregateCall call, ExpressionWriter writer) {
    String cast = sum.evalMode().equals(EvalMode.TRY()) ? "TRY_CAST" : "CAST";
    String text = writer.write(sum.child());
    DataType type = sum.dataType();
    if (type instanceof DecimalType || type instanceof LongType) {
      return "%s(%s AS %s)".formatted(cast, call.of("sum", text), writer.type(type));
    }
    if (type instanceof DoubleType) {
      return call.of("sum", asDouble(sum.child(), text));
    }
    return IntervalArithmetic.sum(sum.child(), sum.evalMode().equals(EvalMode.TRY()), call, writer);
  }

  private static String average(Average average, AggregateCall call, ExpressionWriter writer) {
    String text = writer.write(average.child());
    DataType type = average.dataType();
    if (type instanceof DoubleType) {
      return call.of("avg", asDouble(average.child(), text));
    }
    if (type instanceof DecimalType result) {
      boolean isTry = average.evalMode().equals(EvalMode.TRY());
      DecimalType input = (DecimalType) average.child().dataType();
      DecimalType sum = new DecimalType(Math.min(input.precision() + 10, 38), input.scale());
      String total =
          "%s(%s AS %s)"
              .formatted(isTry ? "TRY_CAST" : "CAST", call.of("sum", text), writer.type(sum));
      // NULL instead of a zero count, because even an unused division by zero fails.
      String count = "nullif(%s, 0)".formatted(call.of("count", text));
      return DecimalArithmetic.divide(
          new DecimalArithmetic.Operand(total, sum.precision(), sum.scale()),
          new DecimalArithmetic.Operand(count, 19, 0),
          result,
          isTry);
    }
    return IntervalArithmetic.average(
        average.child(), average.evalMode().equals(EvalMode.TRY()), call, writer);
  }

  private static String asDouble(Expression child, String text) {
    return child.dataType().equals(DataTypes.DoubleType) ? text : "CAST(" + text + " AS DOUBLE)";
  }

  /** DuckDB puts NULLs inside structs and arrays last, so these are compared by a key. */
  static String extreme(
      String function, Expression child, AggregateCall call, ExpressionWriter writer) {
    String text = writer.write(child);
    return OrderKey.of(child.dataType(), text)
        .map(
            key ->
                call.where(text + " IS NOT NULL")
                    .of(function.equals("min") ? "arg_min" : "arg_max", text + ", " + key))
        .orElseGet(() -> call.of(function, text));
  }
}
