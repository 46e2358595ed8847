package dev.perigon.pipelines;

import dev.perigon.pipelines.DatasetGraph.Kind;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Relation;
import java.util.List;

/** What may be streamed, and into what. */
final class StreamRules {
  private final Datasets datasets;
  private final Tables tables;

  StreamRules(Datasets datasets, Tables tables) {
    this.datasets = datasets;
    this.tables = tables;
  }

  void check(Dataset dataset, Flow flow, AnalyzedQuery query) {
    List<Relation> streams =
        query.inputs().stream()
            .map(AnalyzedQuery.Input::relation)
            .filter(Relation::streaming)
            .toList();
    if (!dataset.isStreaming() && !streams.isEmpty()) {
      throw UpdateErrors.streamOutsideStreamingTable(dataset, streams.get(0).origin());
    }
    if (dataset.isStreaming() && !flow.once() && !flow.fromSnapshot() && streams.isEmpty()) {
      throw UpdateErrors.nothingStreams(dataset, flow);
    }
    if (flow.fromSnapshot() && !streams.isEmpty()) {
      throw ChangeErrors.streamedDump(flow, streams.get(0).origin());
    }
    streams.forEach(this::checkSource);
  }

  private void checkSource(Relation relation) {
    if (!(relation instanceof Relation.Table table)) {
      return;
    }
    if (table.travel().isPresent()) {
      throw UpdateErrors.streamOfThePast(table.name(), table.origin());
    }
    boolean changing =
        datasets
            .find(table.name())
            .map(Dataset::isChangeTarget)
            .orElseGet(
                () -> tables.find(table.name()).map(TableKind::isChangeTarget).orElse(false));
    if (changing) {
      throw UpdateErrors.streamOfChangeTarget(table.name(), table.origin());
    }
    boolean materialized =
        datasets
            .find(table.name())
            .map(source -> source.kind() == Kind.MATERIALIZED_VIEW)
            .orElseGet(
                () -> tables.find(table.name()).map(TableKind::isMaterializedView).orElse(false));
    if (materialized) {
      throw UpdateErrors.streamOfMaterializedView(table.name(), table.origin());
    }
  }
}
