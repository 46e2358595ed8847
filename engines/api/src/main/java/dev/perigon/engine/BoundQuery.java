package dev.perigon.engine;

import dev.perigon.sql.query.AnalyzedQuery;
import java.time.Instant;
import java.util.List;

/**
 * An analysed query with every input bound to a slice.
 *
 * @param slices one for each of {@code query.inputs()}, in that order
 * @param asOf what {@code current_timestamp()} is
 */
public record BoundQuery(AnalyzedQuery query, List<Slice> slices, Instant asOf) {
  public BoundQuery {
    slices = List.copyOf(slices);
    if (slices.size() != query.inputs().size()) {
      throw new IllegalArgumentException(
          "%d inputs but %d slices".formatted(query.inputs().size(), slices.size()));
    }
  }
}
