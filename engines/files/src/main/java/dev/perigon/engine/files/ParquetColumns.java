package dev.perigon.engine.files;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Decimal;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How Parquet columns may be declared: as what they are, or as a wider type; of nested ones fields
 * may be left out or added.
 */
public final class ParquetColumns {
  private static final List<Scalar> NUMBERS =
      List.of(Scalar.BYTE, Scalar.SHORT, Scalar.INTEGER, Scalar.LONG, Scalar.FLOAT, Scalar.DOUBLE);

  /** The digits that the values of whole types can have. */
  private static final Map<SqlType, Integer> DIGITS =
      Map.of(Scalar.BYTE, 3, Scalar.SHORT, 5, Scalar.INTEGER, 10, Scalar.LONG, 20);

  private ParquetColumns() {}

  /**
   * Refuses columns of {@code stored}, the schema of {@code file}, that are not what {@code
   * declared} says.
   *
   * @throws dev.perigon.sql.error.PerigonException SCHEMA
   */
  public static void check(String file, Schema stored, Schema declared) {
    for (Column column : declared.columns()) {
      Optional<Column> found = stored.find(column.name());
      if (found.isPresent() && !fits(found.get().type(), column.type())) {
        throw FileErrors.otherType(file, column, found.get().type());
      }
    }
  }

  /** Whether every column of {@code declared} can be read from files with {@code stored}. */
  public static boolean fits(Schema stored, Schema declared) {
    return declared.columns().stream()
        .allMatch(
            column ->
                stored
                    .find(column.name())
                    .map(found -> fits(found.type(), column.type()))
                    .orElse(true));
  }

  private static boolean fits(SqlType stored, SqlType declared) {
    return sameLeaves(stored, declared) || isWider(stored, declared);
  }

  private static boolean sameLeaves(SqlType stored, SqlType declared) {
    if (stored instanceof SqlType.Struct from && declared instanceof SqlType.Struct to) {
      return to.fields().columns().stream()
          .allMatch(
              field ->
                  from.fields()
                      .find(field.name())
                      .map(found -> sameLeaves(found.type(), field.type()))
                      .orElse(true));
    }
    if (stored instanceof SqlType.Array from && declared instanceof SqlType.Array to) {
      return sameLeaves(from.element(), to.element());
    }
    if (stored instanceof SqlType.MapOf from && declared instanceof SqlType.MapOf to) {
      return sameLeaves(from.key(), to.key()) && sameLeaves(from.value(), to.value());
    }
    return stored.equals(declared);
  }

  private static boolean isWider(SqlType stored, SqlType declared) {
    if (NUMBERS.contains(stored) && NUMBERS.contains(declared)) {
      return NUMBERS.indexOf(stored) < NUMBERS.indexOf(declared);
    }
    if (declared instanceof Decimal to) {
      int whole = to.precision() - to.scale();
      return stored instanceof Decimal from
          ? whole >= from.precision() - from.scale() && to.scale() >= from.scale()
          : DIGITS.containsKey(stored) && whole >= DIGITS.get(stored);
    }
    if (declared == Scalar.STRING) {
      return DIGITS.containsKey(stored) || stored instanceof Decimal || stored == Scalar.BOOLEAN;
    }
    return declared == Scalar.TIMESTAMP_NTZ && stored == Scalar.DATE;
  }
}
