package dev.perigon.pipelines;

import dev.perigon.engine.Rows;
import dev.perigon.engine.Slice;
import dev.perigon.lakehouse.DataFile;
import java.util.Optional;

/**
 * Keys whose rows are computed anew.
 *
 * @param slice a file of them, in {@link KeyQueries#KEY}
 */
record KeySet(Slice.Delta slice, long size, KeyRange range) {

  /**
   * @param bounds the answer to {@link KeyQueries#bounds}
   */
  static KeySet of(Slice.Delta slice, long size, Rows bounds) {
    bounds.next();
    return new KeySet(
        slice,
        size,
        new KeyRange(
            Optional.ofNullable(bounds.value(0)),
            Optional.ofNullable(bounds.value(1)),
            (Boolean) bounds.value(2)));
  }

  /** False only when {@code file} surely has none of the keys in {@code column}. */
  boolean mayBeIn(DataFile file, String column) {
    return range.mayBeIn(file, column);
  }
}
