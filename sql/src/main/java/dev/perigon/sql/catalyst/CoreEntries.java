package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.Literal;

/** Operators and literals. */
final class CoreEntries implements EntryGroup {
  @Override
  public String title() {
    return "Operators, literals and the clock";
  }

  @Override
  public List<Entry<?>> entries() {
    return Stream.of(
            List.<Entry<?>>of(
                Entry.of(Literal.class, (e, w) -> w.literal(e.value(), e.dataType()))),
            Comparisons.all(),
            Conditions.all(),
            LikePatterns.all(),
            NestedAccess.all(),
            Clock.all())
        .flatMap(List::stream)
        .toList();
  }
}
