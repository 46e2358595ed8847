package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.Identifiers;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.DateFormatClass;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.FromUnixTime;
import org.apache.spark.sql.catalyst.expressions.GetTimestamp;
import org.apache.spark.sql.catalyst.expressions.ToTimestamp;
import org.apache.spark.sql.catalyst.expressions.ToUnixTimestamp;
import org.apache.spark.sql.catalyst.expressions.UnixTimestamp;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;

/** Dates and times to and from text. */
final class DateFormatEntries implements EntryGroup {
  @Override
  public String title() {
    return "Dates and times as text";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of(
        Entry.of(DateFormatClass.class, DateFormatEntries::dateFormat, "date_format"),
        Entry.of(FromUnixTime.class, DateFormatEntries::fromUnixTime, "from_unixtime"),
        Entry.of(
            GetTimestamp.class,
            DateFormatEntries::getTimestamp,
            "to_timestamp",
            "to_date",
            "to_timestamp_ntz",
            "to_timestamp_ltz",
            "try_to_timestamp"),
        Entry.of(UnixTimestamp.class, DateFormatEntries::toUnixTime, "unix_timestamp"),
        Entry.of(ToUnixTimestamp.class, DateFormatEntries::toUnixTime, "to_unix_timestamp"));
  }

  @Override
  public List<JavaFunction> functions() {
    return FormatFunctions.all();
  }

  private static String dateFormat(DateFormatClass format, ExpressionWriter writer) {
    String text = writer.write(format.left());
    DataType type = format.left().dataType();
    return format(
        Instants.micros(text),
        Instants.local(text, type, format.zoneId()),
        format.right(),
        type instanceof TimestampNTZType ? ZoneId.of("UTC") : format.zoneId(),
        writer);
  }

  private static String fromUnixTime(FromUnixTime from, ExpressionWriter writer) {
    String micros = writer.write(from.sec()) + " * 1000000";
    String local =
        Instants.local(
            Instants.fromMicros(micros, DataTypes.TimestampType),
            DataTypes.TimestampType,
            from.zoneId());
    return format(micros, local, from.format(), from.zoneId(), writer);
  }

  private static String format(
      String micros, String local, Expression pattern, ZoneId zone, ExpressionWriter writer) {
    String java =
        "%s(%s, %s, %s)"
            .formatted(
                FormatFunctions.FORMAT, micros, writer.write(pattern), Instants.literal(zone));
    return constant(pattern)
        .flatMap(DatePattern::format)
        .map(
            format ->
                ("CASE WHEN %s >= TIMESTAMP '1000-01-01' AND %s < TIMESTAMP '10000-01-01'"
                        + " THEN strftime(%s, %s) ELSE %s END")
                    .formatted(local, local, local, Identifiers.literalForDuckDb(format), java))
        .orElse(java);
  }

  private static String getTimestamp(GetTimestamp get, ExpressionWriter writer) {
    if (!(get.left().dataType() instanceof StringType)) {
      throw writer.unsupported(get, "it reads " + get.left().dataType().sql());
    }
    FormatFunctions.Mode mode = FormatFunctions.Mode.of(get.forTimestampNTZ(), get.failOnError());
    String text = writer.write(get.left());
    ZoneId zone = get.zoneId();
    String java =
        Instants.fromMicros(parse(text, writer.write(get.right()), zone, mode), get.dataType());
    return constant(get.right())
        .flatMap(DatePattern::parse)
        .map(parse -> parseFast(text, parse, get.dataType(), zone, mode, java))
        .orElse(java);
  }

  private static String parseFast(
      String text,
      DatePattern.Parse parse,
      DataType type,
      ZoneId zone,
      FormatFunctions.Mode mode,
      String java) {
    String local =
        "%s(%s, %s)"
            .formatted(
                mode.fails() ? "strptime" : "try_strptime",
                text,
                Identifiers.literalForDuckDb(parse.format()));
    return "CASE WHEN regexp_full_match(%s, %s) THEN %s ELSE %s END"
        .formatted(
            text,
            Identifiers.literalForDuckDb(parse.regexp()),
            Instants.instant(local, type, zone),
            java);
  }

  private static String parse(String text, String pattern, ZoneId zone, FormatFunctions.Mode mode) {
    return "%s(%s, %s, %s, '%s')"
        .formatted(FormatFunctions.PARSE, text, pattern, Instants.literal(zone), mode);
  }

  private static String toUnixTime(ToTimestamp to, ExpressionWriter writer) {
    Expression time = to.left();
    String text = writer.write(time);
    if (time.dataType() instanceof StringType) {
      FormatFunctions.Mode mode = FormatFunctions.Mode.of(false, to.failOnError());
      return "(%s // 1000000)".formatted(parse(text, writer.write(to.right()), to.zoneId(), mode));
    }
    if (time.dataType() instanceof DateType) {
      String midnight = "CAST(" + text + " AS TIMESTAMP)";
      text = Instants.instant(midnight, DataTypes.TimestampType, to.zoneId());
    }
    return "(%s // 1000000)".formatted(Instants.micros(text));
  }

  private static Optional<String> constant(Expression pattern) {
    return Folded.value(pattern).map(Object::toString);
  }
}
