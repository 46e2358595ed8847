package dev.perigon.sql.catalyst;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Casts among dates and timestamps, and from timestamps to numbers (seconds). */
record TimeCasts(CastText casts) {
  String cast(String value, DataType from, DataType to) {
    if (from instanceof TimestampType) {
      return fromInstant(value, to);
    }
    if (from instanceof DateType || from instanceof TimestampNTZType) {
      return fromLocal(value, to);
    }
    return null;
  }

  private String fromInstant(String value, DataType to) {
    if (to instanceof DateType) {
      return "CAST(%s AS DATE)".formatted(casts.zone().toLocal(value));
    }
    if (to instanceof TimestampNTZType) {
      return casts.zone().toLocal(value);
    }
    if (to instanceof IntegralType) {
      String micros = "epoch_us(%s)".formatted(value);
      String fraction = "(%s %% 1000000 + 1000000) %% 1000000".formatted(micros);
      return casts.plain("(%s - %s) // 1000000".formatted(micros, fraction), to);
    }
    String seconds = "CAST(epoch_us(%s) AS DOUBLE) / 1000000".formatted(value);
    if (to instanceof DoubleType || to instanceof FloatType) {
      return casts.plain(seconds, to);
    }
    return to instanceof DecimalType
        ? casts.plain(CastsToText.doubleText("(" + seconds + ")"), to)
        : null;
  }

  private String fromLocal(String value, DataType to) {
    if (to instanceof DateType) {
      return "CAST(%s AS DATE)".formatted(value);
    }
    String local = "CAST(%s AS TIMESTAMP)".formatted(value);
    if (to instanceof TimestampNTZType) {
      return local;
    }
    return to instanceof TimestampType ? casts.zone().toInstant(local) : null;
  }
}
