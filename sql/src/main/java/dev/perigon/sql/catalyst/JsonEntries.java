package dev.perigon.sql.catalyst;

import java.util.List;

/** JSON functions. */
final class JsonEntries implements EntryGroup {
  @Override
  public String title() {
    return "JSON functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }
}
