package dev.perigon.sql.catalyst;

import java.util.List;

/** Mathematical functions. */
final class MathEntries implements EntryGroup {
  @Override
  public String title() {
    return "Mathematical functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of();
  }
}
