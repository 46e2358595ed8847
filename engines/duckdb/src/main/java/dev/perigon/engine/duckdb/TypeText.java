package dev.perigon.engine.duckdb;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.ArrayList;

/** Reads a type as DuckDB prints it, and gives the nearest one that Spark has. */
final class TypeText {
  private final String text;
  private int position;

  private TypeText(String text) {
    this.text = text;
  }

  static SqlType parse(String text) {
    return new TypeText(text).type();
  }

  private SqlType type() {
    SqlType type = element();
    while (position < text.length() && text.charAt(position) == '[') {
      position = text.indexOf(']', position) + 1;
      type = new SqlType.Array(type, true);
    }
    return type;
  }

  private SqlType element() {
    if (skip("STRUCT(")) {
      return struct();
    }
    if (skip("MAP(")) {
      SqlType key = type();
      skip(", ");
      SqlType value = type();
      skip(")");
      return new SqlType.MapOf(key, value, true);
    }
    if (skip("DECIMAL(")) {
      int end = text.indexOf(')', position);
      String[] parts = text.substring(position, end).split(",");
      position = end + 1;
      return new SqlType.Decimal(
          Integer.parseInt(parts[0].trim()), Integer.parseInt(parts[1].trim()));
    }
    int start = position;
    while (position < text.length() && ",)[".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    return scalar(text.substring(start, position));
  }

  private SqlType struct() {
    var fields = new ArrayList<Column>();
    do {
      String name = name();
      skip(" ");
      fields.add(Column.of(name, type()));
    } while (skip(", "));
    skip(")");
    return new SqlType.Struct(new Schema(fields));
  }

  private String name() {
    if (!skip("\"")) {
      int start = position;
      position = text.indexOf(' ', position);
      return text.substring(start, position);
    }
    var name = new StringBuilder();
    while (true) {
      if (skip("\"\"")) {
        name.append('"');
      } else if (skip("\"")) {
        return name.toString();
      } else {
        name.append(text.charAt(position++));
      }
    }
  }

  private boolean skip(String part) {
    boolean there = text.startsWith(part, position);
    position += there ? part.length() : 0;
    return there;
  }

  private static SqlType scalar(String name) {
    return switch (name) {
      case "BOOLEAN" -> Scalar.BOOLEAN;
      case "TINYINT" -> Scalar.BYTE;
      case "SMALLINT", "UTINYINT" -> Scalar.SHORT;
      case "INTEGER", "USMALLINT" -> Scalar.INTEGER;
      case "BIGINT", "UINTEGER" -> Scalar.LONG;
      case "UBIGINT" -> new SqlType.Decimal(20, 0);
      case "HUGEINT", "UHUGEINT" -> new SqlType.Decimal(38, 0);
      case "FLOAT" -> Scalar.FLOAT;
      case "DOUBLE" -> Scalar.DOUBLE;
      case "BLOB" -> Scalar.BINARY;
      case "DATE" -> Scalar.DATE;
      case "TIMESTAMP WITH TIME ZONE" -> Scalar.TIMESTAMP;
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> Scalar.TIMESTAMP_NTZ;
      default -> Scalar.STRING;
    };
  }
}
