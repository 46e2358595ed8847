package dev.perigon.sql.catalyst;

import java.util.List;

/** All groups of entries, in the order of the reference. */
final class EntryGroups {
  private EntryGroups() {}

  static List<EntryGroup> all() {
    return List.of(
        new CoreEntries(),
        new ConditionalEntries(),
        new CastEntries(),
        new StringEntries(),
        new RegexpEntries(),
        new HashEntries(),
        new JsonEntries(),
        new TextFormatEntries(),
        new DateTimeEntries(),
        new DateFormatEntries(),
        new MathEntries(),
        new DecimalEntries(),
        new AggregateEntries(),
        new WindowEntries(),
        new ArrayEntries(),
        new MapEntries(),
        new HigherOrderEntries(),
        new StructEntries());
  }
}
