package dev.perigon.sql.catalyst;

import java.util.List;

/** Operators and literals. */
final class CoreEntries implements EntryGroup {
  @Override
  public String title() {
    return "Operators and literals";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }
}
