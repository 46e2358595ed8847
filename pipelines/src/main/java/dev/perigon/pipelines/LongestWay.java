package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many datasets that are computed wait for each, one for another. Those with the longest way
 * before them are to begin first, so that no thread is left with a chain at the end.
 */
final class LongestWay {
  private final Map<TableName, Integer> before = new HashMap<>();

  /**
   * @param datasets in graph order
   */
  LongestWay(ProjectGraph graph, List<PlannedDataset> datasets) {
    List<PlannedDataset> lastFirst = new ArrayList<>(datasets);
    Collections.reverse(lastFirst);
    for (PlannedDataset planned : lastFirst) {
      Dataset dataset = planned.dataset();
      int way = before.getOrDefault(dataset.name(), 0) + (dataset.isStored() ? 1 : 0);
      graph.needs(dataset).forEach(need -> before.merge(need, way, Math::max));
    }
  }

  /** The longest way first; of equal ones that which is first now. */
  List<PlannedDataset> sorted(List<PlannedDataset> datasets) {
    List<PlannedDataset> sorted = new ArrayList<>(datasets);
    sorted.sort(Comparator.comparing(planned -> -before.getOrDefault(planned.dataset().name(), 0)));
    return sorted;
  }
}
