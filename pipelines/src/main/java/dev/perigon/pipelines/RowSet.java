package dev.perigon.pipelines;

import dev.perigon.engine.Rows;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A few rows in memory.
 *
 * @param rows a list of values for each row, as {@link Rows#value} gives them
 */
record RowSet(Schema schema, List<List<Object>> rows) {
  RowSet {
    rows = List.copyOf(rows);
  }

  static RowSet read(Rows rows) {
    return read(rows, Integer.MAX_VALUE);
  }

  /** The first rows, {@code most} of them. */
  static RowSet read(Rows rows, int most) {
    List<List<Object>> all = new ArrayList<>();
    int width = rows.schema().columns().size();
    while (all.size() < most && rows.next()) {
      Object[] row = new Object[width];
      for (int i = 0; i < width; i++) {
        row[i] = rows.value(i);
      }
      all.add(Collections.unmodifiableList(Arrays.asList(row)));
    }
    return new RowSet(rows.schema(), all);
  }

  RowSet and(RowSet more) {
    List<List<Object>> all = new ArrayList<>(rows);
    all.addAll(more.rows);
    return new RowSet(schema, all);
  }

  /** Some of the columns, in the order of {@code wanted}. */
  RowSet select(Schema wanted) {
    List<Integer> places =
        wanted.columns().stream()
            .map(column -> schema.columns().indexOf(schema.find(column.name()).orElseThrow()))
            .toList();
    return new RowSet(wanted, rows.stream().map(row -> picked(row, places)).toList());
  }

  private static List<Object> picked(List<Object> row, List<Integer> places) {
    List<Object> values = new ArrayList<>();
    places.forEach(place -> values.add(row.get(place)));
    return Collections.unmodifiableList(values);
  }

  /** Values of {@code row} such that equal ones are equal in Java. */
  List<Object> comparable(List<Object> row) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(comparable(row.get(i), schema.columns().get(i).type()));
    }
    return values;
  }

  private static Object comparable(Object value, SqlType type) {
    if (value instanceof BigDecimal decimal) {
      return decimal.stripTrailingZeros();
    }
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    if (value instanceof Double number && number == 0) {
      return 0.0;
    }
    if (value instanceof Float number && number == 0) {
      return 0.0f;
    }
    if (value instanceof List<?> list) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        values.add(comparable(list.get(i), element(type, i)));
      }
      return values;
    }
    if (value instanceof Map<?, ?> map && type instanceof SqlType.MapOf of) {
      Map<Object, Object> values = new LinkedHashMap<>();
      map.forEach((k, v) -> values.put(comparable(k, of.key()), comparable(v, of.value())));
      return values;
    }
    return value;
  }

  private static SqlType element(SqlType type, int i) {
    return type instanceof SqlType.Array array
        ? array.element()
        : ((SqlType.Struct) type).fields().columns().get(i).type();
  }

  /** The columns of {@code names}, in that order. */
  static Schema columns(Schema schema, List<String> names) {
    List<Column> columns = new ArrayList<>();
    names.forEach(name -> columns.add(schema.find(name).orElseThrow()));
    return new Schema(columns);
  }
}
