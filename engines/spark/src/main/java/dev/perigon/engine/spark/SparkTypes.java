package dev.perigon.engine.spark;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SchemaJson;
import dev.perigon.sql.type.SqlType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Perigon's types as Spark's; both say them in the same JSON. */
final class SparkTypes {
  private SparkTypes() {}

  /** Every value may be null: a promise that files do not keep would give wrong rows. */
  static StructType struct(Schema schema) {
    return ((StructType) DataType.fromJson(SchemaJson.write(schema).toString())).asNullable();
  }

  static DataType of(SqlType type) {
    return struct(Schema.of(Column.of("c", type))).apply(0).dataType();
  }

  /** A column's name as an expression reads it. */
  static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }
}
