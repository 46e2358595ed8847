package dev.perigon.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.SqlType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Values of query results as text and as JSON. */
final class ValueText {
  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .toFormatter();

  private ValueText() {}

  /** For people and CSV; {@code value} is not null. Instants are in UTC. */
  static String text(Object value, SqlType type) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof Instant instant) {
      return DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
    }
    if (value instanceof LocalDateTime local) {
      return DATE_TIME.format(local);
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    return value instanceof List<?> || value instanceof Map<?, ?>
        ? nested(value, type)
        : value.toString();
  }

  private static String nested(Object value, SqlType type) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonText.compact(bytes)) {
      json(json, value, type);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Numbers plain, dates and times ISO, binary in base64, structs and maps as objects. */
  static void json(JsonGenerator json, Object value, SqlType type) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (type instanceof SqlType.Struct struct) {
      struct(json, (List<?>) value, struct.fields().columns());
    } else if (type instanceof SqlType.MapOf map) {
      map(json, (Map<?, ?>) value, map);
    } else if (type instanceof SqlType.Array array) {
      json.writeStartArray();
      for (Object element : (List<?>) value) {
        json(json, element, array.element());
      }
      json.writeEndArray();
    } else {
      scalar(json, value);
    }
  }

  private static void scalar(JsonGenerator json, Object value) throws IOException {
    if (value instanceof BigDecimal decimal) {
      json.writeNumber(decimal);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Float number) {
      json.writeNumber(number);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else if (value instanceof byte[] bytes) {
      json.writeBinary(bytes);
    } else {
      json.writeString(value.toString());
    }
  }

  private static void struct(JsonGenerator json, List<?> values, List<Column> fields)
      throws IOException {
    json.writeStartObject();
    for (int i = 0; i < fields.size(); i++) {
      json.writeFieldName(fields.get(i).name());
      json(json, values.get(i), fields.get(i).type());
    }
    json.writeEndObject();
  }

  private static void map(JsonGenerator json, Map<?, ?> values, SqlType.MapOf type)
      throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      json.writeFieldName(text(entry.getKey(), type.key()));
      json(json, entry.getValue(), type.value());
    }
    json.writeEndObject();
  }
}
