package dev.perigon.sql.catalyst;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.expressions.json.SharedFactory$;

/**
 * {@code json_object_keys} and {@code json_array_length}: Spark's loops over Spark's parser, from
 * texts as DuckDB passes them, because to make those that Spark wants takes longer than to look
 * through them.
 */
final class JsonParts {
  private static final JsonFactory SPARKS = SharedFactory$.MODULE$.jsonFactory();

  private JsonParts() {}

  static JavaFunction arrayLength() {
    return function("perigon_json_array_length", Scalar.INTEGER, JsonParts::length);
  }

  /** The keys as a JSON array. */
  static JavaFunction objectKeys() {
    return function("perigon_json_object_keys", Scalar.STRING, JsonParts::keys);
  }

  private static JavaFunction function(String name, SqlType result, Function<String, Object> body) {
    return new JavaFunction(
        name,
        JavaEntry.strings(1),
        result,
        a -> a.get(0) == null ? null : body.apply((String) a.get(0)));
  }

  private static Integer length(String json) {
    return isArrayOfOnePlainObject(json) ? Integer.valueOf(1) : countedLength(json);
  }

  /** {@code concat('[', record, ']')} tells whether anything follows a record. */
  private static boolean isArrayOfOnePlainObject(String json) {
    return json.startsWith("[")
        && json.endsWith("]")
        && json.length() > 1
        && PlainObjects.keys(json.substring(1, json.length() - 1)).isPresent();
  }

  private static Integer countedLength(String json) {
    try (JsonParser parser = SPARKS.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        return null;
      }
      int length = 0;
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        length++;
        parser.skipChildren();
      }
      return length;
    } catch (IOException e) {
      return null;
    }
  }

  private static String keys(String json) {
    return PlainObjects.keys(json).map(JsonKeys::json).orElseGet(() -> readKeys(json));
  }

  private static String readKeys(String json) {
    try (JsonParser parser = SPARKS.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      List<String> names = new ArrayList<>();
      while (parser.nextValue() != null && parser.currentName() != null) {
        names.add(parser.currentName());
        parser.skipChildren();
      }
      return JsonKeys.of(names).json();
    } catch (IOException e) {
      return null;
    }
  }
}
