package dev.perigon.sql.catalyst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.perigon.sql.type.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether two engines gave the same answer. */
final class Same {
  private Same() {}

  /** Same columns and rows, or both failed. Rows in order only where the query orders them. */
  static void assertSame(String sql, Answer spark, Answer duckDb) {
    boolean sparkFailed = spark instanceof Answer.Failure;
    if (spark instanceof Answer.Failure failure && duckDb instanceof Answer.Rows rows) {
      fail(
          "%s%nSpark fails (%s), DuckDB answers %s",
          sql, failure.error().getMessage(), rows.rows());
    }
    if (duckDb instanceof Answer.Failure failure && !sparkFailed) {
      fail("%s%nDuckDB fails: %s", sql, failure.error().getMessage());
    }
    if (!sparkFailed) {
      assertSame(sql, (Answer.Rows) spark, (Answer.Rows) duckDb);
    }
  }

  private static void assertSame(String sql, Answer.Rows spark, Answer.Rows duckDb) {
    assertThat(columns(duckDb.schema())).as(sql).isEqualTo(columns(spark.schema()));
    boolean ordered = orders(sql);
    List<List<Object>> expected = ordered ? spark.rows() : sorted(spark.rows());
    List<List<Object>> actual = ordered ? duckDb.rows() : sorted(duckDb.rows());
    if (!same(expected, actual)) {
      assertThat(actual.toString()).as(sql).isEqualTo(expected.toString());
      fail("%s%nexpected %s%nbut was  %s", sql, expected, actual);
    }
  }

  /** Whether {@code sql} itself orders its rows. */
  static boolean orders(String sql) {
    return sql.toLowerCase(Locale.ROOT).matches("(?s).*order by[^()]*$");
  }

  private static String columns(Schema schema) {
    return schema.ddl();
  }

  private static List<List<Object>> sorted(List<List<Object>> rows) {
    List<List<Object>> sorted = new ArrayList<>(rows);
    sorted.sort(Comparator.comparing(Same::key));
    return sorted;
  }

  static String key(List<Object> row) {
    return row.stream().map(Same::key).toList().toString();
  }

  /** Rounds, so that rows that differ only in the last digits sort alike. */
  private static Object key(Object value) {
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number) ? "%.4g".formatted(number) : value;
    }
    return value;
  }

  static boolean same(Object a, Object b) {
    if (a instanceof Double x && b instanceof Double y) {
      return close(x, y, 1e-9);
    }
    if (a instanceof Float x && b instanceof Float y) {
      return close(x, y, 1e-6);
    }
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return x.equals(y);
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return x.size() == y.size() && sameElements(x, y);
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return x.keySet().equals(y.keySet())
          && x.entrySet().stream().allMatch(e -> same(e.getValue(), y.get(e.getKey())));
    }
    return a == null ? b == null : a.equals(b);
  }

  private static boolean sameElements(List<?> a, List<?> b) {
    for (int i = 0; i < a.size(); i++) {
      if (!same(a.get(i), b.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean close(double a, double b, double tolerance) {
    if (Double.compare(a, b) == 0) {
      return true;
    }
    if (!Double.isFinite(a) || !Double.isFinite(b) || a == 0 && b == 0) {
      return false;
    }
    return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
  }
}
