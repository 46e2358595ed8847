package dev.perigon.pipelines;

import dev.perigon.lakehouse.Snapshot;
import dev.perigon.pipelines.DatasetGraph.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Remembers in a table's properties what kind of dataset it is. */
final class TableKind {
  static final String PROPERTY = "perigon.kind";

  static final String QUARANTINE = "quarantine";
  static final String CHANGES = "changes";
  private static final String CHANGE_TARGET = "target of AUTO CDC";
  static final String CLUSTER_BY = "perigon.cluster-by";

  private TableKind() {}

  /** The declared properties and the kind. */
  static Map<String, String> properties(Dataset dataset) {
    Map<String, String> properties = new TreeMap<>();
    dataset
        .definition()
        .ifPresent(
            definition -> {
              properties.putAll(definition.properties());
              if (!definition.clusterBy().isEmpty()) {
                properties.put(CLUSTER_BY, String.join(",", definition.clusterBy()));
              }
            });
    properties.put(PROPERTY, text(dataset));
    return properties;
  }

  static boolean isMaterializedView(Snapshot table) {
    return text(Kind.MATERIALIZED_VIEW).equals(table.properties().get(PROPERTY));
  }

  /** A table does not become another kind of dataset unless it is rebuilt on purpose. */
  static void check(Dataset dataset, Snapshot table, boolean fullRefresh) {
    String kind = table.properties().get(PROPERTY);
    if (!fullRefresh && !text(dataset).equals(kind)) {
      throw UpdateErrors.otherKind(dataset, kind == null ? "other table" : kind);
    }
  }

  static boolean isChangeTarget(Snapshot table) {
    return CHANGE_TARGET.equals(table.properties().get(PROPERTY));
  }

  static boolean is(String kind, Snapshot table) {
    return kind.equals(table.properties().get(PROPERTY));
  }

  private static String text(Dataset dataset) {
    return dataset.isChangeTarget() ? CHANGE_TARGET : text(dataset.kind());
  }

  private static String text(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
