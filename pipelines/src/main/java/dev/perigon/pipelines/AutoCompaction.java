package dev.perigon.pipelines;

import dev.perigon.engine.Destination;
import dev.perigon.engine.Engine;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.FileStore;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.pipelines.UpdateResult.Compacted;
import dev.perigon.sql.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Makes few files of a table's small ones when updates have left many. The rows are committed by
 * then: what goes wrong here is told, and left for the next update.
 */
final class AutoCompaction {
  /** Table property, Delta's: {@code true}, {@code false} or {@code auto}; true when not set. */
  static final String PROPERTY = "delta.autoOptimize.autoCompact";

  /** So many small files are let be. */
  static final int MANY = 50;

  /** A tiny file is less than one part in so many of half a file. */
  static final int TINY = 8;

  /** No table waits with more than so many. */
  static final int MOST = 2 * MANY;

  private final Engine engine;
  private final FileStore store;
  private final Analyses analyses;
  private final Semaphore turns;

  /**
   * @param analyses may know the queries already
   * @param turns a table with {@link #MANY} waits for the next update when there is none left
   */
  AutoCompaction(Engine engine, FileStore store, Analyses analyses, Semaphore turns) {
    this.engine = engine;
    this.store = store;
    this.analyses = analyses;
    this.turns = turns;
  }

  /**
   * For the tables of one update.
   *
   * @param continuous whether others follow at once: then one table in each, because tables that
   *     get a file in every update have too many of them in the same one
   */
  static Semaphore turns(boolean continuous) {
    return new Semaphore(continuous ? 1 : Integer.MAX_VALUE);
  }

  static boolean isSwitch(String value) {
    return List.of("true", "false", "auto").contains(value.toLowerCase(java.util.Locale.ROOT));
  }

  private static boolean isOn(Map<String, String> properties) {
    return properties.entrySet().stream()
        .noneMatch(
            property ->
                property.getKey().equalsIgnoreCase(PROPERTY)
                    && property.getValue().equalsIgnoreCase("false"));
  }

  /**
   * What is to be done for the tables that {@code dataset} fills, as {@code tables} has them after
   * its update; empty when nothing. It may wait until other datasets have read them.
   */
  Optional<Supplier<Compacted>> due(Dataset dataset, Tables tables) {
    if (!dataset.definition().map(d -> isOn(d.properties())).orElse(true)) {
      return Optional.empty();
    }
    List<TableName> names = new ArrayList<>(List.of(dataset.name()));
    if (dataset.isChangeTarget()) {
      names.add(dataset.changeLog());
    }
    if (dataset.hasQuarantine()) {
      names.add(dataset.quarantine());
    }
    return names.stream()
        .map(name -> due(name, tables))
        .flatMap(Optional::stream)
        .reduce((first, next) -> () -> first.get().and(next.get()));
  }

  private Optional<Supplier<Compacted>> due(TableName name, Tables tables) {
    return due(name, () -> tables.find(name), tables.warehouse().table(name))
        .map(
            work ->
                () -> {
                  Compacted compacted = work.get();
                  if (compacted.before() > 0) {
                    tables.forget(name);
                  }
                  return compacted;
                });
  }

  /** What came of it: nothing when there was little to do. */
  Compacted of(TableName name, Supplier<Optional<Snapshot>> newest, DeltaTable table) {
    return due(name, newest, table).map(Supplier::get).orElse(Compacted.NOTHING);
  }

  private Optional<Supplier<Compacted>> due(
      TableName name, Supplier<Optional<Snapshot>> newest, DeltaTable table) {
    try {
      return newest.get().flatMap(snapshot -> due(name, snapshot, table));
    } catch (RuntimeException e) {
      return Optional.of(() -> problem(name, e));
    }
  }

  private Compacted run(TableName name, Compaction compaction, List<DataFile> files) {
    try {
      return compaction
          .run(files, engine, analyses, () -> {})
          .map(done -> new Compacted(done.removed().size(), done.added().size()))
          .orElse(Compacted.NOTHING);
    } catch (RuntimeException e) {
      return problem(name, e);
    }
  }

  private static Compacted problem(TableName name, RuntimeException error) {
    return new Compacted(0, 0, List.of(MaintenanceErrors.notCompacted(name, error)));
  }

  private Optional<Supplier<Compacted>> due(TableName name, Snapshot snapshot, DeltaTable table) {
    long target = Destination.DEFAULT_FILE_BYTES;
    if (Compaction.small(snapshot.files(), target).size() <= MANY) {
      return Optional.empty();
    }
    Compaction compaction =
        new Compaction(name, table, store, snapshot, Layout.of(snapshot), target);
    List<DataFile> due = due(compaction.candidates(file -> true), target);
    return due.size() > MANY && (due.size() > MOST || turns.tryAcquire())
        ? Optional.of(() -> run(name, compaction, due))
        : Optional.empty();
  }

  /**
   * The tiny ones when they are many; else the other small ones. What tiny ones became waits until
   * there are many like it: with the next tiny ones it would be written again each time.
   */
  static List<DataFile> due(List<DataFile> files, long target) {
    List<DataFile> tiny = Compaction.small(files, target / TINY);
    return tiny.size() > MANY
        ? tiny
        : Compaction.small(files, target).stream()
            .filter(file -> file.size() >= target / TINY / 2)
            .toList();
  }
}
