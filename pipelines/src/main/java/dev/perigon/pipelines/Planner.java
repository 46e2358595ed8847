package dev.perigon.pipelines;

import dev.perigon.lakehouse.Snapshot;
import dev.perigon.pipelines.PlannedDataset.PlannedFlow;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.SqlSettings;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Analyses datasets, in graph order, before any of them runs. */
final class Planner {
  private final Analyses analyses;
  private final ProjectResolver resolver;
  private final Tables tables;
  private final StreamRules streams;
  private final Consumer<AnalyzedQuery> runnable;
  private final ChangePlanner changes;

  /**
   * @param runnable complains about a query that the engine cannot run, before any work begins
   */
  Planner(
      Datasets datasets,
      Tables tables,
      ProjectResolver resolver,
      Analyses analyses,
      Consumer<AnalyzedQuery> runnable) {
    this.analyses = analyses;
    this.resolver = resolver;
    this.tables = tables;
    this.streams = new StreamRules(datasets, tables);
    this.runnable = runnable;
    this.changes = new ChangePlanner(analyses, resolver, tables, streams, runnable);
  }

  static SqlSettings settings(Project project) {
    return new SqlSettings(project.namespace(), project.timeZone(), project.parameters());
  }

  /** Analyses one dataset; those that it reads must have been planned before. */
  PlannedDataset plan(Dataset dataset, boolean fullRefresh) {
    if (!dataset.isStored()) {
      Flow flow = dataset.flows().get(0);
      AnalyzedQuery query = analyses.analyze(flow.query(), resolver);
      runnable.accept(query);
      Schema schema = renamed(query.schema(), dataset);
      return PlannedDataset.of(dataset, schema, List.of(), Optional.empty(), false);
    }
    dataset.definition().ifPresent(TableProperties::check);
    Optional<Snapshot> existing = tables.find(dataset.name());
    boolean rebuild = fullRefresh || !dataset.isStreaming();
    existing.ifPresent(table -> TableKind.check(dataset, table, fullRefresh));
    if (dataset.isChangeTarget()) {
      return changes.plan(dataset, existing.filter(table -> !rebuild), rebuild);
    }
    FlowAnalyses analysed =
        new FlowAnalyses(analyses, resolver, tables, dataset, dataset.name(), rebuild);
    List<AnalyzedQuery> outputs = outputs(dataset, analysed);
    TableSchema shape = new TableSchema(dataset, analyses);
    Schema schema =
        existing.isPresent() && !rebuild
            ? grown(dataset, analysed, shape.existing(existing.get().schema()), outputs)
            : shape.fresh(TableSchema.ofAll(outputs.stream().map(AnalyzedQuery::schema).toList()));
    resolver.plan(dataset.name(), schema);
    if (dataset.hasQuarantine()) {
      Schema held = Rules.quarantine(OutputFit.nullable(schema));
      resolver.plan(dataset.quarantine(), analysed.quarantine(held));
    }
    List<PlannedFlow> flows = fitted(dataset, outputs, schema, analysed);
    return PlannedDataset.of(
        dataset,
        schema,
        flows,
        Rules.of(dataset, OutputFit.nullable(schema), analyses, runnable),
        rebuild);
  }

  /** Complains about files that are not there. */
  static void checkFiles(PlannedDataset planned, Sources sources) {
    for (PlannedFlow flow : planned.flows()) {
      for (AnalyzedQuery.Input input : flow.query().inputs()) {
        if (input.relation() instanceof Relation.Files files
            && !files.format().equals(Sources.DELTA)) {
          sources.list(files);
        }
      }
    }
  }

  private List<AnalyzedQuery> outputs(Dataset dataset, FlowAnalyses analysed) {
    List<AnalyzedQuery> outputs = new ArrayList<>();
    for (Flow flow : dataset.flows()) {
      AnalyzedQuery query = analysed.analyze(flow, flow.query());
      runnable.accept(query);
      streams.check(dataset, flow, query);
      outputs.add(query);
    }
    return outputs;
  }

  private static Schema grown(
      Dataset dataset, FlowAnalyses analysed, Schema table, List<AnalyzedQuery> outputs) {
    Schema schema = table;
    for (int i = 0; i < outputs.size(); i++) {
      schema = analysed.grown(schema, dataset.flows().get(i), outputs.get(i));
    }
    return schema;
  }

  private List<PlannedFlow> fitted(
      Dataset dataset, List<AnalyzedQuery> outputs, Schema schema, FlowAnalyses analysed) {
    List<PlannedFlow> flows = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      Flow flow = dataset.flows().get(i);
      AnalyzedQuery output = outputs.get(i);
      Optional<SqlText> fitted =
          new OutputFit(dataset.name().table(), flow.origin())
              .fitted(flow.query(), output.schema(), schema, analysed.mayLack(flow));
      AnalyzedQuery query = fitted.map(text -> analysed.analyze(flow, text)).orElse(output);
      runnable.accept(query);
      flows.add(
          new PlannedFlow(flow, query, analysed.output(flow, output.schema()), Optional.empty()));
    }
    return flows;
  }

  private static Schema renamed(Schema query, Dataset view) {
    List<String> names = view.viewColumns();
    if (names.isEmpty()) {
      return query;
    }
    if (names.size() != query.columns().size()) {
      throw UpdateErrors.viewColumns(view.name(), names.size(), query.names(), view.origin());
    }
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Column column = query.columns().get(i);
      columns.add(new Column(names.get(i), column.type(), column.nullable(), column.comment()));
    }
    return new Schema(columns);
  }
}
