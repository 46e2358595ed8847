package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import java.util.List;

/** Decimal arithmetic. The operators' entries are in {@link CoreEntries}, for all numeric types. */
final class DecimalEntries implements EntryGroup {
  @Override
  public String title() {
    return "Decimal arithmetic";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }

  @Override
  public List<JavaFunction> functions() {
    return List.of(DecimalFunction.function());
  }
}
