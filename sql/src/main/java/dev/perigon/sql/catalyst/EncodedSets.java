package dev.perigon.sql.catalyst;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateFunction;
import org.apache.spark.sql.catalyst.expressions.aggregate.CollectSet;
import org.apache.spark.sql.catalyst.expressions.aggregate.Count;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;

/**
 * {@code count(DISTINCT c)} and {@code collect_set(c)} of a column that has a dictionary: a group's
 * set of values is a number of which each bit is a value. DuckDB's own aggregates with DISTINCT
 * group all rows once more for each of them.
 */
final class EncodedSets {
  private static final List<String> MACROS =
      List.of(
          """
          CREATE MACRO perigon_bit(dictionary, value) AS
            CAST(1 AS UINTEGER) << CAST(list_position(dictionary, value) - 1 AS UINTEGER)""",
          """
          CREATE MACRO perigon_members(dictionary, bits) AS
            coalesce(list_filter(dictionary, lambda v, i: (bits >> (i - 1)) & 1 = 1), [])""");

  private EncodedSets() {}

  static List<String> macros() {
    return MACROS;
  }

  /** The text of the aggregates that dictionaries serve, by canonical expression. */
  static Map<Expression, String> of(
      Aggregate aggregate, Dictionaries dictionaries, ExpressionRenderer expressions) {
    Map<Expression, String> texts = new HashMap<>();
    calls(aggregate)
        .forEach(
            call ->
                column(call)
                    .flatMap(dictionaries::of)
                    .map(dictionary -> text(call, dictionary, expressions))
                    .ifPresent(text -> texts.put(call.canonicalized(), text)));
    return texts;
  }

  private static String text(
      AggregateExpression call, String dictionary, ExpressionRenderer expressions) {
    List<String> filters =
        Scala.optional(call.filter()).map(expressions::write).map(List::of).orElse(List.of());
    String variable = "getvariable('%s')".formatted(dictionary);
    String bit =
        "perigon_bit(%s, %s)".formatted(variable, expressions.text(column(call).orElseThrow()));
    String bits =
        "coalesce(%s, 0)".formatted(new AggregateCall(false, filters, "").of("bit_or", bit));
    return call.aggregateFunction() instanceof Count
        ? "CAST(bit_count(%s) AS BIGINT)".formatted(bits)
        : "perigon_members(%s, %s)".formatted(variable, bits);
  }

  private static Stream<AggregateExpression> calls(Aggregate aggregate) {
    return Scala.list(aggregate.aggregateExpressions()).stream()
        .flatMap(column -> parts((Expression) column))
        .filter(AggregateExpression.class::isInstance)
        .map(AggregateExpression.class::cast);
  }

  private static Stream<Expression> parts(Expression expression) {
    return Stream.concat(
        Stream.of(expression),
        Scala.list(expression.children()).stream().flatMap(EncodedSets::parts));
  }

  /** Whose distinct values {@code call} is about, if they are a column's. */
  private static Optional<Attribute> column(AggregateExpression call) {
    AggregateFunction function = call.aggregateFunction();
    boolean isSet =
        function instanceof CollectSet
            || function instanceof Count count && call.isDistinct() && count.children().size() == 1;
    return isSet && function.children().head() instanceof Attribute column
        ? Optional.of(column)
        : Optional.empty();
  }
}
