package dev.perigon.sql.catalyst;

import java.util.List;

/** Date and time functions. */
final class DateTimeEntries implements EntryGroup {
  @Override
  public String title() {
    return "Date and time functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }
}
