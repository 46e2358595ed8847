package dev.perigon.pipelines;

import dev.perigon.engine.Rows;
import dev.perigon.engine.Slice;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import java.util.List;
import java.util.Optional;

/**
 * Keys whose rows are computed anew.
 *
 * @param slice a file of them, in {@link KeyQueries#KEY}
 * @param least as {@link Rows#value} gives it; empty when there is no key but null
 * @param hasNull whether null is one of them
 */
record KeySet(
    Slice.Delta slice,
    long size,
    Optional<Object> least,
    Optional<Object> greatest,
    boolean hasNull) {

  /**
   * @param bounds the answer to {@link KeyQueries#bounds}
   */
  static KeySet of(Slice.Delta slice, long size, Rows bounds) {
    bounds.next();
    return new KeySet(
        slice,
        size,
        Optional.ofNullable(bounds.value(0)),
        Optional.ofNullable(bounds.value(1)),
        (Boolean) bounds.value(2));
  }

  /** False only when {@code file} surely has none of the keys in {@code column}. */
  boolean mayBeIn(DataFile file, String column) {
    Optional<ColumnStatistics> statistics = file.statistics().map(of -> of.columns().get(column));
    boolean tells = file.writer() == DataFile.Writer.PERIGON && statistics.isPresent();
    if (!tells || hasNull && statistics.get().nulls() > 0) {
      return true;
    }
    return least.isPresent()
        && new KeyBounds(List.of(new KeyBounds.Range(column, least.get(), greatest.orElseThrow())))
            .mayBeIn(file);
  }
}
