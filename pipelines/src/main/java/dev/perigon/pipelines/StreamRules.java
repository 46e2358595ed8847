package dev.perigon.pipelines;

import dev.perigon.pipelines.DatasetGraph.Kind;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Relation;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    checkTogether(streams);
  }

  /** What a flow has read is noted once for each source, however often the flow names it. */
  private static void checkTogether(List<Relation> streams) {
    checkAlike(streams, Relation.Topics.class);
    checkAlike(streams, Relation.Shards.class);
    Map<String, ReadOptions> known = new HashMap<>();
    boolean limited = streams.stream().anyMatch(stream -> ReadOptions.of(stream).isLimited());
    for (Relation stream : streams) {
      String name = name(stream);
      ReadOptions before = known.put(name, ReadOptions.of(stream).ofSource());
      boolean differs = before != null && !before.equals(ReadOptions.of(stream).ofSource());
      if (differs || before != null && limited) {
        throw StreamErrors.readTwice(stream.origin());
      }
    }
  }

  private static void checkAlike(List<Relation> streams, Class<? extends Relation> kind) {
    List<Relation> alike = streams.stream().filter(kind::isInstance).toList();
    if (alike.stream().map(Relation::options).distinct().count() > 1) {
      throw StreamErrors.readTwice(alike.get(1).origin());
    }
  }

  private static String name(Relation stream) {
    if (stream instanceof Relation.Topics || stream instanceof Relation.Shards) {
      return stream.getClass().getSimpleName();
    }
    return stream instanceof Relation.Files files && !files.format().equals(Sources.DELTA)
        ? "files"
        : stream.label().toLowerCase(Locale.ROOT);
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
    if (materialized && !ReadOptions.of(relation).changes()) {
      throw UpdateErrors.streamOfMaterializedView(table.name(), table.origin());
    }
  }
}
