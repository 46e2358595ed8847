package dev.perigon.sql.catalyst;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.BinaryExpression;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Or;

/**
 * AND and OR as values. Spark stops at the first operand that decides; DuckDB evaluates all, so
 * that operands that could fail stand behind a CASE.
 */
final class Conjunctions {
  private Conjunctions() {}

  static String and(And and, ExpressionWriter writer) {
    return chain(and, "AND", "%s IS FALSE", "FALSE", writer);
  }

  static String or(Or or, ExpressionWriter writer) {
    return chain(or, "OR", "%s", "TRUE", writer);
  }

  private static String chain(
      BinaryExpression first, String operator, String decided, String value, ExpressionWriter w) {
    List<Expression> operands = new ArrayList<>();
    collect(first, first.getClass(), operands);
    List<String> texts = operands.stream().map(w::write).toList();
    String all = String.join(" " + operator + " ", texts);
    if (operands.stream().skip(1).noneMatch(Failing::mayFail)) {
      return all;
    }
    return texts.subList(0, texts.size() - 1).stream()
        .map(text -> "WHEN " + decided.formatted(text) + " THEN " + value)
        .collect(Collectors.joining(" ", "CASE ", " ELSE " + all + " END"));
  }

  private static void collect(Expression expression, Class<?> operator, List<Expression> operands) {
    if (expression.getClass() == operator) {
      BinaryExpression both = (BinaryExpression) expression;
      collect(both.left(), operator, operands);
      collect(both.right(), operator, operands);
    } else {
      operands.add(expression);
    }
  }
}
