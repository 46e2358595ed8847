package dev.perigon.sql.catalyst;

import java.util.List;

/** Higher-order functions. */
final class HigherOrderEntries implements EntryGroup {
  @Override
  public String title() {
    return "Higher-order functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }
}
