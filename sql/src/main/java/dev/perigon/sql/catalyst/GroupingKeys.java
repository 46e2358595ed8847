package dev.perigon.sql.catalyst;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;

/** Keys that rows are grouped by: Spark takes -0.0 for 0.0 and shows 0.0. */
final class GroupingKeys {
  private GroupingKeys() {}

  static boolean isFloating(Expression key) {
    DataType type = key.dataType();
    return type instanceof DoubleType || type instanceof FloatType;
  }

  static String text(Expression key, String text) {
    if (!isFloating(key)) {
      return text;
    }
    String type = key.dataType() instanceof FloatType ? "FLOAT" : "DOUBLE";
    return "%s + CAST(0 AS %s)".formatted(Operand.of(text), type);
  }

  static Map<String, String> distinct(List<Attribute> columns, Names names) {
    Map<String, String> list = new LinkedHashMap<>();
    for (Attribute column : columns) {
      String name = names.column(column.exprId());
      list.put(name, text(column, name));
    }
    return list;
  }
}
