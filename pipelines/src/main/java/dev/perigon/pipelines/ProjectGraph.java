package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import dev.perigon.sql.query.Relation;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The datasets of a project in running order, and what each reads.
 *
 * @param reads every relation that a dataset's flows name, in order of appearance, views not
 *     expanded
 */
record ProjectGraph(
    Datasets datasets, List<Dataset> ordered, Map<TableName, List<Relation>> reads) {

  /** The datasets that {@code dataset} needs before it. */
  Set<TableName> needs(Dataset dataset) {
    return needs(datasets, reads.get(dataset.name()));
  }

  private static Set<TableName> needs(Datasets datasets, List<Relation> relations) {
    Set<TableName> names = new LinkedHashSet<>();
    for (Relation relation : relations) {
      if (relation instanceof Relation.Table table) {
        datasets.producer(table.name()).ifPresent(producer -> names.add(producer.name()));
      }
    }
    return names;
  }

  /** Orders by dependency, then by layer, then by name; the datasets must not form a circle. */
  static ProjectGraph order(
      Project project, Datasets datasets, Map<TableName, List<Relation>> reads) {
    Comparator<Dataset> byLayerThenName =
        Comparator.comparingInt((Dataset d) -> project.layers().indexOf(d.layer()))
            .thenComparing(Dataset::name);
    Map<TableName, Set<TableName>> waiting = new LinkedHashMap<>();
    reads.forEach((name, relations) -> waiting.put(name, needs(datasets, relations)));
    TreeSet<Dataset> ready = new TreeSet<>(byLayerThenName);
    List<Dataset> ordered = new java.util.ArrayList<>();
    release(datasets, waiting, ready);
    while (!ready.isEmpty()) {
      Dataset next = ready.pollFirst();
      ordered.add(next);
      waiting.values().forEach(needs -> needs.remove(next.name()));
      release(datasets, waiting, ready);
    }
    if (!waiting.isEmpty()) {
      throw new IllegalStateException("Datasets in a circle: " + waiting.keySet());
    }
    return new ProjectGraph(datasets, List.copyOf(ordered), Map.copyOf(reads));
  }

  private static void release(
      Datasets datasets, Map<TableName, Set<TableName>> waiting, Set<Dataset> ready) {
    Set<TableName> free =
        waiting.entrySet().stream()
            .filter(entry -> entry.getValue().isEmpty())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    free.forEach(name -> ready.add(datasets.find(name).orElseThrow()));
    waiting.keySet().removeAll(free);
  }

  /** As other rooms see it. */
  DatasetGraph published() {
    return new DatasetGraph(ordered.stream().map(this::node).toList());
  }

  DatasetGraph.Node node(Dataset dataset) {
    Set<TableName> tables = new LinkedHashSet<>();
    Set<String> files = new LinkedHashSet<>();
    for (Relation relation : reads.get(dataset.name())) {
      if (relation instanceof Relation.Table table) {
        tables.add(datasets.find(table.name()).map(Dataset::name).orElse(table.name()));
      } else {
        files.add(relation.label());
      }
    }
    return new DatasetGraph.Node(
        dataset.name(),
        dataset.kind(),
        dataset.layer(),
        List.copyOf(tables),
        List.copyOf(files),
        dataset.comment(),
        dataset.expectations().stream().map(e -> e.name()).toList());
  }
}
