package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.pipelines.Cursor.TableMark;
import dev.perigon.pipelines.Cursor.TopicMark;
import dev.perigon.pipelines.PlannedDataset.PlannedFlow;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.type.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Decides what one run of a query reads: whole tables and files, or what its cursor has not. */
final class FlowBinder {
  private final Tables tables;
  private final Sources sources;
  private final Instant asOf;

  FlowBinder(Tables tables, Sources sources, Instant asOf) {
    this.tables = tables;
    this.sources = sources;
    this.asOf = asOf;
  }

  /**
   * The next batch of {@code planned}; empty when it streams and nothing is new.
   *
   * @param target the table that it fills
   */
  Optional<FlowBatch> next(PlannedFlow planned, Cursor cursor, URI target) {
    if (planned.flow().once() && cursor.done()) {
      return Optional.empty();
    }
    FlowPlace place = new FlowPlace(target, planned.flow().name(), cursor);
    Reading reading = new Reading(place, planned.flow().once());
    List<Slice> slices = reading.slices(planned.query());
    boolean streams = planned.query().inputs().stream().anyMatch(i -> i.relation().streaming());
    if (streams && !planned.flow().once() && !reading.foundNews) {
      return Optional.empty();
    }
    planned.output().ifPresent(columns -> reading.schemas.put(Cursor.OUTPUT, columns));
    Supplier<Map<String, String>> texts = Map::of;
    if (streams || planned.flow().once()) {
      texts = () -> cursor.after(reading.news()).texts(planned.flow().name(), cursor);
    }
    return Optional.of(
        new FlowBatch(
            planned.flow(),
            new BoundQuery(planned.query(), slices, asOf),
            texts,
            reading.versionsRead,
            reading.tablesRead,
            source(planned.query()),
            reading.more,
            reading.ranges,
            reading.gaps));
  }

  /** A query that has no cursor, over all there is. */
  BoundQuery whole(AnalyzedQuery query) {
    FlowPlace nowhere = new FlowPlace(URI.create("none:/"), "", Cursor.START);
    return new BoundQuery(query, new Reading(nowhere, true).slices(query), asOf);
  }

