package dev.perigon.sql.catalyst;

import java.util.List;

/** Map functions. */
final class MapEntries implements EntryGroup {
  @Override
  public String title() {
    return "Map functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }
}
