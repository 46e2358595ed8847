package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import java.util.List;
import java.util.stream.Stream;

/** Dates, timestamps and intervals. */
final class DateTimeEntries implements EntryGroup {
  @Override
  public String title() {
    return "Date and time functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return Stream.of(
            DateFields.all(),
            DateArithmetic.all(),
            TimestampArithmetic.all(),
            TimestampConversions.all(),
            IntervalArithmetic.all())
        .<Entry<?>>flatMap(List::stream)
        .toList();
  }

  @Override
  public List<String> macros() {
    return Stream.of(
            TimestampArithmetic.macros(),
            TimestampConversions.macros(),
            IntervalArithmetic.macros())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public List<JavaFunction> functions() {
    return ZoneFunctions.all();
  }
}
