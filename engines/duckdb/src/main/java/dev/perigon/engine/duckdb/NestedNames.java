package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.literalForDuckDb;
import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.ArrayList;

/** Renames the fields of nested values by position, and takes local times for instants in UTC. */
final class NestedNames {
  private NestedNames() {}

  /** {@code value}, of type {@code from}, as an expression of type {@code to}. */
  static String renamed(String value, SqlType to, SqlType from) {
    return renamed(value, to, from, 0);
  }

  private static String renamed(String value, SqlType to, SqlType from, int depth) {
    if (to instanceof SqlType.Struct logical && from instanceof SqlType.Struct physical) {
      return struct(value, logical.fields(), physical.fields(), depth);
    }
    String x = "x" + depth;
    if (to instanceof SqlType.Array logical && from instanceof SqlType.Array physical) {
      String element = renamed(x, logical.element(), physical.element(), depth + 1);
      return "list_transform(%s, lambda %s: %s)".formatted(value, x, element);
    }
    if (to instanceof SqlType.MapOf logical && from instanceof SqlType.MapOf physical) {
      String key = renamed(x, logical.key(), physical.key(), depth + 1);
      String entry = renamed(x, logical.value(), physical.value(), depth + 1);
      return ("CASE WHEN %1$s IS NULL THEN NULL ELSE map(list_transform(map_keys(%1$s), lambda %2$s: %3$s),"
              + " list_transform(map_values(%1$s), lambda %2$s: %4$s)) END")
          .formatted(value, x, key, entry);
    }
    return to == Scalar.TIMESTAMP && from == Scalar.TIMESTAMP_NTZ
        ? "timezone('UTC', %s)".formatted(value)
        : value;
  }

  private static String struct(String value, Schema to, Schema from, int depth) {
    var fields = new ArrayList<String>();
    for (int i = 0; i < to.columns().size(); i++) {
      String field =
          "struct_extract(%s, %s)".formatted(value, literalForDuckDb(from.columns().get(i).name()));
      String renamed =
          renamed(field, to.columns().get(i).type(), from.columns().get(i).type(), depth);
      fields.add(quoteForDuckDb(to.columns().get(i).name()) + " := " + renamed);
    }
    return "CASE WHEN %s IS NULL THEN NULL ELSE struct_pack(%s) END"
        .formatted(value, String.join(", ", fields));
  }
}
