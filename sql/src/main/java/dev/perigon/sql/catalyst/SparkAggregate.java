package dev.perigon.sql.catalyst;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import dev.perigon.sql.query.DuckDbSession;
import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.ImperativeAggregate;

/**
 * Aggregates that Catalyst works out: DuckDB gathers the group's arguments, in the order of the
 * rows, and sends them as JSON.
 */
final class SparkAggregate {
  private static final String NAME = "perigon_spark_aggregate";

  /** Of one group; many more would not fit into Java's memory. */
  private static final int MOST_VALUES = 2_000_000;

  private SparkAggregate() {}

  /**
   * @param distinct true where a repeated row changes nothing
   */
  static String render(
      Expression e,
      String function,
      List<Expression> arguments,
      boolean distinct,
      AggregateCall call,
      ExpressionWriter writer) {
    List<SparkCall.Argument> all =
        arguments.stream().map(a -> SparkCall.Argument.of(a, writer)).toList();
    Transport transport = new Transport(writer);
    AggregateCall rows =
        new AggregateCall(call.distinct() || distinct, call.filters(), call.over());
    String list = present(all, rows).of("list", transport.row(e, all));
    String text =
        "%s(%s, coalesce(CAST(to_json(%s) AS VARCHAR), '[]'))"
            .formatted(
                NAME,
                SparkCall.literal(SparkCall.call(function, all.size()), all, writer),
                bounded(list, function));
    return transport.result(e, text, e.dataType());
  }

  private static String bounded(String list, String function) {
    return "CASE WHEN len(%1$s) > %2$d THEN error(%3$s) ELSE %1$s END"
        .formatted(
            list,
            MOST_VALUES,
            Identifiers.literalForDuckDb(DuckDbSession.TOO_MANY_VALUES + function));
  }

  /** Rows of which nothing is NULL, if all arguments are constants but one. */
  private static AggregateCall present(List<SparkCall.Argument> arguments, AggregateCall rows) {
    List<String> varying =
        arguments.stream()
            .filter(a -> a.constant() == null)
            .map(SparkCall.Argument::text)
            .collect(Collectors.toList());
    return varying.size() == 1 ? rows.where(varying.get(0) + " IS NOT NULL") : rows;
  }

  static JavaFunction function() {
    return new JavaFunction(
        NAME,
        JavaEntry.strings(2),
        Scalar.STRING,
        a -> aggregated(SparkCall.body((String) a.get(0)), (String) a.get(1)));
  }

  private static String aggregated(SparkBody body, String json) {
    ImperativeAggregate function =
        (ImperativeAggregate) ((AggregateExpression) body.expression()).aggregateFunction();
    InternalRow buffer = new GenericInternalRow(function.aggBufferAttributes().size());
    return body.evaluated(
        () -> {
          function.initialize(buffer);
          MappingIterator<JsonNode> rows = SparkBody.trees(json);
          rows.forEachRemaining(row -> function.update(buffer, body.row(row)));
          return function.eval(buffer);
        },
        ((Expression) function).dataType());
  }
}
