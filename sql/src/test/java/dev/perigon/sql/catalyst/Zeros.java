package dev.perigon.sql.catalyst;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The sign of zero, which may depend on Spark's optimizer and on the order of rows. */
final class Zeros {
  private static final Pattern GROUPS =
      Pattern.compile("\\b(group by|distinct|union|intersect|except)\\b");

  private static final Pattern EXTREME = Pattern.compile("\\b(max|min)(_by)?\\(");

  private Zeros() {}

  /** Whether {@code sql} groups rows by their values. */
  static boolean mayLoseSigns(String sql) {
    return GROUPS.matcher(sql).find();
  }

  /** Of 0.0 and -0.0, which are equal, the first row is the largest and the smallest. */
  static boolean goByOrder(String sql) {
    return EXTREME.matcher(sql).find();
  }

  /** The answer with 0.0 for -0.0, also in text. */
  static Answer unsigned(Answer answer) {
    return answer instanceof Answer.Rows rows
        ? new Answer.Rows(rows.schema(), rows.rows().stream().map(Zeros::unsignedAll).toList())
        : answer;
  }

  private static List<Object> unsignedAll(List<?> values) {
    List<Object> unsigned = new java.util.ArrayList<>();
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
