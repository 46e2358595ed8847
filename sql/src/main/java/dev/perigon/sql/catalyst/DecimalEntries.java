package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.CheckOverflow;

/** Decimal arithmetic. The operators' entries are in {@link CoreEntries}, for all numeric types. */
final class DecimalEntries implements EntryGroup {
  @Override
  public String title() {
    return "Decimal arithmetic";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of(Entry.of(CheckOverflow.class, DecimalEntries::checkOverflow));
  }

  @Override
  public List<JavaFunction> functions() {
    return List.of(DecimalFunction.function());
  }

  private static String checkOverflow(CheckOverflow check, ExpressionWriter writer) {
    return "%s(%s AS %s)"
        .formatted(
            check.nullOnOverflow() ? "TRY_CAST" : "CAST",
            writer.write(check.child()),
            writer.type(check.dataType()));
  }
}
