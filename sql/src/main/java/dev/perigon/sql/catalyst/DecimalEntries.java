package dev.perigon.sql.catalyst;

import java.util.List;

/** Decimal arithmetic. */
final class DecimalEntries implements EntryGroup {
  @Override
  public String title() {
    return "Decimal arithmetic";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }
}
