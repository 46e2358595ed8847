package dev.perigon.sql.catalyst;

import java.util.List;

/** Hash functions. */
final class HashEntries implements EntryGroup {
  @Override
  public String title() {
    return "Hash functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }
}
