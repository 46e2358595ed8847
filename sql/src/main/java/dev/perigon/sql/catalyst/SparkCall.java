package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.BinaryExpression;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InheritAnalysisRules;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.TryEval;
import org.apache.spark.sql.types.DataType;

/**
 * Calls of seldom used functions: DuckDB sends the arguments as JSON, Catalyst works the expression
 * out and gives a text, which DuckDB reads as the result's type.
 */
final class SparkCall {
  private static final String NAME = "perigon_spark";
  private static final ThreadLocal<Map<String, SparkBody>> BODIES =
      ThreadLocal.withInitial(HashMap::new);

  private SparkCall() {}

  /**
   * @param text the value in DuckDB's SQL; for a constant not used
   * @param constant the value of a constant as JSON, or null
   */
  record Argument(String text, DataType type, String constant) {
    static Argument of(Expression e, ExpressionWriter writer) {
      String constant = constant(e);
      return new Argument(constant == null ? writer.write(e) : "NULL", e.dataType(), constant);
    }

    private static String constant(Expression e) {
      if (e instanceof Literal literal && literal.value() == null) {
        return "null";
      }
      return Folded.value(e)
          .map(value -> TransportValues.encode(value, e.dataType()).toString())
          .orElse(null);
    }
  }

  /** The expression's children are the function's arguments, in order. */
  static <E extends Expression> Entry<E> entry(Class<E> type, String... functions) {
    return Entry.of(
        type, (e, w) -> render(e, functions[0], Scala.list(e.children()), w), functions);
  }

  /** As {@link #entry}, for functions that are others inside a "try". */
  static <E extends Expression & InheritAnalysisRules> Entry<E> tryEntry(
      Class<E> type, String function) {
    return Entry.of(
        type,
        (e, w) -> {
          Expression inner = e.child() instanceof TryEval tried ? tried.child() : e.child();
          return render(e, function, Scala.list(inner.children()), w);
        },
        function);
  }

  /** {@code function(children)}. */
  static String render(Expression e, String function, ExpressionWriter writer) {
    return render(e, function, Scala.list(e.children()), writer);
  }

  /** {@code left operator right}. */
  static String operator(BinaryExpression e, String operator, ExpressionWriter writer) {
    return operator(e, operator, "", writer);
  }

  /** {@code left operator right suffix}. */
  static String operator(
      BinaryExpression e, String operator, String suffix, ExpressionWriter writer) {
    List<Argument> both = List.of(Argument.of(e.left(), writer), Argument.of(e.right(), writer));
    return render(e, "a0 " + operator + " a1" + suffix, both, e.dataType(), writer);
  }

  /** {@code function(arguments)}. */
  static String render(
      Expression e, String function, List<Expression> arguments, ExpressionWriter writer) {
    List<Argument> all = arguments.stream().map(a -> Argument.of(a, writer)).toList();
    return render(e, call(function, all.size()), all, e.dataType(), writer);
  }

  static String call(String function, int arguments) {
    return IntStream.range(0, arguments)
        .mapToObj(i -> "a" + i)
        .collect(Collectors.joining(", ", function + "(", ")"));
  }

  /**
   * @param e for errors
   * @param sql what is called, in Spark's SQL, over a0, a1, …
   */
  static String render(
      Expression e,
      String sql,
      List<Argument> arguments,
      DataType result,
      ExpressionWriter writer) {
    Transport transport = new Transport(writer);
    String text =
        "%s(%s, CAST(to_json(%s) AS VARCHAR))"
            .formatted(NAME, literal(sql, arguments, writer), transport.row(e, arguments));
    return transport.result(e, text, result);
  }

  /** The call as a string literal. */
  static String literal(String sql, List<Argument> arguments, ExpressionWriter writer) {
    List<String> constants = new ArrayList<>();
    arguments.forEach(a -> constants.add(a.constant()));
    List<String> types = arguments.stream().map(a -> a.type().json()).toList();
    return new SparkBody.Call(sql, types, constants, writer.timeZone().getId()).literal();
  }

  /** The function that all these calls go to. */
  static JavaFunction function() {
    return new JavaFunction(
        NAME,
        JavaEntry.strings(2),
        Scalar.STRING,
        a -> body((String) a.get(0)).value(SparkBody.tree((String) a.get(1))));
  }

  static SparkBody body(String call) {
    return BODIES.get().computeIfAbsent(call, SparkBody::of);
  }
}
