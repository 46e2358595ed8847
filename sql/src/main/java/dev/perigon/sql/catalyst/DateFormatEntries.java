package dev.perigon.sql.catalyst;

import java.util.List;

/** Dates as text. */
final class DateFormatEntries implements EntryGroup {
  @Override
  public String title() {
    return "Dates as text";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }
}
