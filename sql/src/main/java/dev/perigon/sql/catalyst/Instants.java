package dev.perigon.sql.catalyst;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.TimestampType;

/**
 * TIMESTAMP values as local times and back. In UTC both are a change of type only; elsewhere DuckDB
 * knows the local time of an instant, but takes the later of two instants with the same local time,
 * where Java and Spark take the earlier: that way goes through Java.
 */
final class Instants {
  private Instants() {}

  static boolean isUtc(ZoneId zone) {
    return zone.normalized().equals(ZoneOffset.UTC);
  }

  /** The local date and time, a DuckDB TIMESTAMP. */
  static String local(Expression expression, ZoneId zone, ExpressionWriter writer) {
    return local(writer.write(expression), expression.dataType(), zone);
  }

  static String local(String text, DataType type, ZoneId zone) {
    if (!(type instanceof TimestampType)) {
      return text;
    }
    return isUtc(zone) ? localFromMicros(micros(text)) : "CAST(" + text + " AS TIMESTAMP)";
  }

  /** The instant of a local date and time, as {@code type}: TIMESTAMP or TIMESTAMP_NTZ. */
  static String instant(String local, DataType type, ZoneId zone) {
    if (!(type instanceof TimestampType)) {
      return local;
    }
    if (isUtc(zone)) {
      return fromMicros(micros(local), type);
    }
    return fromMicros(
        "%s(%s, %s, 'UTC')".formatted(ZoneFunctions.CONVERT, micros(local), literal(zone)), type);
  }

  /** Microseconds since 1970; of a local time as if it were in UTC. */
  static String micros(String timestamp) {
    return "epoch_us(" + timestamp + ")";
  }

  static String fromMicros(String micros, DataType type) {
    return type instanceof TimestampType
        ? "make_timestamptz(" + micros + ")"
        : localFromMicros(micros);
  }

  private static String localFromMicros(String micros) {
    return "make_timestamp(" + micros + ")";
  }

  static String literal(ZoneId zone) {
    return "'" + zone.getId().replace("'", "''") + "'";
  }
}
