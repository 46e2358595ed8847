package dev.perigon.sql.catalyst;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The names of an object's fields, in their order.
 *
 * @param json them as a JSON array
 */
record JsonKeys(List<String> names, String json) {
  /** Records of one kind have the same keys. */
  private static final ThreadLocal<JsonKeys> LAST =
      ThreadLocal.withInitial(() -> new JsonKeys(List.of(), "[]"));

  static JsonKeys of(List<String> names) {
    JsonKeys last = LAST.get();
    if (!last.names().equals(names)) {
      last = new JsonKeys(List.copyOf(names), json(names));
      LAST.set(last);
    }
    return last;
  }

  private static String json(List<String> names) {
    return names.stream().map(JsonKeys::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  /** As Spark's bytes are, which hold no half of a character. */
  private static String quoted(String name) {
    String whole = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(whole)) + '"';
  }
}
