package dev.perigon.sql.catalyst;

import java.util.List;

/** Conditional functions. */
final class ConditionalEntries implements EntryGroup {
  @Override
  public String title() {
    return "Conditional functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }
}
