package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Between;
import org.apache.spark.sql.catalyst.expressions.BinaryExpression;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;

/** Comparisons: both engines have NaN equal to itself and greatest, and text in order of bytes. */
final class Comparisons {
  private Comparisons() {}

  static List<Entry<?>> all() {
    return List.of(
        Entry.of(EqualTo.class, infix("="), "=", "==", "!=", "<>"),
        Entry.of(EqualNullSafe.class, Comparisons::equalNullSafe, "<=>", "equal_null"),
        Entry.of(LessThan.class, infix("<"), "<"),
        Entry.of(LessThanOrEqual.class, infix("<="), "<="),
        Entry.of(GreaterThan.class, infix(">"), ">"),
        Entry.of(GreaterThanOrEqual.class, infix(">="), ">="),
        Entry.of(Between.class, Comparisons::between, "between"),
        Entry.of(In.class, Comparisons::in, "in"));
  }

  private static <E extends BinaryExpression> Entry.Renderer<E> infix(String operator) {
    return (e, w) -> key(e.left(), w) + " " + operator + " " + key(e.right(), w);
  }

  /** Inside arrays and structs Spark takes NULLs for equal and smallest. */
  private static String key(Expression operand, ExpressionWriter writer) {
    String text = writer.write(operand);
    Optional<String> key = OrderKey.of(operand.dataType(), text);
    return key.map(k -> "CASE WHEN %s IS NOT NULL THEN %s END".formatted(text, k))
        .map(Operand::of)
        .orElse(text);
  }

  private static String equalNullSafe(EqualNullSafe equal, ExpressionWriter writer) {
    return key(equal.left(), writer) + " IS NOT DISTINCT FROM " + key(equal.right(), writer);
  }

  private static String between(Between between, ExpressionWriter writer) {
    return "%s BETWEEN %s AND %s"
        .formatted(
            key(between.input(), writer),
            key(between.lower(), writer),
            key(between.upper(), writer));
  }

  private static String in(In in, ExpressionWriter writer) {
    return Scala.list(in.children()).stream()
        .skip(1)
        .map(value -> key(value, writer))
        .collect(Collectors.joining(", ", key(in.value(), writer) + " IN (", ")"));
  }
}
