package dev.perigon.sql.catalyst;

import java.util.List;

/** Casts. */
final class CastEntries implements EntryGroup {
  @Override
  public String title() {
    return "Casts";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }
}
