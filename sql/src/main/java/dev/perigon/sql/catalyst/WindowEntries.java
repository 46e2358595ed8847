package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.CumeDist;
import org.apache.spark.sql.catalyst.expressions.DenseRank;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Lag;
import org.apache.spark.sql.catalyst.expressions.Lead;
import org.apache.spark.sql.catalyst.expressions.NTile;
import org.apache.spark.sql.catalyst.expressions.NthValue;
import org.apache.spark.sql.catalyst.expressions.PercentRank;
import org.apache.spark.sql.catalyst.expressions.Rank;
import org.apache.spark.sql.catalyst.expressions.RowNumber;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;

/** Window functions. */
final class WindowEntries implements EntryGroup {
  @Override
  public String title() {
    return "Window functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of(
        Entry.of(WindowExpression.class, WindowEntries::window),
        named(RowNumber.class, "row_number"),
        named(Rank.class, "rank"),
        named(DenseRank.class, "dense_rank"),
        named(PercentRank.class, "percent_rank"),
        named(CumeDist.class, "cume_dist"),
        named(NTile.class, "ntile"),
        named(Lag.class, "lag"),
        named(Lead.class, "lead"),
        named(NthValue.class, "nth_value"));
  }

  /** For the reference: a window function is only ever said together with its window. */
  private static <E extends Expression> Entry<E> named(Class<E> type, String name) {
    return Entry.of(
        type,
        (function, writer) -> {
          throw writer.unsupported(function, "it stands outside a window");
        },
        name);
  }

  private static String window(WindowExpression window, ExpressionWriter writer) {
    Expression function = window.windowFunction();
    WindowSpec spec = WindowSpec.of(window.windowSpec(), writer);
    if (function instanceof AggregateExpression aggregate) {
      return Aggregates.render(aggregate, spec.withFrame(), writer);
    } else if (function instanceof RowNumber) {
      return asInteger("row_number()", spec);
    } else if (function instanceof Rank) {
      return asInteger("rank()", spec);
    } else if (function instanceof DenseRank) {
      return asInteger("dense_rank()", spec);
    } else if (function instanceof NTile tile) {
      return asInteger("ntile(" + writer.write(tile.buckets()) + ")", spec);
    } else if (function instanceof PercentRank) {
      return "percent_rank() " + spec.withoutFrame();
    } else if (function instanceof CumeDist) {
      return "cume_dist() " + spec.withoutFrame();
    } else if (function instanceof Lag lag) {
      return offset("lag", lag, lag.inputOffset(), lag.ignoreNulls(), spec, writer);
    } else if (function instanceof Lead lead) {
      return offset("lead", lead, lead.offset(), lead.ignoreNulls(), spec, writer);
    } else if (function instanceof NthValue nth) {
      return "nth_value(%s, %s%s) %s"
          .formatted(
              writer.write(nth.input()),
              writer.write(nth.offset()),
              nth.ignoreNulls() ? " IGNORE NULLS" : "",
              spec.withFrame());
    }
    throw writer.unsupported(function, "no such window function");
  }

  private static String asInteger(String call, WindowSpec spec) {
    return "CAST(%s %s AS INTEGER)".formatted(call, spec.withoutFrame());
  }

  private static String offset(
      String name,
      Expression function,
      Expression offset,
      boolean ignoreNulls,
      WindowSpec spec,
      ExpressionWriter writer) {
    List<Expression> children = Scala.list(function.children());
    return "%s(%s, %s, %s%s) %s"
        .formatted(
            name,
            writer.write(children.get(0)),
            writer.write(offset),
            writer.write(children.get(2)),
            ignoreNulls ? " IGNORE NULLS" : "",
            spec.withoutFrame());
  }
}
