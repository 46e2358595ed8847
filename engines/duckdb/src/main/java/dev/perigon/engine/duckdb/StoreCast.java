package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.literalForDuckDb;
import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Decimal;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.Set;

/**
 * Casts a query's column to a table's, as Spark's ANSI store assignment does: what does not fit is
 * an error that names the column.
 */
final class StoreCast {
  /** Starts the messages of these errors; then what is wrong, and the column. */
  static final String MARKER = "perigon-column:";

  private static final Set<Scalar> WHOLE =
      Set.of(Scalar.BYTE, Scalar.SHORT, Scalar.INTEGER, Scalar.LONG);
  private static final Set<Scalar> REAL = Set.of(Scalar.FLOAT, Scalar.DOUBLE);
  private static final Set<Scalar> TIMES =
      Set.of(Scalar.DATE, Scalar.TIMESTAMP, Scalar.TIMESTAMP_NTZ);

  private StoreCast() {}

  /** {@code value}, of column {@code from}, as column {@code to}, with its name. */
  static String expression(String value, Column from, Column to) {
    if (!storable(to.type())) {
      throw DuckDbErrors.notStorable(to);
    }
    String cast = cast(value, from, to);
    String checked = to.nullable() ? cast : "coalesce(%s, %s)".formatted(cast, error("NULL", to));
    return checked + " AS " + quoteForDuckDb(to.name());
  }

  private static String cast(String value, Column from, Column to) {
    String type = DuckDbTypes.name(to.type());
    if (type.equals(DuckDbTypes.name(from.type())) || from.type() == Scalar.VOID) {
      return "CAST(%s AS %s)".formatted(value, type);
    }
    if (!assignable(from.type(), to.type())) {
      throw DuckDbErrors.notAssignable(from, to);
    }
    // Spark cuts fractions off, DuckDB would round.
    boolean cut = isWhole(to.type()) && !isWhole(from.type());
    return "CASE WHEN %1$s IS NULL THEN NULL ELSE coalesce(TRY_CAST(%2$s AS %3$s), %4$s) END"
        .formatted(value, cut ? "trunc(" + value + ")" : value, type, error("OVERFLOW", to));
  }

  private static String error(String kind, Column column) {
    return "error(%s)".formatted(literalForDuckDb(MARKER + kind + ":" + column.name()));
  }

  private static boolean assignable(SqlType from, SqlType to) {
    if (isNumber(from) && isNumber(to)) {
      return true;
    }
    if (TIMES.contains(from) && TIMES.contains(to)) {
      return true;
    }
    return sameShape(from, to);
  }

  /** Nested values may be cast when only their numbers differ. */
  private static boolean sameShape(SqlType from, SqlType to) {
    if (from instanceof SqlType.Array a && to instanceof SqlType.Array b) {
      return assignable(a.element(), b.element());
    }
    if (from instanceof SqlType.MapOf a && to instanceof SqlType.MapOf b) {
      return assignable(a.key(), b.key()) && assignable(a.value(), b.value());
    }
    if (from instanceof SqlType.Struct a && to instanceof SqlType.Struct b) {
      return sameFields(a, b);
    }
    return from.equals(to);
  }

  private static boolean sameFields(SqlType.Struct from, SqlType.Struct to) {
    var left = from.fields().columns();
    var right = to.fields().columns();
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!left.get(i).name().equalsIgnoreCase(right.get(i).name())
          || !assignable(left.get(i).type(), right.get(i).type())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumber(SqlType type) {
    return isWhole(type) || type instanceof Decimal || REAL.contains(type);
  }

  private static boolean isWhole(SqlType type) {
    return WHOLE.contains(type);
  }

  private static boolean storable(SqlType type) {
    if (type instanceof SqlType.Array array) {
      return storable(array.element());
    }
    if (type instanceof SqlType.MapOf map) {
      return storable(map.key()) && storable(map.value());
    }
    if (type instanceof SqlType.Struct struct) {
      return struct.fields().columns().stream().allMatch(field -> storable(field.type()));
    }
    return type != Scalar.VOID
        && type != Scalar.DAY_TIME_INTERVAL
        && type != Scalar.YEAR_MONTH_INTERVAL;
  }
}
