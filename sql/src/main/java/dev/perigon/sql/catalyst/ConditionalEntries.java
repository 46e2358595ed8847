package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.Identifiers;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Greatest;
import org.apache.spark.sql.catalyst.expressions.Least;
import org.apache.spark.sql.catalyst.expressions.TypeOf;

/** Conditional functions. */
final class ConditionalEntries implements EntryGroup {
  @Override
  public String title() {
    return "Conditional functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of(
        Entry.of(Greatest.class, (e, w) -> extreme("greatest", e, w), "greatest"),
        Entry.of(Least.class, (e, w) -> extreme("least", e, w), "least"),
        Entry.of(
            TypeOf.class,
            (e, w) -> Identifiers.literalForDuckDb(e.child().dataType().catalogString()),
            "typeof"));
  }

  private static String extreme(String function, Expression e, ExpressionWriter writer) {
    if (CastText.isNested(e.dataType())) {
      return SparkCall.render(e, function, writer);
    }
    return JavaEntry.call(function, Scala.list(e.children()), writer);
  }
}
