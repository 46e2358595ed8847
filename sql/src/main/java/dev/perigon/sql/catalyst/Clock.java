package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.Identifiers;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.CurrentDate;
import org.apache.spark.sql.catalyst.expressions.CurrentTimeZone;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestamp;
import org.apache.spark.sql.catalyst.expressions.LocalTimestamp;
import org.apache.spark.sql.catalyst.expressions.Now;

/** The clock: the session variable {@code as_of}, so that a text is good for any time. */
final class Clock {
  private static final String NOW = "CAST(getvariable('as_of') AS TIMESTAMPTZ)";
  private static final String NOTE = "The update's as-of time, the same in all its queries.";

  private Clock() {}

  static List<Entry<?>> all() {
    return List.of(
        Entry.of(CurrentTimestamp.class, (e, w) -> NOW, "current_timestamp").withNote(NOTE),
        Entry.of(Now.class, (e, w) -> NOW, "now").withNote(NOTE),
        Entry.of(
                CurrentDate.class,
                (e, w) -> "CAST(" + local(Scala.optional(e.timeZoneId()), w) + " AS DATE)",
                "current_date",
                "curdate")
            .withNote(NOTE),
        Entry.of(
                LocalTimestamp.class,
                (e, w) -> local(Scala.optional(e.timeZoneId()), w),
                "localtimestamp")
            .withNote(NOTE),
        Entry.of(
            CurrentTimeZone.class,
            (e, w) -> Identifiers.literalForDuckDb(w.timeZone().getId()),
            "current_timezone"));
  }

  private static String local(Optional<String> zone, ExpressionWriter writer) {
    return new SessionZone(zone.map(ZoneId::of).orElseGet(writer::timeZone)).toLocal(NOW);
  }
}
