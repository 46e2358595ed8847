package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.CollectList;
import org.apache.spark.sql.catalyst.expressions.aggregate.CollectSet;
import org.apache.spark.sql.catalyst.expressions.aggregate.First;
import org.apache.spark.sql.catalyst.expressions.aggregate.Last;
import org.apache.spark.sql.catalyst.expressions.aggregate.ListAgg;
import org.apache.spark.sql.catalyst.expressions.aggregate.MaxBy;
import org.apache.spark.sql.catalyst.expressions.aggregate.MinBy;
import org.apache.spark.sql.catalyst.expressions.aggregate.Mode;
import org.apache.spark.sql.types.BinaryType;

/** Aggregates that give back some of the values they were given. */
final class CollectingAggregates {
  private static final String ANY_ORDER = "Which value it is depends on the order of rows.";

  private CollectingAggregates() {}

  static List<Aggregate<?>> all() {
    return List.of(
        Aggregate.of(First.class, CollectingAggregates::first, "first", "first_value", "any_value")
            .withNote(ANY_ORDER),
        Aggregate.of(Last.class, CollectingAggregates::last, "last", "last_value")
            .withNote(ANY_ORDER),
        Aggregate.of(CollectList.class, CollectingAggregates::list, "collect_list", "array_agg")
            .withNote("The array has the order of the rows."),
        Aggregate.of(CollectSet.class, CollectingAggregates::set, "collect_set")
            .withNote("The array has no particular order."),
        Aggregate.of(ListAgg.class, CollectingAggregates::text, "listagg", "string_agg"),
        Aggregate.of(
                MaxBy.class,
                (f, call, w) -> by("arg_max_null", f.valueExpr(), f.orderingExpr(), call, w),
                "max_by")
            .withNote("Among equal keys any row may be taken."),
        Aggregate.of(
                MinBy.class,
                (f, call, w) -> by("arg_min_null", f.valueExpr(), f.orderingExpr(), call, w),
                "min_by")
            .withNote("Among equal keys any row may be taken."),
        Aggregate.of(Mode.class, CollectingAggregates::mode, "mode")
            .withNote(
                "Among equally frequent values any may be taken, unless WITHIN GROUP orders."));
  }

  private static String first(First first, AggregateCall call, ExpressionWriter writer) {
    return value("first", first.child(), first.ignoreNulls(), call, writer);
  }

  private static String last(Last last, AggregateCall call, ExpressionWriter writer) {
    return value("last", last.child(), last.ignoreNulls(), call, writer);
  }

  private static String value(
      String function,
      Expression child,
      boolean ignoreNulls,
      AggregateCall call,
      ExpressionWriter writer) {
    String text = writer.write(child);
    if (call.over().isEmpty() || !call.filters().isEmpty()) {
      return (ignoreNulls ? call.where(text + " IS NOT NULL") : call).of(function, text);
    }
    return call.of(function + "_value", ignoreNulls ? text + " IGNORE NULLS" : text);
  }

  private static String list(CollectList list, AggregateCall call, ExpressionWriter writer) {
    return collected(list.child(), call, writer);
  }

  private static String set(CollectSet set, AggregateCall call, ExpressionWriter writer) {
    AggregateCall distinct = new AggregateCall(true, call.filters(), call.over());
    return collected(set.child(), distinct, writer);
  }

  private static String collected(Expression child, AggregateCall call, ExpressionWriter writer) {
    String text = writer.write(child);
    AggregateCall present = child.nullable() ? call.where(text + " IS NOT NULL") : call;
    return "coalesce(%s, [])".formatted(present.of("list", text));
  }

  private static String text(ListAgg list, AggregateCall call, ExpressionWriter writer) {
    if (list.child().dataType() instanceof BinaryType) {
      throw writer.unsupported(list, "it concatenates BINARY");
    }
    String order =
        Scala.list(list.orderExpressions()).stream()
            .map(sort -> OrderKey.orderBy(sort, writer))
            .collect(Collectors.joining(", "));
    String delimiter = "coalesce(%s, '')".formatted(writer.write(list.delimiter()));
    return call.of(
        "string_agg",
        "%s, %s%s"
            .formatted(
                writer.write(list.child()),
                delimiter,
                order.isEmpty() ? "" : " ORDER BY " + order));
  }

  private static String by(
      String function,
      Expression value,
      Expression ordering,
      AggregateCall call,
      ExpressionWriter writer) {
    String order = writer.write(ordering);
    String key = OrderKey.of(ordering.dataType(), order).orElse(order);
    return call.where(order + " IS NOT NULL").of(function, writer.write(value) + ", " + key);
  }

  private static String mode(Mode mode, AggregateCall call, ExpressionWriter writer) {
    String text = writer.write(mode.child());
    String order =
        Scala.optional(mode.reverseOpt())
            .map(reverse -> " ORDER BY " + text + (reverse.equals(true) ? " DESC" : ""))
            .orElse("");
    return call.of("mode", text + order);
  }
}
