package dev.perigon.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.KafkaRecords;
import dev.perigon.engine.KinesisRecords;
import dev.perigon.engine.Rows;
import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.pipelines.PlannedDataset.PlannedFlow;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Relation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides whether a flow FROM SNAPSHOT has a dump to compare: one that differs in its files from
 * the one before.
 */
final class DumpReader {
  private final Dataset dataset;
  private final Engine engine;
  private final UpdateContext context;

  DumpReader(Dataset dataset, Engine engine, UpdateContext context) {
    this.dataset = dataset;
    this.engine = engine;
    this.context = context;
  }

  /**
   * @param cursors of the log so far
   */
  Optional<FlowBatch> next(PlannedFlow planned, Map<String, String> cursors) {
    String domain = "perigon.dump." + planned.flow().name().toLowerCase(Locale.ROOT);
    Optional<JsonNode> before = Optional.ofNullable(cursors.get(domain)).map(Json::read);
    BoundQuery query = context.binder().whole(planned.query());
    String read = fingerprint(query);
    if (before.filter(mark -> mark.path("read").asText().equals(read)).isPresent()) {
      return Optional.empty();
    }
    Instant asOf = context.asOf().truncatedTo(ChronoUnit.MICROS);
    before.map(mark -> Instant.parse(mark.path("asOf").asText())).ifPresent(this::check);
    checkKeys(planned);
    String mark = Json.object().put("read", read).put("asOf", asOf.toString()).toString();
    String source = FlowBinder.source(planned.doubledKeys().orElseThrow());
    return Optional.of(
        new FlowBatch(
            planned.flow(),
            query,
            () -> Map.of(domain, mark),
            versions(query),
            List.of(),
            source,
            false,
            List.of(),
            List.of()));
  }

  private void check(Instant last) {
    if (!context.asOf().truncatedTo(ChronoUnit.MICROS).isAfter(last)) {
      throw ChangeErrors.dumpNotLater(dataset, context.asOf(), last);
    }
  }

  private void checkKeys(PlannedFlow planned) {
    BoundQuery query = context.binder().whole(planned.doubledKeys().orElseThrow());
    try (Rows rows = engine.read(query)) {
      rows.next();
      long doubled = ((Number) rows.value(0)).longValue();
      if (doubled > 0) {
        throw ChangeErrors.keyTwice(dataset, doubled);
      }
    }
  }

  /** The files of all inputs but the log of changes itself, and what is done with them. */
  private String fingerprint(BoundQuery query) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < query.slices().size(); i++) {
      Relation relation = query.query().inputs().get(i).relation();
      if (!(relation instanceof Relation.Table table && isLog(table.name()))) {
        text.append(relation instanceof Relation.Table ? "" : relation.options());
        files(query.slices().get(i), text);
      }
    }
    text.append(dataset.flows().get(0).changes().orElseThrow().source().text());
    return AnalysisCache.hash(text.toString());
  }

  private Map<TableName, Long> versions(BoundQuery query) {
    Map<TableName, Long> versions = new TreeMap<>();
    query.query().inputs().stream()
        .map(AnalyzedQuery.Input::relation)
        .filter(relation -> relation instanceof Relation.Table table && !isLog(table.name()))
        .map(Relation.Table.class::cast)
        .forEach(
            table ->
                context
                    .tables()
                    .find(table)
                    .ifPresent(snapshot -> versions.put(table.name(), snapshot.version())));
    return versions;
  }

  private boolean isLog(TableName name) {
    return name.equals(dataset.changeLog());
  }

  private static void files(Slice slice, StringBuilder text) {
    if (slice instanceof SourceFiles source) {
      for (StoredFile file : source.files()) {
        text.append('\n').append(file.location()).append(' ').append(file.size());
        text.append(' ').append(file.modified());
      }
    } else if (slice instanceof KafkaRecords records) {
      text.append(records.ranges());
    } else if (slice instanceof KinesisRecords records) {
      text.append(records.ranges());
    } else if (slice instanceof Slice.Changes changes) {
      changes.parts().forEach(part -> files(part, text));
    } else if (slice instanceof Slice.Delta delta) {
      for (DataFile file : delta.files()) {
        text.append('\n').append(file.location()).append(' ');
        text.append(Arrays.hashCode(file.deletedRows()));
      }
    }
    text.append('\n');
  }
}
