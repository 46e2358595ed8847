package dev.perigon.sql.catalyst;

import java.util.List;

/** Array functions. */
final class ArrayEntries implements EntryGroup {
  @Override
  public String title() {
    return "Array functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }
}
