package dev.perigon.pipelines;

import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.RefreshKey;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The keys by which a view can be computed in parts, as far as its queries tell. */
final class RefreshCandidates {
  private static final int MOST = 16;

  private RefreshCandidates() {}

  /**
   * Those that split every changed input; of these, those that split most inputs; of these, those
   * that the view's files are in the order of.
   *
   * @param query what gives the view's rows
   */
  static List<RefreshKey> of(
      PlannedDataset planned, AnalyzedQuery query, List<InputChange> changes, Analyses analyses) {
    boolean namesAreFree =
        isFree(planned.schema())
            && query.inputs().stream().allMatch(input -> isFree(input.schema()));
    List<RefreshKey> fit =
        query.keys().stream()
            .filter(key -> namesAreFree && planned.schema().find(key.column()).isPresent())
            .filter(
                key ->
                    changes.stream().allMatch(change -> key.inputs().containsKey(change.input())))
            .toList();
    int most = fit.stream().mapToInt(key -> key.inputs().size()).max().orElse(0);
    List<RefreshKey> best =
        fit.stream()
            .filter(key -> key.inputs().size() == most && rulesKeepApart(planned, key, analyses))
            .limit(MOST)
            .toList();
    List<RefreshKey> inOrder =
        best.stream().filter(key -> clusters(planned.dataset(), key.column())).toList();
    return inOrder.isEmpty() ? best : inOrder;
  }

  private static boolean clusters(Dataset dataset, String column) {
    return dataset
        .definition()
        .map(definition -> definition.clusterBy().stream().anyMatch(column::equalsIgnoreCase))
        .orElse(false);
  }

  private static boolean isFree(Schema schema) {
    return schema.names().stream()
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith(KeyQueries.OWN));
  }

  /** Whether rules say the same of a row when rows of other keys are not there. */
  private static boolean rulesKeepApart(PlannedDataset planned, RefreshKey key, Analyses analyses) {
    return planned
        .rules()
        .map(
            rules ->
                analyses
                    .analyze(
                        rules.queries().flags(),
                        new StagedResolver(planned.dataset().name(), rules.schema()))
                    .keys()
                    .stream()
                    .filter(split -> split.column().equalsIgnoreCase(key.column()))
                    .anyMatch(
                        split ->
                            split.inputs().equals(Map.of(0, Identifiers.quote(split.column())))))
        .orElse(true);
  }
}
