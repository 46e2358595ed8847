package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.Rows;
import dev.perigon.sql.type.Schema;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A result: its schema and its rows, in which order does not count. */
record Table(Schema schema, List<List<Object>> rows) {
  /** Doubles that differ by less, relatively, are the same. */
  private static final double TOLERANCE = 1e-9;

  private static final MathContext NINE_DIGITS = new MathContext(9);

  static Table of(Rows rows) {
    List<List<Object>> all = new ArrayList<>();
    try (rows) {
      while (rows.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < rows.schema().columns().size(); i++) {
          row.add(rows.value(i));
        }
        all.add(row);
      }
    }
    return new Table(rows.schema(), all);
  }

  /** As EXCEPT ALL both ways. */
  void assertSameAs(Table other, String what) {
    assertThat(other.schema.ddl()).as("schema of %s", what).isEqualTo(schema.ddl());
    assertThat(other.rows).as("rows of %s", what).hasSameSizeAs(rows);
    List<List<Object>> left = sorted(rows);
    List<List<Object>> right = sorted(other.rows);
    for (int i = 0; i < left.size(); i++) {
      for (int c = 0; c < schema.columns().size(); c++) {
        Object a = left.get(i).get(c);
        Object b = right.get(i).get(c);
        assertThat(same(a, b))
            .as(
                "%s, row %d in order, column %s: %s and %s",
                what, i + 1, schema.columns().get(c).name(), a, b)
            .isTrue();
      }
    }
  }

  private static List<List<Object>> sorted(List<List<Object>> rows) {
    return rows.stream()
        .map(row -> Map.entry(row.stream().map(Table::key).toList().toString(), row))
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .toList();
  }

  /** Text that sorts rows; close doubles have the same. */
  private static String key(Object value) {
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return Double.isFinite(number)
          ? new BigDecimal(number).round(NINE_DIGITS).stripTrailingZeros().toString()
          : value.toString();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Table::key).toList().toString();
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> key(e.getKey()) + "=" + key(e.getValue()))
          .sorted()
          .toList()
          .toString();
    }
    return value instanceof byte[] bytes
        ? ByteBuffer.wrap(bytes).asCharBuffer().toString()
        : String.valueOf(value);
  }

  private static boolean same(Object a, Object b) {
    if (a instanceof Number left && (a instanceof Double || a instanceof Float)) {
      return b != null && a.getClass() == b.getClass() && close(left, (Number) b);
    }
    if (a instanceof List<?> left && b instanceof List<?> right) {
      return left.size() == right.size()
          && java.util.stream.IntStream.range(0, left.size())
              .allMatch(i -> same(left.get(i), right.get(i)));
    }
    if (a instanceof byte[] left && b instanceof byte[] right) {
      return java.util.Arrays.equals(left, right);
    }
    return java.util.Objects.equals(a, b) || a instanceof Map<?, ?> && key(a).equals(key(b));
  }

  private static boolean close(Number a, Number b) {
    double left = a.doubleValue();
    double right = b.doubleValue();
    if (Double.compare(left, right) == 0) {
      return true;
    }
    if (!Double.isFinite(left) || !Double.isFinite(right) || left == 0 && right == 0) {
      return false; // 0.0 is not -0.0
    }
    return Math.abs(left - right) <= TOLERANCE * Math.max(Math.abs(left), Math.abs(right));
  }
}
