package dev.perigon.pipelines;

import dev.perigon.lakehouse.DataFile;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import java.util.List;

/**
 * The rows of some keys, staged, and what they take the place of.
 *
 * @param keys how many
 * @param removed files that may hold rows of the keys
 * @param added their rows of other keys, and the rows of the keys as they are now
 * @param rows of the whole view, then
 * @param expectations of the whole view, then
 */
record KeyedRows(
    KeySet keys,
    String column,
    List<DataFile> removed,
    List<DataFile> added,
    long rows,
    List<ExpectationResult> expectations,
    Staging staging) {
  KeyedRows {
    removed = List.copyOf(removed);
    added = List.copyOf(added);
    expectations = List.copyOf(expectations);
  }

  /** For views of the view. */
  KeyChanges.Keys known() {
    return new KeyChanges.Keys(List.of(column), keys.slice(), List.of(KeyQueries.OWN));
  }
}
