package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.engine.KafkaRecords;
import dev.perigon.engine.KinesisRecords;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Names in a project's queries: its views, its datasets as they will be after this update, and the
 * warehouse's tables.
 */
final class ProjectResolver implements Resolver {
  private final Datasets datasets;
  private final Tables tables;
  private final Sources sources;
  private final Supplier<Engine> engine;
  private final Function<SqlText, List<Relation>> references;
  private final Map<TableName, Schema> planned = new ConcurrentHashMap<>();

  /**
   * @param references what a query names
   */
  ProjectResolver(
      Datasets datasets,
      Tables tables,
      Sources sources,
      Supplier<Engine> engine,
      Function<SqlText, List<Relation>> references) {
    this.references = references;
    this.datasets = datasets;
    this.tables = tables;
    this.sources = sources;
    this.engine = engine;
  }

  /** From now on {@code name} has the schema that this update will give it. */
  void plan(TableName name, Schema schema) {
    planned.put(name, schema);
  }

  @Override
  public Optional<Resolved> resolve(Relation relation) {
    if (relation instanceof Relation.Files files) {
      return Optional.of(new Resolved.Rows(sources.schema(files, engine)));
    }
    if (relation instanceof Relation.Topics topics) {
      boolean headers = Sources.options(topics).headers();
      return Optional.of(new Resolved.Rows(KafkaRecords.schema(headers)));
    }
    if (relation instanceof Relation.Shards shards) {
      Sources.options(shards); // complains here, before anything runs
      return Optional.of(new Resolved.Rows(KinesisRecords.SCHEMA));
    }
    Relation.Table table = (Relation.Table) relation;
    Optional<Resolved> rows = rows(table);
    if (!ReadOptions.of(table).changes() || rows.isEmpty()) {
      return rows;
    }
    if (table.travel().isPresent() || !(rows.get() instanceof Resolved.Rows stored)) {
      throw StreamErrors.changesAndTravel(table.name().table(), table.origin());
    }
    return Optional.of(new Resolved.Rows(ChangeSlices.schema(stored.schema())));
  }

  private Optional<Resolved> rows(Relation.Table table) {
    Optional<Dataset> dataset = datasets.find(table.name());
    if (dataset.isPresent() && !dataset.get().isStored()) {
      return Optional.of(view(dataset.get(), table));
    }
    if (table.travel().isEmpty() && planned.containsKey(table.name())) {
      return Optional.of(new Resolved.Rows(planned.get(table.name())));
    }
    Optional<Resolved> stored = tables.find(table).map(Snapshot::schema).map(Resolved.Rows::new);
    if (stored.isEmpty() && datasets.producer(table.name()).isPresent()) {
      throw UpdateErrors.neverRefreshed(datasets.shortName(table.name()), table.origin());
    }
    return stored;
  }

  private Resolved view(Dataset view, Relation.Table relation) {
    if (relation.streaming() && !streams(view)) {
      throw UpdateErrors.streamOfView(view.name(), relation.origin());
    }
    if (relation.travel().isPresent()) {
      throw UpdateErrors.travelOfView(view.name(), relation.origin());
    }
    return new Resolved.View(view.flows().get(0).query(), view.viewColumns());
  }

  /** STREAM before a view says nothing new when the view itself streams. */
  private boolean streams(Dataset view) {
    return references.apply(view.flows().get(0).query()).stream()
        .anyMatch(relation -> relation.streaming() || streams(relation));
  }

  private boolean streams(Relation relation) {
    return relation instanceof Relation.Table table
        && datasets
            .find(table.name())
            .map(dataset -> !dataset.isStored() && streams(dataset))
            .orElse(false);
  }

  /** The same, where streams of files go on from where a flow is. */
  Resolver of(FlowPlace place) {
    return new Resolver() {
      @Override
      public Optional<Resolved> resolve(Relation relation) {
        return relation instanceof Relation.Files files
                && files.streaming()
                && !files.format().equals(Sources.DELTA)
            ? Optional.of(new Resolved.Rows(sources.of(place).schema(files, engine)))
            : ProjectResolver.this.resolve(relation);
      }

      @Override
      public List<TableName> candidates() {
        return ProjectResolver.this.candidates();
      }
    };
  }

  @Override
  public List<TableName> candidates() {
    List<TableName> names = new ArrayList<>(tables.names());
    datasets.all().forEach(dataset -> names.add(dataset.name()));
    return names.stream().distinct().sorted().toList();
  }
}
