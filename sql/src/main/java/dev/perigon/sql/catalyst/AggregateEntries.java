package dev.perigon.sql.catalyst;

import java.util.List;

/** Aggregate functions. */
final class AggregateEntries implements EntryGroup {
  @Override
  public String title() {
    return "Aggregate functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }
}
