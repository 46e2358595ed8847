package dev.perigon.pipelines;

import dev.perigon.pipelines.DatasetGraph.Kind;
import dev.perigon.pipelines.Project.SourceStatement;
import dev.perigon.sql.Namespace;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.statement.DatasetDefinition;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.statement.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a project's statements declare: datasets by name, each with its flows. */
final class Datasets {
  private final Namespace namespace;
  private final Map<TableName, Dataset> byName = new TreeMap<>();
  private final Map<String, Flow> flows = new HashMap<>();
  private final Complaints complaints;

  private Datasets(Namespace namespace, Complaints complaints) {
    this.namespace = namespace;
    this.complaints = complaints;
  }

  /** Duplicates and flows without a target go to {@code complaints}. */
  static Datasets of(Project project, Complaints complaints) {
    Datasets datasets = new Datasets(project.namespace(), complaints);
    project.statements().forEach(datasets::declare);
    project.statements().forEach(datasets::attach);
    datasets.checkFilled();
    return datasets;
  }

  /** For queries outside any project. */
  static Datasets none() {
    return new Datasets(new Namespace("", ""), new Complaints());
  }

  Collection<Dataset> all() {
    return byName.values();
  }

  Optional<Dataset> find(TableName name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The dataset whose quarantine table {@code name} is. */
  Optional<Dataset> quarantined(TableName name) {
    return byName.values().stream()
        .filter(dataset -> dataset.hasQuarantine() && dataset.quarantine().equals(name))
        .findFirst();
  }

  /** The dataset whose changes {@code name} keeps. */
  private Optional<Dataset> logged(TableName name) {
    return byName.values().stream()
        .filter(dataset -> dataset.isChangeTarget() && dataset.changeLog().equals(name))
        .findFirst();
  }

  /** The dataset that must have run before {@code name} can be read. */
  Optional<Dataset> producer(TableName name) {
    return find(name).or(() -> quarantined(name)).or(() -> logged(name));
  }

  private void declare(SourceStatement source) {
    Statement statement = source.statement();
    if (statement instanceof Statement.StreamingTable table) {
      DatasetDefinition definition = table.definition();
      declare(stored(source.layer(), Kind.STREAMING_TABLE, definition, table.query()));
    } else if (statement instanceof Statement.MaterializedView view) {
      DatasetDefinition definition = view.definition();
      declare(
          stored(source.layer(), Kind.MATERIALIZED_VIEW, definition, Optional.of(view.query())));
    } else if (statement instanceof Statement.View view) {
      declare(view(source.layer(), view));
    }
  }

  private void declare(Dataset dataset) {
    Dataset other = byName.putIfAbsent(dataset.name(), dataset);
    if (other != null) {
      complaints.add(
          ProjectErrors.duplicateDataset(dataset.name(), dataset.origin(), other.origin()));
      return;
    }
    dataset.flows().forEach(this::register);
  }

  private void register(Flow flow) {
    Flow other = flows.putIfAbsent(flow.name().toLowerCase(Locale.ROOT), flow);
    if (other != null) {
      complaints.add(ProjectErrors.duplicateFlow(flow.name(), flow.origin(), other.origin()));
    }
  }

  private Dataset stored(
      String layer, Kind kind, DatasetDefinition definition, Optional<SqlText> query) {
    TableName name = TableName.of(definition.name(), namespace);
    List<Flow> own =
        query
            .map(text -> List.of(new Flow(flowName(name), text, false, definition.origin())))
            .orElse(List.of());
    return new Dataset(
        name,
        kind,
        layer,
        Optional.of(definition),
        List.of(),
        definition.comment(),
        own,
        definition.origin());
  }

  private Dataset view(String layer, Statement.View view) {
    TableName name = TableName.of(view.name(), namespace);
    return new Dataset(
        name,
        Kind.VIEW,
        layer,
        Optional.empty(),
        view.columns(),
        view.comment(),
        List.of(new Flow(flowName(name), view.query(), false, view.origin())),
        view.origin());
  }

  /** Flows in the project's own namespace go by their last name part, others by all of it. */
  private String flowName(TableName name) {
    return new Namespace(name.catalog(), name.schema()).equals(namespace)
        ? name.table()
        : name.toString();
  }

  private void attach(SourceStatement source) {
    if (source.statement() instanceof Statement.CdcFlow cdc) {
      attach(cdc);
    } else if (source.statement() instanceof Statement.InsertFlow insert) {
      attach(insert);
    }
  }

  private void attach(Statement.InsertFlow insert) {
    String name = flowName(TableName.of(insert.name(), namespace));
    attach(
        new Flow(name, insert.query(), insert.once(), insert.origin()),
        TableName.of(insert.target(), namespace));
  }

  private void attach(Statement.CdcFlow cdc) {
    String name = flowName(TableName.of(cdc.name(), namespace));
    attach(Flow.of(name, cdc), TableName.of(cdc.target(), namespace));
  }

  private void attach(Flow flow, TableName target) {
    Dataset dataset = byName.get(target);
    if (dataset == null) {
      List<String> names = byName.keySet().stream().map(this::shortName).toList();
      complaints.add(
          ProjectErrors.unknownTarget(flow.name(), shortName(target), names, flow.origin()));
      return;
    }
    if (!dataset.isStreaming()) {
      complaints.add(ProjectErrors.flowIntoOther(flow, dataset));
      return;
    }
    register(flow);
    byName.put(target, dataset.with(flow));
  }

  private void checkFilled() {
    for (Dataset dataset : new ArrayList<>(byName.values())) {
      if (dataset.flows().isEmpty() && complaints.isEmpty()) {
        complaints.add(ProjectErrors.noFlow(dataset.name(), dataset.origin()));
      }
      checkMixed(dataset);
      if (dataset.isChangeTarget() && byName.containsKey(dataset.changeLog())) {
        Dataset other = byName.get(dataset.changeLog());
        complaints.add(ChangeErrors.logName(dataset.name(), other.name(), other.origin()));
      }
      if (dataset.hasQuarantine() && byName.containsKey(dataset.quarantine())) {
        Dataset other = byName.get(dataset.quarantine());
        complaints.add(ProjectErrors.quarantineName(dataset.name(), other.name(), other.origin()));
      }
    }
  }

  /** Rows that are only added and rows that are changed do not go into one table. */
  private void checkMixed(Dataset dataset) {
    dataset.flows().stream()
        .filter(flow -> flow.changes().isPresent() != dataset.isChangeTarget())
        .findFirst()
        .ifPresent(flow -> complaints.add(ChangeErrors.mixedFlows(dataset, flow)));
  }

  /** What one would write in this project to name it. */
  String shortName(Relation relation) {
    return relation instanceof Relation.Table table ? shortName(table.name()) : relation.label();
  }

  /** A name as one would write it in this project. */
  String shortName(TableName name) {
    return name.catalog().equalsIgnoreCase(namespace.catalog())
            && name.schema().equalsIgnoreCase(namespace.schema())
        ? name.table()
        : name.toString();
  }
}
