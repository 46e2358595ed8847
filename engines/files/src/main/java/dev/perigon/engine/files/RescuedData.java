package dev.perigon.engine.files;

import java.util.LinkedHashMap;
import java.util.Map;

/** What did not fit of one record, as JSON with the file and line it came from. */
public final class RescuedData {
  private final Map<String, String> fields = new LinkedHashMap<>();

  /** Keeps a text. */
  public void put(String name, String text) {
    fields.put(name, quoted(text));
  }

  /** Keeps a value that is JSON already. */
  public void putJson(String name, String json) {
    fields.put(name, json);
  }

  public boolean isEmpty() {
    return fields.isEmpty();
  }

  /** All of it, from line {@code line} of {@code file}. */
  public String json(String file, long line) {
    var json = new StringBuilder("{");
    fields.forEach((name, value) -> member(json, name).append(value).append(','));
    member(json, "_file_path").append(quoted(file)).append(',');
    return member(json, "_line").append(line).append('}').toString();
  }

  private static StringBuilder member(StringBuilder json, String name) {
    return json.append(quoted(name)).append(':');
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        case '\r' -> quoted.append("\\r");
        case '\t' -> quoted.append("\\t");
        default -> {
          if (c < ' ') {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return quoted.append('"').toString();
  }
}
