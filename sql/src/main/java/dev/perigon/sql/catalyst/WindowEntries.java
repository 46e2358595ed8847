package dev.perigon.sql.catalyst;

import java.util.List;

/** Window functions. */
final class WindowEntries implements EntryGroup {
  @Override
  public String title() {
    return "Window functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }
}
