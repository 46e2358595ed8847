package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.statement.SqlText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** Finds what each dataset of a project reads, and complains about what cannot be ordered. */
final class GraphBuilder {
  private final Project project;
  private final Function<SqlText, List<Relation>> references;
  private final Supplier<List<TableName>> tables;
  private final Complaints complaints = new Complaints();
  private final Map<TableName, List<Relation>> reads = new LinkedHashMap<>();

  /**
   * @param references what a query names
   * @param tables what exists outside the project; asked only for a name that is not known else
   */
  GraphBuilder(
      Project project,
      Function<SqlText, List<Relation>> references,
      Supplier<List<TableName>> tables) {
    this.project = project;
    this.references = references;
    this.tables = tables;
  }

  ProjectGraph build() {
    Datasets datasets = Datasets.of(project, complaints);
    for (Dataset dataset : datasets.all()) {
      List<Relation> relations = new ArrayList<>();
      for (Flow flow : dataset.flows()) {
        complaints.collect(() -> references.apply(flow.query())).ifPresent(relations::addAll);
      }
      relations.forEach(relation -> checkKnown(relation, datasets));
      reads.put(dataset.name(), relations);
    }
    findCycles(datasets);
    complaints.throwIfAny("Cannot order the datasets of project '%s'".formatted(project.name()));
    return ProjectGraph.order(project, datasets, reads);
  }

  /** Names in the project's own namespace; others may be any table and are met at analysis. */
  private void checkKnown(Relation relation, Datasets datasets) {
    if (!(relation instanceof Relation.Table table)) {
      return;
    }
    TableName name = table.name();
    boolean own =
        name.catalog().equalsIgnoreCase(project.namespace().catalog())
            && name.schema().equalsIgnoreCase(project.namespace().schema());
    if (own && datasets.producer(name).isEmpty() && !tables.get().contains(name)) {
      Set<TableName> known = new HashSet<>(tables.get());
      datasets.all().forEach(dataset -> known.add(dataset.name()));
      List<String> names = known.stream().map(datasets::shortName).sorted().toList();
      complaints.add(
          ProjectErrors.unknownDataset(datasets.shortName(name), names, relation.origin()));
    }
  }

  private void findCycles(Datasets datasets) {
    Set<TableName> done = new HashSet<>();
    for (Dataset dataset : datasets.all()) {
      walk(dataset.name(), datasets, new ArrayDeque<>(), new HashMap<>(), done);
    }
  }

  /** Depth first; {@code places} says where each dataset of {@code path} was named. */
  private void walk(
      TableName name,
      Datasets datasets,
      Deque<TableName> path,
      Map<TableName, Origin> places,
      Set<TableName> done) {
    if (done.contains(name)) {
      return;
    }
    path.addLast(name);
    for (Relation relation : reads.getOrDefault(name, List.of())) {
      if (relation instanceof Relation.Table table) {
        TableName next = datasets.producer(table.name()).map(Dataset::name).orElse(null);
        if (next == null) {
          continue;
        }
        places.put(next, relation.origin());
        if (path.contains(next)) {
          complaints.add(circle(next, datasets, path, places));
        } else {
          walk(next, datasets, path, places, done);
        }
      }
    }
    path.removeLast();
    done.add(name);
  }

  private static dev.perigon.sql.error.PerigonException circle(
      TableName start, Datasets datasets, Deque<TableName> path, Map<TableName, Origin> places) {
    List<String> steps = new ArrayList<>();
    Iterator<TableName> names = path.iterator();
    TableName name = names.next();
    while (!name.equals(start)) {
      name = names.next();
    }
    steps.add(datasets.shortName(start));
    while (names.hasNext()) {
      name = names.next();
      steps.add("%s (%s)".formatted(datasets.shortName(name), places.get(name)));
    }
    steps.add("%s (%s)".formatted(datasets.shortName(start), places.get(start)));
    return ProjectErrors.cycle(steps, places.get(start));
  }
}
