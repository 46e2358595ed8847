package dev.perigon.engine.files;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.json.JsonOptions;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;

/** Which columns and options files of a format can have. */
public final class SourceColumns {
  private SourceColumns() {}

  /**
   * Refuses what {@code source}'s format cannot hold.
   *
   * @throws dev.perigon.sql.error.PerigonException UNSUPPORTED, SCHEMA
   */
  public static void check(SourceFiles source) {
    switch (source.format()) {
      case "csv" -> {
        for (Column column : source.schema().columns()) {
          refuseUnless(isScalar(column.type()), "CSV", column);
        }
      }
      case "json" -> {
        JsonOptions.of(source.options());
        for (Column column : source.schema().columns()) {
          refuseUnless(isJson(column.type()), "JSON", column);
        }
      }
      case "text" -> {
        if (source.schema().columns().size() != 1
            || source.schema().columns().get(0).type() != Scalar.STRING) {
          throw FileErrors.textColumns();
        }
      }
      default -> throw FileErrors.unknownFormat(source.format());
    }
  }

  private static void refuseUnless(boolean readable, String format, Column column) {
    if (!readable) {
      throw FileErrors.notIn(format, column);
    }
  }

  private static boolean isScalar(SqlType type) {
    return type instanceof Scalar scalar
        ? switch (scalar) {
          case DAY_TIME_INTERVAL, YEAR_MONTH_INTERVAL, VOID -> false;
          default -> true;
        }
        : type instanceof SqlType.Decimal;
  }

  private static boolean isJson(SqlType type) {
    if (type instanceof SqlType.Array array) {
      return isJson(array.element());
    }
    if (type instanceof SqlType.MapOf map) {
      return map.key() == Scalar.STRING && isJson(map.value());
    }
    return type instanceof SqlType.Struct struct
        ? struct.fields().columns().stream().allMatch(field -> isJson(field.type()))
        : isScalar(type);
  }
}
