package dev.perigon.pipelines;

import dev.perigon.engine.Rows;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where some keys lie.
 *
 * @param least as {@link Rows#value} gives it; empty when there is no key but null
 * @param hasNull whether null is one of them
 */
record KeyRange(Optional<Object> least, Optional<Object> greatest, boolean hasNull) {
  private static final Set<SqlType> WHOLE =
      Set.of(Scalar.BYTE, Scalar.SHORT, Scalar.INTEGER, Scalar.LONG);

  /** Those of {@code file}, as its statistics have it; empty when they do not tell. */
  static Optional<KeyRange> of(DataFile file, Column key) {
    return file.statistics()
        .map(all -> all.columns().get(key.name()))
        .filter(column -> column.min().isPresent() && column.max().isPresent())
        .flatMap(column -> of(column, key.type()));
  }

  private static Optional<KeyRange> of(ColumnStatistics column, SqlType type) {
    Optional<Object> least = value(column.min().orElseThrow(), type);
    Optional<Object> greatest = value(column.max().orElseThrow(), type);
    return least.isPresent() && greatest.isPresent()
        ? Optional.of(new KeyRange(least, greatest, column.nulls() > 0))
        : Optional.empty();
  }

  /** Empty for texts and types that do not tell it for certain, such as days after 9999. */
  private static Optional<Object> value(String text, SqlType type) {
    try {
      if (type == Scalar.STRING) {
        return Optional.of(text);
      }
      if (type == Scalar.DATE) {
        return Optional.of(LocalDate.parse(text));
      }
      return WHOLE.contains(type) || type instanceof SqlType.Decimal
          ? Optional.of(new BigDecimal(text))
          : Optional.empty();
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** False only when {@code file} surely has none of them in {@code column}. */
  boolean mayBeIn(DataFile file, String column) {
    Optional<ColumnStatistics> statistics = KeyBounds.statistics(file, column);
    boolean tells = file.writer() == DataFile.Writer.PERIGON && statistics.isPresent();
    if (!tells || hasNull && statistics.get().nulls() > 0) {
      return true;
    }
    return least.isPresent()
        && new KeyBounds(List.of(new KeyBounds.Range(column, least.get(), greatest.orElseThrow())))
            .mayBeIn(file);
  }
}
