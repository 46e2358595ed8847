package dev.perigon.sql.catalyst;

import java.util.ArrayList;
import java.util.List;
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
    return entries;
  }

  @Override
  public List<String> macros() {
    return StatisticalAggregates.macros();
  }
}
