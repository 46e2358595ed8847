package dev.perigon.lakehouse;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import io.delta.kernel.internal.util.ColumnMapping;
import io.delta.kernel.types.ArrayType;
import io.delta.kernel.types.BinaryType;
import io.delta.kernel.types.BooleanType;
import io.delta.kernel.types.ByteType;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.DateType;
import io.delta.kernel.types.DecimalType;
import io.delta.kernel.types.DoubleType;
import io.delta.kernel.types.FieldMetadata;
import io.delta.kernel.types.FloatType;
import io.delta.kernel.types.IntegerType;
import io.delta.kernel.types.LongType;
import io.delta.kernel.types.MapType;
import io.delta.kernel.types.ShortType;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import io.delta.kernel.types.TimestampNTZType;
import io.delta.kernel.types.TimestampType;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Our schemas as Kernel's, and back. */
final class DeltaSchema {
  static final String COMMENT = "comment";
  private static final Map<SqlType.Scalar, DataType> SCALARS = new EnumMap<>(SqlType.Scalar.class);

  static {
    SCALARS.put(SqlType.Scalar.BOOLEAN, BooleanType.BOOLEAN);
    SCALARS.put(SqlType.Scalar.BYTE, ByteType.BYTE);
    SCALARS.put(SqlType.Scalar.SHORT, ShortType.SHORT);
    SCALARS.put(SqlType.Scalar.INTEGER, IntegerType.INTEGER);
    SCALARS.put(SqlType.Scalar.LONG, LongType.LONG);
    SCALARS.put(SqlType.Scalar.FLOAT, FloatType.FLOAT);
    SCALARS.put(SqlType.Scalar.DOUBLE, DoubleType.DOUBLE);
    SCALARS.put(SqlType.Scalar.STRING, StringType.STRING);
    SCALARS.put(SqlType.Scalar.BINARY, BinaryType.BINARY);
    SCALARS.put(SqlType.Scalar.DATE, DateType.DATE);
    SCALARS.put(SqlType.Scalar.TIMESTAMP, TimestampType.TIMESTAMP);
    SCALARS.put(SqlType.Scalar.TIMESTAMP_NTZ, TimestampNTZType.TIMESTAMP_NTZ);
  }

  private DeltaSchema() {}

  static StructType toKernel(Schema schema) {
    return new StructType(schema.columns().stream().map(DeltaSchema::toKernel).toList());
  }

  private static StructField toKernel(Column column) {
    FieldMetadata.Builder metadata = FieldMetadata.builder();
    column.comment().ifPresent(text -> metadata.putString(COMMENT, text));
    return new StructField(
        column.name(), toKernel(column.name(), column.type()), column.nullable(), metadata.build());
  }

  private static DataType toKernel(String column, SqlType type) {
    if (type instanceof SqlType.Decimal decimal) {
      return new DecimalType(decimal.precision(), decimal.scale());
    }
    if (type instanceof SqlType.Array array) {
      return new ArrayType(toKernel(column, array.element()), array.containsNull());
    }
    if (type instanceof SqlType.MapOf map) {
      return new MapType(
          toKernel(column, map.key()), toKernel(column, map.value()), map.valueContainsNull());
    }
    if (type instanceof SqlType.Struct struct) {
      return toKernel(struct.fields());
    }
    DataType scalar = SCALARS.get(type);
    if (scalar == null) {
      throw LakehouseErrors.unsupportedType(column, type.ddl());
    }
    return scalar;
  }

  /** With the names that people see. */
  static Schema logical(StructType schema) {
    return fromKernel(schema, StructField::getName);
  }

  /** With the names in the Parquet files. */
  static Schema physical(StructType schema) {
    return fromKernel(schema, ColumnMapping::getPhysicalName);
  }

  private static Schema fromKernel(StructType schema, Function<StructField, String> name) {
    return new Schema(schema.fields().stream().map(f -> fromKernel(f, name)).toList());
  }

  private static Column fromKernel(StructField field, Function<StructField, String> name) {
    return new Column(
        name.apply(field),
        fromKernel(field.getName(), field.getDataType(), name),
        field.isNullable(),
        comment(field));
  }

  static Optional<String> comment(StructField field) {
    return field.getMetadata().contains(COMMENT)
        ? Optional.ofNullable(field.getMetadata().getString(COMMENT))
        : Optional.empty();
  }

  private static SqlType fromKernel(
      String column, DataType type, Function<StructField, String> name) {
    if (type instanceof DecimalType decimal) {
      return new SqlType.Decimal(decimal.getPrecision(), decimal.getScale());
    }
    if (type instanceof ArrayType array) {
      return new SqlType.Array(
          fromKernel(column, array.getElementType(), name), array.containsNull());
    }
    if (type instanceof MapType map) {
      return new SqlType.MapOf(
          fromKernel(column, map.getKeyType(), name),
          fromKernel(column, map.getValueType(), name),
          map.isValueContainsNull());
    }
    if (type instanceof StructType struct) {
      return new SqlType.Struct(fromKernel(struct, name));
    }
    return scalar(column, type);
  }

  private static SqlType scalar(String column, DataType type) {
    return SCALARS.entrySet().stream()
        .filter(e -> e.getValue().equals(type))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> LakehouseErrors.unsupportedType(column, type.toString()));
  }
}
