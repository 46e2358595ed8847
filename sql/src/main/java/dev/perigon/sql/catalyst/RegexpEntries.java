package dev.perigon.sql.catalyst;

import java.util.List;

/** Regular expressions. */
final class RegexpEntries implements EntryGroup {
  @Override
  public String title() {
    return "Regular expressions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }
}
