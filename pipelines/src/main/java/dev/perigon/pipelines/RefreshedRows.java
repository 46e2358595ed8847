package dev.perigon.pipelines;

import dev.perigon.lakehouse.DataFile;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Some rows of a materialized view, staged, and what they take the place of.
 *
 * @param removed files that may hold rows which are others now
 * @param added those rows, and the other rows of the files
 * @param rows of the whole view, then
 * @param expectations of the whole view, then
 * @param keys whose rows were computed; empty when what is new was added to what was there
 */
record RefreshedRows(
    List<DataFile> removed,
    List<DataFile> added,
    long rows,
    List<ExpectationResult> expectations,
    Staging staging,
    Optional<Keys> keys) {
  RefreshedRows {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
    expectations = List.copyOf(expectations);
  }

  /**
   * @param column of the view that has them
   */
  record Keys(KeySet set, String column) {
    /** For views of the view. */
    KeyChanges.Keys known() {
      return new KeyChanges.Keys(List.of(column), set.slice(), List.of(KeyQueries.OWN));
    }
  }

  /** How many rows the view has when {@code added} take the place of {@code removed}. */
  static long rows(List<DataFile> view, List<DataFile> removed, List<DataFile> added) {
    return InputChange.rows(view).orElseThrow()
        - InputChange.rows(removed).orElseThrow()
        + InputChange.rows(added).orElseThrow();
  }

  /** What the view's history says of it. */
  Map<String, String> parameters() {
    return keys.map(
            of ->
                Map.of("refreshKey", of.column(), "refreshedKeys", Long.toString(of.set().size())))
        .orElse(Map.of("refresh", "ADDED"));
  }
}
