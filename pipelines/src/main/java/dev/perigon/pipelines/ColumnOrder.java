package dev.perigon.pipelines;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Says of a column of any type, in SQL, what orders it, compares it, or fills its nulls. */
final class ColumnOrder {
  private ColumnOrder() {}

  /** Equal only for values that look the same, so that an order by it leaves nothing to chance. */
  static String ordered(String value, SqlType type) {
    if (type == Scalar.FLOAT || type == Scalar.DOUBLE) {
      return "CAST(%s AS STRING)".formatted(value); // 0.0 and -0.0
    }
    return ChangeSource.holdsMap(type) ? json(value) : value;
  }

  /** For comparing with {@code <=>}. */
  static String comparable(String value, SqlType type) {
    if (type instanceof SqlType.MapOf map
        && !ChangeSource.holdsMap(map.key())
        && !ChangeSource.holdsMap(map.value())) {
      return "array_sort(map_entries(%s))".formatted(value);
    }
    return ChangeSource.holdsMap(type) ? json(value) : value;
  }

  private static String json(String value) {
    return "to_json(named_struct('v', %s))".formatted(value);
  }

  /**
   * {@code newest} of the value; of a struct, of each of its fields.
   *
   * @param newest the newest value of an expression that is not null
   */
  static String newest(String value, SqlType type, UnaryOperator<String> newest) {
    if (!(type instanceof SqlType.Struct struct)) {
      return newest.apply(value);
    }
    String fields =
        struct.fields().columns().stream()
            .map(field -> field(value, field, newest))
            .collect(Collectors.joining(", "));
    return "CASE WHEN %s IS NOT NULL THEN named_struct(%s) END"
        .formatted(newest.apply(value), fields);
  }

  private static String field(String value, Column field, UnaryOperator<String> newest) {
    String path = value + "." + Identifiers.quote(field.name());
    return "%s, %s"
        .formatted(Identifiers.literal(field.name()), newest(path, field.type(), newest));
  }
}
