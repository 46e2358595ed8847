package dev.perigon.sql.catalyst;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Zeros without their sign. */
final class Zeros {
  private Zeros() {}

  /** The rows with 0.0 for -0.0, also in text. */
  static Answer.Rows unsigned(Answer.Rows answer) {
    return new Answer.Rows(
        answer.schema(), answer.rows().stream().map(Zeros::unsignedAll).toList());
  }

  static List<Object> unsignedAll(List<?> values) {
    List<Object> unsigned = new ArrayList<>();
    values.forEach(value -> unsigned.add(unsigned(value)));
    return unsigned;
  }

  private static Object unsigned(Object value) {
    if (value instanceof Double number) {
      return number + 0.0;
    }
    if (value instanceof Float number) {
      return number + 0.0f;
    }
    if (value instanceof String text) {
      return text.replaceAll("-0\\.0(?![0-9])", "0.0");
    }
    if (value instanceof List<?> list) {
      return unsignedAll(list);
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> unsigned = new HashMap<>();
      map.forEach((key, item) -> unsigned.put(unsigned(key), unsigned(item)));
      return unsigned;
    }
    return value;
  }
}
