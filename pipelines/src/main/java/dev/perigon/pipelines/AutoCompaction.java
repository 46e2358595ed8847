package dev.perigon.pipelines;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;
import static java.util.stream.Collectors.groupingBy;

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

  private static final int FEW = 4;

  private final Engine engine;
  private final FileStore store;
  private final Analyses analyses;
  private final Pace pace;

  /**
   * @param analyses may know the queries already
   */
  AutoCompaction(Engine engine, FileStore store, Analyses analyses, Pace pace) {
    this.engine = engine;
    this.store = store;
    this.analyses = analyses;
    this.pace = pace;
  }

  /**
   * How much is done in one update.
   *
   * @param turns a table with {@link #MANY} waits for the next update when there is none left
   * @param inPieces no more than makes one file, if the table follows no layout
   */
  record Pace(Semaphore turns, boolean inPieces) {
    /** All at once, when nobody waits for the next update. */
    static Pace all() {
      return new Pace(new Semaphore(Integer.MAX_VALUE), false);
    }

    /** When others follow at once: tables that get a file in each have too many in the same one. */
    static Pace steady() {
      return new Pace(new Semaphore(1), true);
    }
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
    Layout layout = Layout.of(snapshot);
    Compaction compaction = new Compaction(name, table, store, snapshot, layout, target, true);
    List<DataFile> due = due(compaction.candidates(file -> true), target);
    if (due.size() <= MANY || due.size() <= MOST && !pace.turns().tryAcquire()) {
      return Optional.empty();
    }
    List<DataFile> now = pace.inPieces() && layout.isNone() ? piece(due, target) : due;
    return Optional.of(() -> run(name, compaction, now));
  }

  /**
   * The oldest, first of the partition that has most, that together make a file which is small no
   * longer; a few at least, so that they surely become fewer.
   */
  static List<DataFile> piece(List<DataFile> files, long target) {
    List<DataFile> piece = new ArrayList<>();
    long bytes = 0;
    for (DataFile file : fullestPartitionFirst(files)) {
      if (bytes >= target / 2 && piece.size() >= FEW) {
        break;
      }
      piece.add(file);
      bytes += file.size();
    }
    return piece;
  }

  private static List<DataFile> fullestPartitionFirst(List<DataFile> files) {
    return files.stream().collect(groupingBy(DataFile::partitionValues)).values().stream()
        .sorted(comparing(List::size, reverseOrder()))
        .flatMap(partition -> partition.stream().sorted(comparing(DataFile::modified)))
        .toList();
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
