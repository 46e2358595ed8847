package dev.perigon.sql.catalyst;

import java.util.List;

/** String functions. */
final class StringEntries implements EntryGroup {
  @Override
  public String title() {
    return "String functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }
}
