package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.kafka.KafkaOptions;
import dev.perigon.engine.kafka.KafkaTopics;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.Namespace;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.SqlSettings;
import dev.perigon.sql.statement.SqlText;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Analyses and binds a query that somebody asks, outside any update. */
final class AdHocQuery {
  private final Warehouse warehouse;
  private final Optional<Project> project;
  private final URI data;
  private final Map<Project, Datasets> ordered;
  private final Function<KafkaOptions, KafkaTopics> brokers;

  /**
   * @param ordered projects whose datasets have an order; what is found here is added
   */
  AdHocQuery(
      Warehouse warehouse,
      Optional<Project> project,
      URI data,
      Map<Project, Datasets> ordered,
      Function<KafkaOptions, KafkaTopics> brokers) {
    this.brokers = brokers;
    this.warehouse = warehouse;
    this.project = project;
    this.data = data;
    this.ordered = ordered;
  }

  BoundQuery bind(
      SqlText sql,
      Instant asOf,
      Function<SqlSettings, Analyses> analysing,
      Supplier<Engine> engine) {
    Tables tables = new Tables(warehouse);
    Analyses analyses = analysing.apply(settings(tables));
    Sources sources = new Sources(warehouse, data, analyses, brokers);
    ProjectResolver resolver =
        new ProjectResolver(
            datasets(analyses, tables), tables, sources, engine, analyses::references);
    AnalyzedQuery query = analyses.analyze(sql, resolver);
    for (AnalyzedQuery.Input input : query.inputs()) {
      Relation relation = input.relation();
      if (relation.streaming()) {
        throw UpdateErrors.streamInQuery(relation.origin());
      }
    }
    return new FlowBinder(tables, sources, asOf).whole(query);
  }

  /** A project's views must not form a circle before they are put into a query. */
  private Datasets datasets(Analyses analyses, Tables tables) {
    if (project.isEmpty()) {
      return Datasets.none();
    }
    Datasets known = ordered.get(project.get());
    if (known == null) {
      known = ordered(project.get(), analyses, tables);
      ordered.put(project.get(), known);
    }
    return known;
  }

  private static Datasets ordered(Project project, Analyses analyses, Tables tables) {
    Complaints complaints = new Complaints();
    Datasets datasets = Datasets.of(project, complaints);
    complaints.throwIfAny("Cannot use project '%s'".formatted(project.name()));
    if (datasets.all().stream().anyMatch(dataset -> !dataset.isStored())) {
      return new GraphBuilder(project, analyses::references, tables::names).build().datasets();
    }
    return datasets;
  }

  /** Without a project, plain names are those of the only schema, if there is only one. */
  private SqlSettings settings(Tables tables) {
    return project
        .map(Planner::settings)
        .orElseGet(() -> new SqlSettings(onlyNamespace(tables), ZoneId.of("UTC"), Map.of()));
  }

  private static Namespace onlyNamespace(Tables tables) {
    Set<Namespace> all =
        tables.names().stream()
            .filter(name -> !name.catalog().equals(EventTable.UPDATES.tableName().catalog()))
            .map(AdHocQuery::namespace)
            .collect(Collectors.toSet());
    return all.size() == 1 ? List.copyOf(all).get(0) : new Namespace("default", "default");
  }

  private static Namespace namespace(TableName name) {
    return new Namespace(name.catalog(), name.schema());
  }
}
