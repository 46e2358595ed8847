package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.util.DateTimeUtils$;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.Decimal$;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;

/** The casts that Java does, by Spark's own code. */
final class CastFunctions {
  private CastFunctions() {}

  static List<JavaFunction> all() {
    return List.of(
        toText("perigon_double_to_string", Scalar.DOUBLE),
        toText("perigon_float_to_string", Scalar.FLOAT),
        toText("perigon_date_to_string", Scalar.DATE),
        toText("perigon_timestamp_to_string", Scalar.TIMESTAMP_NTZ),
        SparkFunction.of(
            "perigon_double_to_float",
            List.of(Scalar.DOUBLE),
            Scalar.FLOAT,
            arguments -> cast(arguments.get(0), Scalar.FLOAT, false)),
        fromText("perigon_string_to_double", Scalar.DOUBLE),
        fromText("perigon_string_to_float", Scalar.FLOAT),
        fromText("perigon_string_to_date", Scalar.DATE),
        fromText("perigon_string_to_timestamp_ntz", Scalar.TIMESTAMP_NTZ),
        timestamp(),
        decimal());
  }

  private static JavaFunction toText(String name, SqlType from) {
    return SparkFunction.of(
        name,
        List.of(from),
        Scalar.STRING,
        arguments -> cast(arguments.get(0), Scalar.STRING, false));
  }

  private static Expression cast(Expression value, SqlType type, boolean isTry) {
    return new Cast(
        value,
        CatalystTypes.toSpark(type),
        Option.apply("UTC"),
        isTry ? EvalMode.TRY() : EvalMode.ANSI());
  }

  /** A text, and whether an unreadable one is NULL. */
  private static JavaFunction fromText(String name, SqlType result) {
    return SparkFunction.of(
        name,
        List.of(Scalar.STRING, Scalar.BOOLEAN),
        result,
        arguments ->
            new If(
                arguments.get(1),
                cast(arguments.get(0), result, true),
                cast(arguments.get(0), result, false)));
  }

  private static JavaFunction timestamp() {
    return new JavaFunction(
        "perigon_string_to_timestamp",
        List.of(Scalar.STRING, Scalar.STRING, Scalar.BOOLEAN),
        Scalar.TIMESTAMP,
        arguments -> arguments.get(0) == null ? null : instant(arguments));
  }

  private static Instant instant(List<Object> arguments) {
    UTF8String text = UTF8String.fromString((String) arguments.get(0));
    ZoneId zone = ZoneId.of((String) arguments.get(1));
    Option<Object> micros = DateTimeUtils$.MODULE$.stringToTimestamp(text, zone);
    return micros.isDefined()
        ? Instant.EPOCH.plus((Long) micros.get(), ChronoUnit.MICROS)
        : unreadable((Boolean) arguments.get(2), "TIMESTAMP");
  }

  /** A text, precision, scale, and whether an unreadable one is NULL. */
  private static JavaFunction decimal() {
    return new JavaFunction(
        "perigon_string_to_decimal",
        List.of(Scalar.STRING, Scalar.INTEGER, Scalar.INTEGER, Scalar.BOOLEAN),
        Scalar.STRING,
        arguments -> arguments.get(0) == null ? null : decimalText(arguments));
  }

  private static String decimalText(List<Object> arguments) {
    Decimal decimal = decimal((String) arguments.get(0));
    int precision = (Integer) arguments.get(1);
    int scale = (Integer) arguments.get(2);
    return decimal != null && decimal.changePrecision(precision, scale)
        ? decimal.toJavaBigDecimal().toPlainString()
        : unreadable((Boolean) arguments.get(3), new DecimalType(precision, scale).sql());
  }

  private static Decimal decimal(String text) {
    String number =
        FarNumbers.isLong(text)
            ? FarNumbers.read(text.trim()).map(BigDecimal::toString).orElse(text)
            : text;
    Decimal decimal = Decimal$.MODULE$.fromString(UTF8String.fromString(number));
    return decimal != null && FarNumbers.isTiny(decimal.toJavaBigDecimal())
        ? Decimal.apply(0)
        : decimal;
  }

  private static <T> T unreadable(boolean isTry, String type) {
    if (isTry) {
      return null;
    }
    throw new IllegalArgumentException("a string cannot be read as " + type);
  }
}
