package dev.perigon.lakehouse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Lower and upper bounds as JSON values of the column's type. A bound that cannot be said exactly
 * is moved outwards; one that cannot be said at all is left out, so that no reader skips a file it
 * needs.
 */
final class StatisticsBounds {
  /** As long as Delta on Spark keeps them. */
  private static final int STRING_LENGTH = 32;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");

  private StatisticsBounds() {}

  static Optional<JsonNode> lower(String text, DataType type) {
    return bound(text, type, false);
  }

  static Optional<JsonNode> upper(String text, DataType type) {
    return bound(text, type, true);
  }

  private static Optional<JsonNode> bound(String text, DataType type, boolean upper) {
    try {
      if (type instanceof StringType) {
        return string(text, upper);
      }
      if (isInteger(type)) {
        return Optional.of(NODES.numberNode(Long.parseLong(text)));
      }
      if (isNumber(type)) {
        return Optional.of(NODES.numberNode(new BigDecimal(text)));
      }
      if (type instanceof DateType) {
        return Optional.of(NODES.textNode(inRange(LocalDate.parse(text)).toString()));
      }
      if (type instanceof TimestampType) {
        return Optional.of(NODES.textNode(millis(instant(text), upper) + "Z"));
      }
      if (type instanceof TimestampNTZType) {
        return Optional.of(NODES.textNode(millis(local(text), upper)));
      }
      return Optional.empty();
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isInteger(DataType type) {
    return type instanceof ByteType
        || type instanceof ShortType
        || type instanceof IntegerType
        || type instanceof LongType;
  }

  private static boolean isNumber(DataType type) {
    return type instanceof FloatType || type instanceof DoubleType || type instanceof DecimalType;
  }

  private static Optional<JsonNode> string(String text, boolean upper) {
    if (text.codePointCount(0, text.length()) <= STRING_LENGTH) {
      return Optional.of(NODES.textNode(text));
    }
    int end = text.offsetByCodePoints(0, STRING_LENGTH);
    String kept = text.substring(0, end);
    if (!upper) {
      return Optional.of(NODES.textNode(kept));
    }
    return text.codePointAt(end) == Character.MAX_CODE_POINT
        ? Optional.empty()
        : Optional.of(NODES.textNode(kept + Character.toString(Character.MAX_CODE_POINT)));
  }

  private static LocalDateTime instant(String text) {
    String iso = text.replace(' ', 'T');
    return iso.endsWith("Z") || iso.matches(".*[+-]\\d\\d(:?\\d\\d)?$")
        ? OffsetDateTime.parse(iso.replaceAll("([+-]\\d\\d)$", "$1:00"))
            .withOffsetSameInstant(ZoneOffset.UTC)
            .toLocalDateTime()
        : local(iso);
  }

  private static LocalDateTime local(String text) {
    String iso = text.replace(' ', 'T');
    return LocalDateTime.parse(iso.endsWith("Z") ? iso.substring(0, iso.length() - 1) : iso);
  }

  private static String millis(LocalDateTime value, boolean upper) {
    LocalDateTime cut = value.truncatedTo(ChronoUnit.MILLIS);
    LocalDateTime bound = upper && cut.isBefore(value) ? cut.plus(Duration.ofMillis(1)) : cut;
    inRange(bound.toLocalDate());
    return MILLIS.format(bound);
  }

  private static LocalDate inRange(LocalDate date) {
    if (date.getYear() < 1 || date.getYear() > 9999) {
      throw new DateTimeException("Not every reader knows that year");
    }
    return date;
  }
}
