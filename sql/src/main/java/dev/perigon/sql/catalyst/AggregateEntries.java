package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;

/** Aggregate functions. */
final class AggregateEntries implements EntryGroup {
  @Override
  public String title() {
    return "Aggregate functions";
  }

  @Override
  public List<Entry<?>> entries() {
    List<Entry<?>> entries = new ArrayList<>();
    entries.add(
        Entry.of(AggregateExpression.class, (call, writer) -> Aggregates.render(call, "", writer)));
    Aggregates.all().forEach(aggregate -> entries.add(aggregate.entry()));
    entries.addAll(SketchFunctions.entries());
    return entries;
  }

  @Override
  public List<JavaFunction> functions() {
    return ApproximateCounts.functions();
  }

  @Override
  public List<String> macros() {
    return Stream.of(StatisticalAggregates.macros(), SketchFunctions.macros(), EncodedSets.macros())
        .flatMap(List::stream)
        .toList();
  }
}
