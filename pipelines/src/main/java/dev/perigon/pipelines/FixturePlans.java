package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.pipelines.PlannedDataset.PlannedFlow;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The datasets that are tested, as an update that makes all of them anew would plan them. */
final class FixturePlans {
  private final ProjectGraph graph;
  private final Analyses analyses;
  private final ProjectResolver resolver;
  private final Planner planner;
  private final Supplier<Engine> engine;
  private final Map<TableName, PlannedDataset> planned = new HashMap<>();

  FixturePlans(
      ProjectGraph graph,
      Tables tables,
      Sources sources,
      Analyses analyses,
      Supplier<Engine> engine) {
    this.graph = graph;
    this.analyses = analyses;
    this.engine = engine;
    this.resolver =
        new ProjectResolver(graph.datasets(), tables, sources, engine, analyses::references);
    this.planner =
        new Planner(
            graph.datasets(), tables, resolver, analyses, query -> engine.get().check(query));
  }

  Analyses analyses() {
    return analyses;
  }

  Datasets datasets() {
    return graph.datasets();
  }

  /** Plans {@code dataset}, and before it what it needs. */
  PlannedDataset plan(Dataset dataset) {
    PlannedDataset known = planned.get(dataset.name());
    if (known == null) {
      for (TableName need : graph.needs(dataset)) {
        if (!need.equals(dataset.name())) {
          plan(graph.datasets().find(need).orElseThrow());
        }
      }
      known = planner.plan(dataset, true);
      planned.put(dataset.name(), known);
    }
    return known;
  }

  /** Views that {@code dataset} reads, itself or through other views, with their columns. */
  Map<TableName, Schema> views(Dataset dataset) {
    Map<TableName, Schema> views = new LinkedHashMap<>();
    for (TableName need : graph.needs(dataset)) {
      Dataset read = graph.datasets().find(need).orElseThrow();
      if (!read.isStored()) {
        views.put(need, plan(read).schema());
        views.putAll(views(read));
      }
    }
    return views;
  }

  /** The queries that fill {@code planned}, where the {@code given} views are rows. */
  List<AnalyzedQuery> queries(PlannedDataset planned, Map<TableName, Schema> given) {
    Resolver known = given.isEmpty() ? resolver : new GivenViews(resolver, given);
    if (!planned.dataset().isStored()) {
      return List.of(analyzed(planned.dataset().flows().get(0).query(), known));
    }
    List<AnalyzedQuery> queries =
        planned.filled().flows().stream().map(PlannedFlow::query).toList();
    return given.isEmpty()
        ? queries
        : queries.stream().map(query -> analyzed(query.text(), known)).toList();
  }

  AnalyzedQuery analyzed(SqlText text) {
    return analyzed(text, resolver);
  }

  private AnalyzedQuery analyzed(SqlText text, Resolver known) {
    AnalyzedQuery query = analyses.analyze(text, known);
    engine.get().check(query);
    return query;
  }

  /** Lets views stand for rows that are given. */
  private record GivenViews(Resolver others, Map<TableName, Schema> views) implements Resolver {
    @Override
    public Optional<Resolved> resolve(Relation relation) {
      return relation instanceof Relation.Table table && views.containsKey(table.name())
          ? Optional.of(new Resolved.Rows(views.get(table.name())))
          : others.resolve(relation);
    }

    @Override
    public List<TableName> candidates() {
      return others.candidates();
    }
  }

  /** Names of what {@code queries} read, and of {@code views}, as one writes them. */
  Set<String> inputs(List<AnalyzedQuery> queries, Set<TableName> views) {
    Set<String> names = new java.util.LinkedHashSet<>();
    for (AnalyzedQuery query : queries) {
      for (AnalyzedQuery.Input input : query.inputs()) {
        names.add(datasets().shortName(input.relation()));
      }
    }
    views.forEach(view -> names.add(datasets().shortName(view)));
    return names;
  }
}
