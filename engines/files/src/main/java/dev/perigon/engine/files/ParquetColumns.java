package dev.perigon.engine.files;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Decimal;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

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

  private static final List<Scalar> WHOLE =
      List.of(Scalar.BYTE, Scalar.SHORT, Scalar.INTEGER, Scalar.LONG);

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

  /**
   * What files with {@code layouts} hold together: of a column the widest type, else the type that
   * comes first, whose file has it otherwise does not fit.
   */
  public static Schema union(List<Schema> layouts) {
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Schema layout : layouts) {
      for (Column column : layout.columns()) {
        columns.merge(
            column.name().toLowerCase(Locale.ROOT),
            column,
            (one, other) -> Column.of(one.name(), union(one.type(), other.type())));
      }
    }
    return new Schema(List.copyOf(columns.values()));
  }

  private static SqlType union(SqlType one, SqlType other) {
    return isWider(one, other) ? other : together(one, other);
  }

  private static SqlType together(SqlType one, SqlType other) {
    if (one instanceof SqlType.Array a && other instanceof SqlType.Array b) {
      return new SqlType.Array(together(a.element(), b.element()), true);
    }
    if (one instanceof SqlType.Struct a && other instanceof SqlType.Struct b) {
      List<Column> fields = new ArrayList<>();
      for (Column field : a.fields().columns()) {
        Optional<Column> found = b.fields().find(field.name());
        fields.add(
            found
                .map(f -> Column.of(field.name(), together(field.type(), f.type())))
                .orElse(field));
      }
      b.fields().columns().stream()
          .filter(field -> a.fields().find(field.name()).isEmpty())
          .forEach(fields::add);
      return new SqlType.Struct(new Schema(fields));
    }
    return one;
  }

  /** Whether values of {@code stored} that are not too large are values of {@code declared}. */
  static boolean narrows(SqlType stored, SqlType declared) {
    boolean rounds =
        stored == Scalar.LONG && (declared == Scalar.DOUBLE || declared == Scalar.FLOAT)
            || stored == Scalar.INTEGER && declared == Scalar.FLOAT;
    return rounds
        || WHOLE.contains(stored)
            && WHOLE.contains(declared)
            && WHOLE.indexOf(stored) > WHOLE.indexOf(declared);
  }

  /** Whether nested fields of {@code stored} are not in {@code declared}. */
  static boolean hasMore(SqlType stored, SqlType declared) {
    if (stored instanceof SqlType.Struct from && declared instanceof SqlType.Struct to) {
      return from.fields().columns().stream()
          .anyMatch(
              field ->
                  to.fields()
                      .find(field.name())
                      .map(wanted -> hasMore(field.type(), wanted.type()))
                      .orElse(true));
    }
    if (stored instanceof SqlType.Array from && declared instanceof SqlType.Array to) {
      return hasMore(from.element(), to.element());
    }
    return stored instanceof SqlType.MapOf from
        && declared instanceof SqlType.MapOf to
        && (hasMore(from.key(), to.key()) || hasMore(from.value(), to.value()));
  }

  /** Whether both have the same fields in the same order, so that a cast between them is right. */
  static boolean sameShape(SqlType stored, SqlType declared) {
    if (stored instanceof SqlType.Struct from && declared instanceof SqlType.Struct to) {
      List<Column> a = from.fields().columns();
      List<Column> b = to.fields().columns();
      return a.size() == b.size()
          && IntStream.range(0, a.size())
              .allMatch(
                  i ->
                      a.get(i).name().equalsIgnoreCase(b.get(i).name())
                          && sameShape(a.get(i).type(), b.get(i).type()));
    }
    if (stored instanceof SqlType.Array from && declared instanceof SqlType.Array to) {
      return sameShape(from.element(), to.element());
    }
    if (stored instanceof SqlType.MapOf from && declared instanceof SqlType.MapOf to) {
      return sameShape(from.key(), to.key()) && sameShape(from.value(), to.value());
    }
    return stored.equals(declared);
  }

  static boolean fits(SqlType stored, SqlType declared) {
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
