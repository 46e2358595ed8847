package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType.Scalar;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;

/**
 * Calendar arithmetic in time zones other than UTC, on microseconds since 1970, by Spark's rules.
 */
final class ZoneFunctions {
  /** {@code (micros, from zone, to zone)}: the local time of {@code to}, read in {@code from}. */
  static final String CONVERT = "perigon_convert_zone";

  /** {@code (micros, months, micros, zone)}. */
  static final String ADD = "perigon_add_in_zone";

  /** {@code (micros, level, zone)}. */
  static final String TRUNCATE = "perigon_trunc_in_zone";

  /** {@code (micros, micros, round, zone)}. */
  static final String MONTHS_BETWEEN = "perigon_months_between_in_zone";

  /** {@code (source zone, target zone, local micros)}. */
  static final String CONVERT_LOCAL = "perigon_convert_timezone";

  private ZoneFunctions() {}

  static List<JavaFunction> all() {
    return List.of(
        function(
            CONVERT,
            List.of(Scalar.LONG, Scalar.STRING, Scalar.STRING),
            Scalar.LONG,
            a -> DateTimeUtils.convertTz((Long) a.get(0), zone(a.get(1)), zone(a.get(2)))),
        function(
            ADD,
            List.of(Scalar.LONG, Scalar.INTEGER, Scalar.LONG, Scalar.STRING),
            Scalar.LONG,
            ZoneFunctions::add),
        function(
            TRUNCATE,
            List.of(Scalar.LONG, Scalar.INTEGER, Scalar.STRING),
            Scalar.LONG,
            a -> DateTimeUtils.truncTimestamp((Long) a.get(0), (Integer) a.get(1), zone(a.get(2)))),
        function(
            MONTHS_BETWEEN,
            List.of(Scalar.LONG, Scalar.LONG, Scalar.BOOLEAN, Scalar.STRING),
            Scalar.DOUBLE,
            a ->
                DateTimeUtils.monthsBetween(
                    (Long) a.get(0), (Long) a.get(1), (Boolean) a.get(2), zone(a.get(3)))),
        function(
            CONVERT_LOCAL,
            List.of(Scalar.STRING, Scalar.STRING, Scalar.LONG),
            Scalar.LONG,
            a ->
                DateTimeUtils.convertTimestampNtzToAnotherTz(
                    (String) a.get(0), (String) a.get(1), (Long) a.get(2))));
  }

  private static long add(List<Object> arguments) {
    ZoneId zone = zone(arguments.get(3));
    long later =
        DateTimeUtils.timestampAddMonths((Long) arguments.get(0), (Integer) arguments.get(1), zone);
    return DateTimeUtils.timestampAddDayTime(later, (Long) arguments.get(2), zone);
  }

  private static ZoneId zone(Object id) {
    return DateTimeUtils.getZoneId((String) id);
  }

  private static JavaFunction function(
      String name,
      List<dev.perigon.sql.type.SqlType> parameters,
      Scalar result,
      Function<List<Object>, Object> implementation) {
    return new JavaFunction(
        name, parameters, result, a -> a.contains(null) ? null : implementation.apply(a));
  }
}
