package dev.perigon.engine.files.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the values of one field seen so far can be read as. */
final class GuessedType {
  private enum Kind {
    BOOLEAN,
    WHOLE,
    LARGE,
    REAL,
    DATE,
    TIME,
    TEXT,
    ARRAY,
    OBJECT
  }

  private static final JsonTimes TIMES = new JsonTimes(ZoneOffset.UTC);
  private static final SqlType.Decimal LARGE = new SqlType.Decimal(20, 0);

  private final Set<Kind> seen = EnumSet.noneOf(Kind.class);
  private final Map<String, GuessedType> fields = new LinkedHashMap<>();
  private GuessedType element;

  Map<String, GuessedType> fields() {
    return Collections.unmodifiableMap(fields);
  }

  /** Takes in the value at the parser's place; the parser stays at its last token. */
  void see(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        seen.add(Kind.OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          GuessedType field =
              fields.computeIfAbsent(parser.currentName(), name -> new GuessedType());
          parser.nextToken();
          field.see(parser);
        }
      }
      case START_ARRAY -> {
        seen.add(Kind.ARRAY);
        element = element == null ? new GuessedType() : element;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          element.see(parser);
        }
      }
      case VALUE_TRUE, VALUE_FALSE -> seen.add(Kind.BOOLEAN);
      case VALUE_NUMBER_INT -> seen.add(whole(parser.getText()));
      case VALUE_NUMBER_FLOAT -> seen.add(Kind.REAL);
      case VALUE_STRING -> seen.add(text(parser.getText()));
      default -> {
        // Null can be anything.
      }
    }
  }

  private static Kind whole(String text) {
    try {
      Long.parseLong(text);
      return Kind.WHOLE;
    } catch (NumberFormatException e) {
      return JsonText.isLong(text) ? Kind.LARGE : Kind.REAL;
    }
  }

  private static Kind text(String text) {
    if (TIMES.date(text).isPresent()) {
      return Kind.DATE;
    }
    return TIMES.instant(text).isPresent() ? Kind.TIME : Kind.TEXT;
  }

  SqlType type() {
    if (seen.isEmpty() || fields.isEmpty() && seen.contains(Kind.OBJECT)) {
      return Scalar.STRING;
    }
    if (seen.equals(EnumSet.of(Kind.OBJECT))) {
      return new SqlType.Struct(
          new Schema(
              fields.entrySet().stream()
                  .map(field -> Column.of(field.getKey(), field.getValue().type()))
                  .toList()));
    }
    return seen.equals(EnumSet.of(Kind.ARRAY)) ? new SqlType.Array(element.type(), true) : scalar();
  }

  private SqlType scalar() {
    if (seen.equals(EnumSet.of(Kind.BOOLEAN))) {
      return Scalar.BOOLEAN;
    }
    if (EnumSet.of(Kind.WHOLE, Kind.LARGE, Kind.REAL).containsAll(seen)) {
      return seen.contains(Kind.REAL)
          ? Scalar.DOUBLE
          : seen.contains(Kind.LARGE) ? LARGE : Scalar.LONG;
    }
    if (EnumSet.of(Kind.DATE, Kind.TIME).containsAll(seen)) {
      return seen.contains(Kind.TIME) ? Scalar.TIMESTAMP : Scalar.DATE;
    }
    return Scalar.STRING;
  }
}
