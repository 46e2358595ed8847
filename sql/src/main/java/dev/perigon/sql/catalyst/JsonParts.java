package dev.perigon.sql.catalyst;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.json.SharedFactory$;

/**
 * {@code json_object_keys} and {@code json_array_length}: Spark's loops over Spark's parser, from
 * texts as DuckDB passes them, because to make those that Spark wants takes longer than to look
 * through them.
 */
final class JsonParts {
  private static final JsonFactory SPARKS = SharedFactory$.MODULE$.jsonFactory();
  private static final ThreadLocal<Keys> LAST =
      ThreadLocal.withInitial(() -> new Keys(List.of(), "[]"));

  private JsonParts() {}

  /** Records of one kind have the same keys. */
  private record Keys(List<String> names, String json) {
    static Keys of(List<String> names) {
      String json = names.stream().map(Keys::quoted).collect(Collectors.joining(",", "[", "]"));
      return new Keys(names, json);
    }

    /** As Spark's bytes are, which hold no half of a character. */
    private static String quoted(String name) {
      String whole = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(whole)) + '"';
    }
  }

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
    try (JsonParser parser = SPARKS.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      List<String> names = new ArrayList<>();
      while (parser.nextValue() != null && parser.currentName() != null) {
        names.add(parser.currentName());
        parser.skipChildren();
      }
      return json(names);
    } catch (IOException e) {
      return null;
    }
  }

  private static String json(List<String> names) {
    Keys last = LAST.get();
    if (!last.names().equals(names)) {
      last = Keys.of(names);
      LAST.set(last);
    }
    return last.json();
  }
}
