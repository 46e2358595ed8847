package dev.perigon.pipelines;

import dev.perigon.sql.statement.DatasetDefinition;
import java.util.ArrayList;
import java.util.List;

/** What a project says and this release does not do: told, never passed over in silence. */
final class Notes {
  private Notes() {}

  static List<String> of(List<Dataset> datasets, UpdateRequest request) {
    List<String> notes = new ArrayList<>();
    for (Dataset dataset : datasets) {
      dataset.definition().ifPresent(definition -> add(dataset, definition, notes));
      if (!dataset.mayBeReset() && request.fullRefresh().stream().anyMatch(Selection::isAll)) {
        notes.add(
            "%s: '%s' is not rebuilt: its property pipelines.reset.allowed is false"
                .formatted(dataset.origin(), dataset.name().table()));
      }
    }
    return notes;
  }

  private static void add(Dataset dataset, DatasetDefinition definition, List<String> notes) {
    if (definition.isPrivate()) {
      notes.add(
          "%s: PRIVATE '%s' is stored like any other table; this release does not hide it"
              .formatted(dataset.origin(), dataset.name().table()));
    }
  }
}
