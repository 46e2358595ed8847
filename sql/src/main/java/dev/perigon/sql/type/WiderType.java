package dev.perigon.sql.type;

import dev.perigon.sql.type.SqlType.Decimal;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.List;
import java.util.Optional;

/** Which types hold every value of another, as Delta's rules for wider columns have it. */
public final class WiderType {
  private static final List<SqlType> WHOLE =
      List.of(Scalar.BYTE, Scalar.SHORT, Scalar.INTEGER, Scalar.LONG);

  private static final int DIGITS_OF_INTEGERS = 10;
  private static final int DIGITS_OF_LONGS = 20;
  private static final int MOST_DIGITS = 38;

  private WiderType() {}

  /** Whether a column of {@code from} may become one of {@code to}, which is another type. */
  public static boolean allows(SqlType from, SqlType to) {
    if (WHOLE.contains(from)) {
      return WHOLE.indexOf(to) > WHOLE.indexOf(from)
          || to == Scalar.DOUBLE && from != Scalar.LONG
          || to instanceof Decimal decimal && whole(decimal) >= digits(from);
    }
    if (from instanceof Decimal narrow && to instanceof Decimal wide) {
      return !from.equals(to) && whole(wide) >= whole(narrow) && wide.scale() >= narrow.scale();
    }
    return from == Scalar.FLOAT && to == Scalar.DOUBLE
        || from == Scalar.DATE && to == Scalar.TIMESTAMP_NTZ;
  }

  /** The narrowest type that holds every value of both; empty when none does. */
  public static Optional<SqlType> ofBoth(SqlType one, SqlType other) {
    if (one.equals(other) || allows(other, one)) {
      return Optional.of(one);
    }
    if (allows(one, other)) {
      return Optional.of(other);
    }
    if (allows(one, Scalar.DOUBLE) && allows(other, Scalar.DOUBLE)) {
      return Optional.of(Scalar.DOUBLE);
    }
    int whole = Math.max(wholeDigits(one), wholeDigits(other));
    int scale = Math.max(scale(one), scale(other));
    boolean exact = wholeDigits(one) >= 0 && wholeDigits(other) >= 0;
    return exact && whole + scale <= MOST_DIGITS
        ? Optional.of(new Decimal(whole + scale, scale))
        : Optional.empty();
  }

  /** Before the point; -1 for what is no exact number. */
  private static int wholeDigits(SqlType type) {
    if (type instanceof Decimal decimal) {
      return whole(decimal);
    }
    return WHOLE.contains(type) ? digits(type) : -1;
  }

  private static int scale(SqlType type) {
    return type instanceof Decimal decimal ? decimal.scale() : 0;
  }

  private static int whole(Decimal decimal) {
    return decimal.precision() - decimal.scale();
  }

  private static int digits(SqlType whole) {
    return whole == Scalar.LONG ? DIGITS_OF_LONGS : DIGITS_OF_INTEGERS;
  }
}
