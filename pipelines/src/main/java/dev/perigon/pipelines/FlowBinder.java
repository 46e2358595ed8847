package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.lakehouse.AddedFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.pipelines.Cursor.FileMark;
import dev.perigon.pipelines.Cursor.TableMark;
import dev.perigon.pipelines.PlannedDataset.PlannedFlow;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Relation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

  /** The next batch of {@code planned}; empty when it streams and nothing is new. */
  Optional<FlowBatch> next(PlannedFlow planned, Cursor cursor) {
    if (planned.flow().once() && cursor.done()) {
      return Optional.empty();
    }
    Reading reading = new Reading(cursor);
    List<Slice> slices = reading.slices(planned.query());
    boolean streams = planned.query().inputs().stream().anyMatch(i -> i.relation().streaming());
    if (streams && !planned.flow().once() && !reading.foundNews) {
      return Optional.empty();
    }
    Map<String, String> texts = Map.of();
    if (streams || planned.flow().once()) {
      boolean done = planned.flow().once();
      var news = new Cursor.News(reading.newVersions, reading.newFiles, done);
      texts = cursor.after(planned.flow().name(), news);
    }
    return Optional.of(
        new FlowBatch(
            planned.flow(),
            new BoundQuery(planned.query(), slices, asOf),
            texts,
            reading.versionsRead,
            source(planned.query())));
  }

  /** A query that has no cursor, over all there is. */
  BoundQuery whole(AnalyzedQuery query) {
    return new BoundQuery(query, new Reading(Cursor.START).slices(query), asOf);
  }

  static String source(AnalyzedQuery query) {
    return query.inputs().stream()
        .map(AnalyzedQuery.Input::relation)
        .map(
            relation ->
                relation instanceof Relation.Table table
                    ? table.name().toString()
                    : ((Relation.Files) relation).path())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Binds the inputs of one query and notes what it reads. */
  private final class Reading {
    private final Cursor cursor;
    private final Map<TableName, Long> versionsRead = new TreeMap<>();
    private final Map<String, TableMark> newVersions = new TreeMap<>();
    private final Map<String, FileMark> newFiles = new TreeMap<>();
    private boolean foundNews;

    Reading(Cursor cursor) {
      this.cursor = cursor;
    }

    List<Slice> slices(AnalyzedQuery query) {
      List<Slice> slices = new ArrayList<>();
      for (AnalyzedQuery.Input input : query.inputs()) {
        slices.add(
            input.relation() instanceof Relation.Table table
                ? table(table, input)
                : files((Relation.Files) input.relation(), input));
      }
      return slices;
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
      if (!sameColumns(snapshot, input)) {
        throw RunErrors.schemaChanged(name, input.relation().origin());
      }
      List<DataFile> files =
          input.relation().streaming()
              ? unread(name, snapshot, table, input.relation())
              : snapshot.files();
      return new Slice.Delta(
          snapshot.schema(), snapshot.physicalSchema(), snapshot.partitionColumns(), files);
    }

    private List<DataFile> unread(
        String name, Snapshot snapshot, DeltaTable table, Relation relation) {
      String key = name.toLowerCase(java.util.Locale.ROOT);
      newVersions.put(key, new TableMark(snapshot.tableId(), snapshot.version()));
      Optional<TableMark> before = cursor.table(key);
      if (before.isEmpty()) {
        foundNews |= !snapshot.files().isEmpty();
        return snapshot.files();
      }
      long read = before.get().version();
      if (read > snapshot.version() || !before.get().id().equals(snapshot.tableId())) {
        throw RunErrors.sourceRecreated(name, relation.origin());
      }
      if (read == snapshot.version()) {
        return List.of();
      }
      AddedFiles added = table.added(read, snapshot.version());
      if (!added.rewrittenAt().isEmpty()) {
        throw RunErrors.sourceRewritten(name, added.rewrittenAt().get(0), relation.origin());
      }
      foundNews |= !added.files().isEmpty();
      return added.files();
    }

    private Slice files(Relation.Files relation, AnalyzedQuery.Input input) {
      if (relation.format().equals(Sources.DELTA)) {
        Snapshot snapshot = sources.delta(relation);
        DeltaTable table = tables.warehouse().tableAt(snapshot.location());
        return delta(sources.key(snapshot.location()), snapshot, table, input);
      }
      List<StoredFile> files = sources.list(relation);
      if (relation.streaming()) {
        files = unread(files, relation);
        foundNews |= !files.isEmpty();
      }
      return new SourceFiles(relation.format(), relation.options(), input.schema(), files);
    }

    private List<StoredFile> unread(List<StoredFile> files, Relation.Files relation) {
      List<StoredFile> unread = new ArrayList<>();
      for (StoredFile file : files) {
        String key = sources.key(file.location());
        FileMark mark = new FileMark(file.size(), file.modified());
        FileMark before = cursor.files().get(key);
        if (before == null) {
          newFiles.put(key, mark);
          unread.add(file);
        } else if (!before.equals(mark)) {
          throw RunErrors.fileChanged(key, relation.origin());
        }
      }
      return unread;
    }
  }

  private static boolean sameColumns(Snapshot snapshot, AnalyzedQuery.Input input) {
    return snapshot.schema().columns().size() == input.schema().columns().size()
        && columns(snapshot.schema()).equals(columns(input.schema()));
  }

  private static String columns(dev.perigon.sql.type.Schema schema) {
    return schema.columns().stream()
        .map(c -> c.name().toLowerCase(java.util.Locale.ROOT) + " " + c.type().ddl())
        .collect(Collectors.joining(","));
  }
}
