package dev.perigon.engine.duckdb;

import dev.perigon.engine.Slice;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A slice of a table with fewer columns: DuckDB reads no others either way, but would have to be
 * told of them, and partition values that nobody reads would have to be looked up.
 */
final class NarrowSlice {
  private NarrowSlice() {}

  /** The columns of {@code slice} that have one of {@code names}, and one that is in its files. */
  static Slice of(Slice slice, Set<String> names) {
    if (slice instanceof Slice.Delta delta) {
      return delta(delta, kept(delta.schema(), List.of(delta), names));
    }
    if (slice instanceof Slice.Changes changes && !changes.parts().isEmpty()) {
      Set<String> kept = kept(changes.schema(), changes.parts(), names);
      List<Slice.Delta> parts = changes.parts().stream().map(part -> delta(part, kept)).toList();
      return new Slice.Changes(parts.get(0).schema(), parts);
    }
    return slice;
  }

  /** In any case; something must be read of each file to tell its rows. */
  private static Set<String> kept(Schema schema, List<Slice.Delta> parts, Set<String> names) {
    Set<String> kept = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    kept.addAll(names);
    Set<String> besideFiles = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    parts.forEach(part -> besideFiles.addAll(part.partitionColumns()));
    if (besideFiles.containsAll(kept)) {
      schema.columns().stream()
          .map(Column::name)
          .filter(name -> !besideFiles.contains(name))
          .findFirst()
          .ifPresent(kept::add);
    }
    return kept;
  }

  private static Slice.Delta delta(Slice.Delta delta, Set<String> kept) {
    List<Column> logical = new ArrayList<>();
    List<Column> physical = new ArrayList<>();
    for (int i = 0; i < delta.schema().columns().size(); i++) {
      if (kept.contains(delta.schema().columns().get(i).name())) {
        logical.add(delta.schema().columns().get(i));
        physical.add(delta.physicalSchema().columns().get(i));
      }
    }
    List<String> partitions = delta.partitionColumns().stream().filter(kept::contains).toList();
    return new Slice.Delta(new Schema(logical), new Schema(physical), partitions, delta.files());
  }
}
