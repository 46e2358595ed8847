package dev.perigon.pipelines;

import dev.perigon.sql.type.Identifiers;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Values in ascending order that cut a column into ranges, as literals of Spark SQL. */
record CutPoints(List<String> literals) {
  private static final int LAST_YEAR = 9999;

  CutPoints {
    literals = List.copyOf(literals);
  }

  /**
   * @param values as {@link dev.perigon.engine.Rows#value} gives them; those that no literal can
   *     say are left out
   */
  static CutPoints of(List<Object> values) {
    List<String> literals = new ArrayList<>();
    for (Object value : values) {
      Optional<String> literal = literal(value);
      if (literal.isPresent() && !literals.contains(literal.get())) {
        literals.add(literal.get());
      }
    }
    return new CutPoints(literals);
  }

  private static Optional<String> literal(Object value) {
    if (value instanceof String text) {
      return Optional.of(Identifiers.literal(text));
    }
    if (value instanceof Instant instant) {
      return at(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), "TIMESTAMP '%sZ'");
    }
    if (value instanceof LocalDateTime local) {
      return at(local, "TIMESTAMP_NTZ '%s'");
    }
    if (value instanceof LocalDate date) {
      return at(date.atStartOfDay(), "DATE '%s'").map(text -> text.replace("T00:00", ""));
    }
    return value instanceof Number number ? number(number) : Optional.empty();
  }

  private static Optional<String> at(LocalDateTime time, String literal) {
    return time.getYear() > 0 && time.getYear() <= LAST_YEAR
        ? Optional.of(literal.formatted(time))
        : Optional.empty();
  }

  private static Optional<String> number(Number number) {
    if (number instanceof Float || number instanceof Double) {
      return Double.isFinite(number.doubleValue())
          ? Optional.of(number.doubleValue() + "D")
          : Optional.empty();
    }
    return Optional.of(
        number instanceof BigDecimal decimal
            ? decimal.toPlainString() + "BD"
            : number.longValue() + "L");
  }

  int ranges() {
    return literals.size() + 1;
  }

  /** An expression that gives {@code leaf} of the range, from 0, in which {@code value} is. */
  String tree(String value, IntFunction<String> leaf) {
    return tree(value, leaf, 0, literals.size());
  }

  private String tree(String value, IntFunction<String> leaf, int from, int to) {
    if (from == to) {
      return leaf.apply(from);
    }
    int middle = (from + to) / 2;
    return "CASE WHEN %s < %s THEN %s ELSE %s END"
        .formatted(
            value,
            literals.get(middle),
            tree(value, leaf, from, middle),
            tree(value, leaf, middle + 1, to));
  }
}
