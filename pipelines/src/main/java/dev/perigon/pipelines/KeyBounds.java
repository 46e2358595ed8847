package dev.perigon.pipelines;

import dev.perigon.engine.Rows;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Between which values some rows lie: tells which files cannot hold them. */
record KeyBounds(List<Range> ranges) {
  KeyBounds {
    ranges = List.copyOf(ranges);
  }

  /**
   * Values of one column as {@link Rows#value} gives them.
   *
   * @param column of a field, its path with dots
   * @param greatest null when there is none, and nulls may be as great
   */
  record Range(String column, Object least, Object greatest) {}

  /**
   * @param bounds one row: the least and the greatest of each key, in pairs
   */
  static KeyBounds of(List<String> keys, Rows bounds) {
    List<Range> ranges = new ArrayList<>();
    bounds.next();
    for (int i = 0; i < keys.size(); i++) {
      Object least = bounds.value(2 * i);
      Object greatest = bounds.value(2 * i + 1);
      if (least != null && greatest != null) {
        ranges.add(new Range(keys.get(i), least, greatest));
      }
    }
    return new KeyBounds(ranges);
  }

  /** Of these rows, those with {@code least} or more at {@code path}; all if it is null. */
  KeyBounds from(List<String> path, Object least) {
    if (least == null) {
      return this;
    }
    List<Range> more = new ArrayList<>(ranges);
    more.add(new Range(String.join(".", path), least, null));
    return new KeyBounds(more);
  }

  /** False only when {@code file}'s statistics say for certain that none of the rows is in it. */
  boolean mayBeIn(DataFile file) {
    return ranges.stream().allMatch(range -> overlaps(range, file));
  }

  private static boolean overlaps(Range range, DataFile file) {
    Optional<ColumnStatistics> column = statistics(file, range.column());
    if (column.isEmpty() || column.get().min().isEmpty() || column.get().max().isEmpty()) {
      return true;
    }
    if (range.least() instanceof Instant && file.writer() != DataFile.Writer.PERIGON) {
      return true; // others cut times to milliseconds, also the greatest
    }
    boolean isBefore = compare(range.least(), column.get().max().get()).orElse(0) > 0;
    return range.greatest() == null
        ? !isBefore || column.get().nulls() > 0
        : !isBefore && compare(range.greatest(), column.get().min().get()).orElse(0) >= 0;
  }

  /** What is known of a column's values in {@code file}; of a partition's column, its value. */
  static Optional<ColumnStatistics> statistics(DataFile file, String column) {
    return Optional.ofNullable(file.partitionValues().get(column))
        .map(value -> new ColumnStatistics(Optional.of(value), Optional.of(value), 0))
        .or(() -> file.statistics().map(statistics -> statistics.columns().get(column)));
  }

  /** Empty for types whose text does not tell the order for certain. */
  private static Optional<Integer> compare(Object value, String bound) {
    try {
      if (value instanceof Byte
          || value instanceof Short
          || value instanceof Integer
          || value instanceof Long
          || value instanceof BigDecimal) {
        return Optional.of(new BigDecimal(value.toString()).compareTo(new BigDecimal(bound)));
      }
      if (value instanceof LocalDate date) {
        return Optional.of(date.compareTo(LocalDate.parse(bound)));
      }
      if (value instanceof Instant time) {
        return Optional.of(time.compareTo(Instant.parse(bound)));
      }
      return value instanceof String text ? Optional.of(texts(text, bound)) : Optional.empty();
    } catch (NumberFormatException | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  /** By bytes, as both engines do. */
  private static int texts(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }
}
