package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/** Types between Spark, Perigon and DuckDB. */
final class CatalystTypes {
  private static final Map<DataType, SqlType.Scalar> SCALARS =
      Map.ofEntries(
          Map.entry(DataTypes.BooleanType, SqlType.Scalar.BOOLEAN),
          Map.entry(DataTypes.ByteType, SqlType.Scalar.BYTE),
          Map.entry(DataTypes.ShortType, SqlType.Scalar.SHORT),
          Map.entry(DataTypes.IntegerType, SqlType.Scalar.INTEGER),
          Map.entry(DataTypes.LongType, SqlType.Scalar.LONG),
          Map.entry(DataTypes.FloatType, SqlType.Scalar.FLOAT),
          Map.entry(DataTypes.DoubleType, SqlType.Scalar.DOUBLE),
          Map.entry(DataTypes.BinaryType, SqlType.Scalar.BINARY),
          Map.entry(DataTypes.DateType, SqlType.Scalar.DATE),
          Map.entry(DataTypes.TimestampType, SqlType.Scalar.TIMESTAMP),
          Map.entry(DataTypes.TimestampNTZType, SqlType.Scalar.TIMESTAMP_NTZ),
          Map.entry(DataTypes.NullType, SqlType.Scalar.VOID));

  private CatalystTypes() {}

  /**
   * The type, or empty when Perigon has none for it: VARIANT, collated strings, legacy intervals.
   */
  static Optional<SqlType> fromSpark(DataType type) {
    SqlType.Scalar scalar = SCALARS.get(type);
    if (scalar != null) {
      return Optional.of(scalar);
    }
    if (type instanceof StringType) {
      return type.equals(DataTypes.StringType)
          ? Optional.of(SqlType.Scalar.STRING)
          : Optional.empty();
    }
    if (type instanceof DecimalType decimal) {
      return Optional.of(new SqlType.Decimal(decimal.precision(), decimal.scale()));
    }
    if (type instanceof DayTimeIntervalType) {
      return Optional.of(SqlType.Scalar.DAY_TIME_INTERVAL);
    }
    if (type instanceof YearMonthIntervalType) {
      return Optional.of(SqlType.Scalar.YEAR_MONTH_INTERVAL);
    }
    return nestedFromSpark(type);
  }

  private static Optional<SqlType> nestedFromSpark(DataType type) {
    if (type instanceof ArrayType array) {
      return fromSpark(array.elementType()).map(e -> new SqlType.Array(e, array.containsNull()));
    }
    if (type instanceof MapType map) {
      return fromSpark(map.keyType())
          .flatMap(
              key ->
                  fromSpark(map.valueType())
                      .map(value -> new SqlType.MapOf(key, value, map.valueContainsNull())));
    }
    if (type instanceof StructType struct) {
      return schemaFromSpark(struct).map(SqlType.Struct::new);
    }
    return Optional.empty();
  }

  static Optional<Schema> schemaFromSpark(StructType struct) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : struct.fields()) {
      Optional<SqlType> type = fromSpark(field.dataType());
      if (type.isEmpty()) {
        return Optional.empty();
      }
      Optional<String> comment = Scala.optional(field.getComment());
      columns.add(new Column(field.name(), type.get(), field.nullable(), comment));
    }
    return Optional.of(new Schema(columns));
  }

  static DataType toSpark(SqlType type) {
    if (type instanceof SqlType.Scalar scalar) {
      return scalarToSpark(scalar);
    }
    if (type instanceof SqlType.Decimal decimal) {
      return DataTypes.createDecimalType(decimal.precision(), decimal.scale());
    }
    if (type instanceof SqlType.Array array) {
      return DataTypes.createArrayType(toSpark(array.element()), array.containsNull());
    }
    if (type instanceof SqlType.MapOf map) {
      return DataTypes.createMapType(
          toSpark(map.key()), toSpark(map.value()), map.valueContainsNull());
    }
    return toSpark(((SqlType.Struct) type).fields());
  }

  static StructType toSpark(Schema schema) {
    return new StructType(
        schema.columns().stream()
            .map(c -> new StructField(c.name(), toSpark(c.type()), c.nullable(), metadata(c)))
            .toArray(StructField[]::new));
  }

  private static Metadata metadata(Column column) {
    return column
        .comment()
        .map(text -> new MetadataBuilder().putString("comment", text).build())
        .orElseGet(Metadata::empty);
  }

  private static DataType scalarToSpark(SqlType.Scalar scalar) {
    return switch (scalar) {
      case BOOLEAN -> DataTypes.BooleanType;
      case BYTE -> DataTypes.ByteType;
      case SHORT -> DataTypes.ShortType;
      case INTEGER -> DataTypes.IntegerType;
      case LONG -> DataTypes.LongType;
      case FLOAT -> DataTypes.FloatType;
      case DOUBLE -> DataTypes.DoubleType;
      case STRING -> DataTypes.StringType;
      case BINARY -> DataTypes.BinaryType;
      case DATE -> DataTypes.DateType;
      case TIMESTAMP -> DataTypes.TimestampType;
      case TIMESTAMP_NTZ -> DataTypes.TimestampNTZType;
      case DAY_TIME_INTERVAL -> DataTypes.createDayTimeIntervalType();
      case YEAR_MONTH_INTERVAL -> DataTypes.createYearMonthIntervalType();
      case VOID -> DataTypes.NullType;
    };
  }

  /** DuckDB's name of the type, or empty when it has none. */
  static Optional<String> duckDb(DataType type) {
    return fromSpark(type).flatMap(CatalystTypes::duckDb);
  }

  private static Optional<String> duckDb(SqlType type) {
    if (type instanceof SqlType.Scalar scalar) {
      return Optional.of(duckDbScalar(scalar));
    }
    if (type instanceof SqlType.Decimal) {
      return Optional.of(type.ddl());
    }
    if (type instanceof SqlType.Array array) {
      return duckDb(array.element()).map(e -> e + "[]");
    }
    if (type instanceof SqlType.MapOf map) {
      return duckDb(map.key())
          .flatMap(k -> duckDb(map.value()).map(v -> "MAP(%s, %s)".formatted(k, v)));
    }
    return duckDbStruct(((SqlType.Struct) type).fields().columns());
  }

  /** DuckDB has no empty structs and no two fields whose names differ only in case. */
  private static Optional<String> duckDbStruct(List<Column> fields) {
    Set<String> names = new HashSet<>();
    List<String> parts = new ArrayList<>();
    for (Column field : fields) {
      Optional<String> type = duckDb(field.type());
      if (type.isEmpty() || !names.add(field.name().toLowerCase(Locale.ROOT))) {
        return Optional.empty();
      }
      parts.add(Identifiers.quoteForDuckDb(field.name()) + " " + type.get());
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(parts.stream().collect(Collectors.joining(", ", "STRUCT(", ")")));
  }

  private static String duckDbScalar(SqlType.Scalar scalar) {
    return switch (scalar) {
      case BOOLEAN -> "BOOLEAN";
      case BYTE -> "TINYINT";
      case SHORT -> "SMALLINT";
      case INTEGER, VOID -> "INTEGER";
      case LONG -> "BIGINT";
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case STRING -> "VARCHAR";
      case BINARY -> "BLOB";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMPTZ";
      case TIMESTAMP_NTZ -> "TIMESTAMP";
      case DAY_TIME_INTERVAL, YEAR_MONTH_INTERVAL -> "INTERVAL";
    };
  }
}