  static String source(AnalyzedQuery query) {
    return query.inputs().stream()
        .map(AnalyzedQuery.Input::relation)
        .map(Relation::label)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Binds the inputs of one query and notes what it reads. */
  private final class Reading {
    private final FlowPlace place;
    private final boolean once;
    private final Map<TableName, Long> versionsRead = new TreeMap<>();
    private final List<Optional<FlowBatch.ReadTable>> tablesRead = new ArrayList<>();
    private final Map<String, TableMark> newVersions = new TreeMap<>();
    private final Map<String, FileMark> newFiles = new TreeMap<>();
    private final Map<String, Integer> taken = new TreeMap<>();
    private final Map<String, Schema> schemas = new TreeMap<>();
    private final List<TopicRange> ranges = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private Optional<TopicMark> topics = Optional.empty();
    private Optional<ShardMark> shards = Optional.empty();
    private boolean foundNews;
    private boolean more;

    /**
     * @param once reads all there is, whatever the limits
     */
    Reading(FlowPlace place, boolean once) {
      this.place = place;
      this.once = once;
    }

    Cursor.News news() {
      var lists =
          newFiles.isEmpty() ? place.cursor().lists() : sources.of(place).take(taken, newFiles);
      return new Cursor.News(newVersions, lists, schemas, topics, shards, once);
    }

    List<Slice> slices(AnalyzedQuery query) {
      List<Slice> slices = new ArrayList<>();
      for (AnalyzedQuery.Input input : query.inputs()) {
        slices.add(slice(input));
      }
      return slices;
    }

    private Slice slice(AnalyzedQuery.Input input) {
      if (input.relation() instanceof Relation.Table table) {
        return table(table, input);
      }
      if (input.relation() instanceof Relation.Topics records) {
        return topics(records);
      }
      return input.relation() instanceof Relation.Shards records
          ? shards(records)
          : files((Relation.Files) input.relation(), input);
    }

    private Slice topics(Relation.Topics relation) {
      tablesRead.add(Optional.empty());
      TopicReading reading = sources.topics(relation);
      if (!relation.streaming()) {
        return reading.whole();
      }
      TopicReading.Step step = reading.unread(place.cursor().topics(), !once);
      topics = Optional.of(step.mark());
      ranges.addAll(step.ranges());
      gaps.addAll(step.gaps());
      foundNews |= step.news();
      more |= step.more();
      return step.slice();
    }

    private Slice shards(Relation.Shards relation) {
      tablesRead.add(Optional.empty());
      ShardReading reading = sources.shards(relation);
      if (!relation.streaming()) {
        return reading.whole();
      }
      ShardReading.Step step = reading.unread(place.cursor().shards(), !once);
      shards = Optional.of(step.mark());
      gaps.addAll(step.gaps());
      foundNews |= step.news();
      more |= step.more();
      return step.slice();
    }

    private Slice table(Relation.Table relation, AnalyzedQuery.Input input) {
      Snapshot snapshot =
          tables.find(relation).orElseThrow(() -> RunErrors.tableGone(relation.name()));
      versionsRead.put(relation.name(), snapshot.version());
      DeltaTable table = tables.warehouse().table(relation.name());
      return delta(relation.name().toString(), snapshot, table, input);
    }

    private Slice delta(
        String name, Snapshot snapshot, DeltaTable table, AnalyzedQuery.Input input) {
      tablesRead.add(Optional.of(new FlowBatch.ReadTable(table, snapshot)));
      TableReading reading = new TableReading(name, snapshot, table, input.relation(), once);
      if (!sameColumns(reading.schema(), input)) {
        throw RunErrors.schemaChanged(name, input.relation().origin());
      }
      if (!input.relation().streaming()) {
        return reading.whole();
      }
      String key = name.toLowerCase(java.util.Locale.ROOT);
      TableReading.Step step = reading.unread(place.cursor().table(key));
      newVersions.put(key, step.mark());
      schemas.put("table:" + key, snapshot.schema());
      foundNews |= step.news();
      more |= step.more();
      return step.slice();
    }

    private Slice files(Relation.Files relation, AnalyzedQuery.Input input) {
      if (relation.format().equals(Sources.DELTA)) {
        Snapshot snapshot = sources.delta(relation);
        DeltaTable table = tables.warehouse().tableAt(snapshot.location());
        return delta(sources.key(snapshot.location()), snapshot, table, input);
      }
      tablesRead.add(Optional.empty());
      return new SourceFiles(
          relation.format(),
          relation.streaming()
              ? EvolvingSchema.of(relation).readerOptions()
              : Sources.readerOptions(relation),
          input.schema(),
          relation.streaming() ? unread(relation, input.schema()) : sources.list(relation),
          input.tellsFiles());
    }

    private List<StoredFile> unread(Relation.Files relation, Schema schema) {
      String key = FlowSources.key(relation);
      List<StoredFile> unread = sources.of(place).unread(relation);
      int count = once ? unread.size() : within(unread, ReadOptions.of(relation));
      List<StoredFile> files = List.copyOf(unread.subList(0, count));
      files.forEach(
          file ->
              newFiles.put(
                  sources.key(file.location()), new FileMark(file.size(), file.modified())));
      taken.merge(key, count, Math::min);
      FlowSources.remembered(relation, schema).ifPresent(known -> schemas.put(key, known));
      foundNews |= count > 0;
      more |= count < unread.size();
      return files;
    }
  }

  private static int within(List<StoredFile> files, ReadOptions limits) {
    int count = 0;
    long bytes = 0;
    while (count < files.size()
        && count < limits.maxFiles()
        && (count == 0 || bytes + files.get(count).size() <= limits.maxBytes())) {
      bytes += files.get(count++).size();
    }
    return count;
  }

  private static boolean sameColumns(Schema now, AnalyzedQuery.Input input) {
    return now.columns().size() == input.schema().columns().size()
        && columns(now).equals(columns(input.schema()));
  }

  private static String columns(Schema schema) {
    return schema.columns().stream()
        .map(c -> c.name().toLowerCase(java.util.Locale.ROOT) + " " + c.type().ddl())
        .collect(Collectors.joining(","));
  }
}
