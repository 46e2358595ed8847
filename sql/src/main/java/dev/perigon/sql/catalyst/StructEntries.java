package dev.perigon.sql.catalyst;

import java.util.List;

/** Struct functions. */
final class StructEntries implements EntryGroup {
  @Override
  public String title() {
    return "Struct functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }
}
