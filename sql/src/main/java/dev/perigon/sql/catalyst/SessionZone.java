package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.SqlType.Scalar;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * Says conversions between TIMESTAMP (an instant) and local time. Zones with a fixed offset are
 * arithmetic; the others go to Java, whose rules at clock changes are Spark's.
 */
record SessionZone(ZoneId zone) {
  /** The instant {@code text} (TIMESTAMPTZ) as local time (DuckDB's TIMESTAMP). */
  String toLocal(String text) {
    return isFixed()
        ? "make_timestamp(epoch_us(%s)%s)".formatted(text, micros(offsetMicros()))
        : "perigon_to_local(%s, %s)".formatted(text, literal());
  }

  /** The local time {@code text} (DuckDB's TIMESTAMP) as an instant (TIMESTAMPTZ). */
  String toInstant(String text) {
    return isFixed()
        ? "make_timestamptz(epoch_us(%s)%s)".formatted(text, micros(-offsetMicros()))
        : "perigon_to_instant(%s, %s)".formatted(text, literal());
  }

  /** The zone's name as a string literal. */
  String literal() {
    return Identifiers.literalForDuckDb(zone.getId());
  }

  static List<JavaFunction> functions() {
    return List.of(
        new JavaFunction(
            "perigon_to_local",
            List.of(Scalar.TIMESTAMP, Scalar.STRING),
            Scalar.TIMESTAMP_NTZ,
            arguments ->
                arguments.get(0) == null
                    ? null
                    : LocalDateTime.ofInstant(
                        (Instant) arguments.get(0), ZoneId.of((String) arguments.get(1)))),
        new JavaFunction(
            "perigon_to_instant",
            List.of(Scalar.TIMESTAMP_NTZ, Scalar.STRING),
            Scalar.TIMESTAMP,
            arguments ->
                arguments.get(0) == null
                    ? null
                    : ((LocalDateTime) arguments.get(0))
                        .atZone(ZoneId.of((String) arguments.get(1)))
                        .toInstant()));
  }

  private boolean isFixed() {
    return rules().isFixedOffset();
  }

  private ZoneRules rules() {
    return zone.getRules();
  }

  private long offsetMicros() {
    ZoneOffset offset = rules().getOffset(Instant.EPOCH);
    return offset.getTotalSeconds() * 1_000_000L;
  }

  private static String micros(long micros) {
    return micros == 0 ? "" : micros > 0 ? " + " + micros : " - " + -micros;
  }
}
