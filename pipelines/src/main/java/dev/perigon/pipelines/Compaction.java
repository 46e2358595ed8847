package dev.perigon.pipelines;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.Commit;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.FileStatistics;
import dev.perigon.lakehouse.FileStore;
import dev.perigon.lakehouse.Removal;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Writes some files of a table anew as fewer, in one commit that changes no row: who reads old
 * versions still finds the old files, and a stream over the table reads nothing twice.
 */
final class Compaction {
  static final String OPERATION = "OPTIMIZE";

  /** Row groups of fewer bytes are written anew, also in a file that is small and will be again, */
  private static final long LEAST_ROW_GROUP = 64 << 10;

  /** and those of fewer in a file that stays as it is. */
  private static final long LEAST_ROW_GROUP_THAT_STAYS = 1 << 20;

  private final TableName name;
  private final DeltaTable table;
  private final FileStore store;
  private final Snapshot snapshot;
  private final Layout layout;
  private final long targetFileBytes;
  private final boolean quick;

  /**
   * @param quick whether row groups may be copied as they are, unless they are much smaller than
   *     what the engine makes: a tenth of the time that it takes to read and write their rows
   */
  Compaction(
      TableName name,
      DeltaTable table,
      FileStore store,
      Snapshot snapshot,
      Layout layout,
      long targetFileBytes,
      boolean quick) {
    this.quick = quick;
    this.name = name;
    this.table = table;
    this.store = store;
    this.snapshot = snapshot;
    this.layout = layout;
    this.targetFileBytes = targetFileBytes;
  }

  /** Those of less than half of what a file should be. */
  static List<DataFile> small(List<DataFile> files, long targetFileBytes) {
    return files.stream().filter(file -> file.size() < targetFileBytes / 2).toList();
  }

  /**
   * The files to write anew, of each partition: those that are less than half of what a file should
   * be, when there are at least two; with a layout, also those that do not follow it.
   *
   * @param wanted by partition
   */
  List<DataFile> candidates(Predicate<DataFile> wanted) {
    Map<Map<String, String>, List<DataFile>> partitions =
        snapshot.files().stream()
            .filter(file -> file.deletedRows().length == 0 && wanted.test(file))
            .collect(groupingBy(DataFile::partitionValues));
    return partitions.values().stream().map(this::inPartition).flatMap(List::stream).toList();
  }

  private List<DataFile> inPartition(List<DataFile> files) {
    boolean stranger = !layout.isNone() && !files.stream().allMatch(layout::isOf);
    List<DataFile> candidates =
        files.stream()
            .filter(file -> !layout.isNone() && !layout.isOf(file) || isSmall(file))
            .toList();
    return stranger || candidates.size() > 1 ? candidates : List.of();
  }

  /** A range of a layout may have come out smaller than was meant. */
  private boolean isSmall(DataFile file) {
    return file.size() < targetFileBytes / (layout.isOf(file) ? 4 : 2);
  }

  /**
   * What came of it; empty when {@code files} could not be made fewer.
   *
   * @param mayCommit asked when all is written
   */
  Optional<Outcome> run(List<DataFile> files, Engine engine, Analyses analyses, Gate mayCommit) {
    Staging staging = new Staging(engine, store);
    try {
      List<DataFile> written = new ArrayList<>();
      for (List<DataFile> some : together(files)) {
        WrittenFiles part = write(some, engine, analyses, staging);
        checkRows(some, part);
        part.files().forEach(file -> written.add(marked(file, some)));
      }
      boolean inPlace = layout.isNone() || files.stream().allMatch(layout::isOf);
      if (inPlace && written.size() >= files.size()) {
        staging.discardAll();
        return Optional.empty();
      }
      mayCommit.check();
      return Optional.of(new Outcome(commit(files, written, staging), files, written));
    } catch (RuntimeException e) {
      staging.discardAll();
      throw e;
    }
  }

  /** Partitions of which one file is enough; each of the others alone. */
  private List<List<DataFile>> together(List<DataFile> files) {
    if (layout.isNone()) {
      return List.of(files);
    }
    List<List<DataFile>> groups = new ArrayList<>();
    List<DataFile> rest = new ArrayList<>();
    for (List<DataFile> partition :
        files.stream().collect(groupingBy(DataFile::partitionValues)).values()) {
      if (ranges(partition) > 1) {
        groups.add(partition);
      } else {
        rest.addAll(partition);
      }
    }
    if (!rest.isEmpty()) {
      groups.add(rest);
    }
    return groups;
  }

  private int ranges(List<DataFile> files) {
    return Math.toIntExact((bytes(files) + targetFileBytes - 1) / targetFileBytes);
  }

  private WrittenFiles write(
      List<DataFile> files, Engine engine, Analyses analyses, Staging staging) {
    Optional<WrittenFiles> joined =
        mayJoin(files)
            ? staging.join(withStatistics(files), table, snapshot.schema(), leastRowGroup(files))
            : Optional.empty();
    return joined.orElseGet(() -> rewritten(files, engine, analyses, staging));
  }

  private boolean mayJoin(List<DataFile> files) {
    return quick
        && layout.isNone()
        && isOnePartition(files)
        && bytes(files) <= targetFileBytes
        && files.stream().allMatch(file -> file.writer() == DataFile.Writer.PERIGON);
  }

  private long leastRowGroup(List<DataFile> files) {
    return bytes(files) < targetFileBytes / 2 ? LEAST_ROW_GROUP : LEAST_ROW_GROUP_THAT_STAYS;
  }

  private static long bytes(List<DataFile> files) {
    return files.stream().mapToLong(DataFile::size).sum();
  }

  private List<DataFile> withStatistics(List<DataFile> files) {
    Set<URI> wanted = files.stream().map(DataFile::location).collect(toSet());
    return snapshot.filesWithStatistics().stream()
        .filter(file -> wanted.contains(file.location()))
        .toList();
  }

  private WrittenFiles rewritten(
      List<DataFile> files, Engine engine, Analyses analyses, Staging staging) {
    List<String> partitions = snapshot.partitionColumns();
    Schema schema = snapshot.schema();
    Clustering clustering = new Clustering(name, snapshot, layout, engine, analyses);
    boolean one = isOnePartition(files);
    if (layout.isNone() || !one || ranges(files) == 1) {
      Schema stored = one ? withoutPartitions() : schema; // to sort rows out takes long
      BoundQuery query =
          layout.isNone() ? clustering.asTheyCome(files, stored) : clustering.sorted(files, stored);
      return staging.write(query, table, stored, one ? List.of() : partitions, targetFileBytes);
    }
    List<Column> columns = new ArrayList<>(schema.columns());
    columns.add(Column.of(clustering.range(), SqlType.Scalar.INTEGER));
    List<String> folders = new ArrayList<>(partitions);
    folders.add(clustering.range());
    return staging.write(
        clustering.inRanges(files, ranges(files)),
        table,
        new Schema(columns),
        folders,
        targetFileBytes);
  }

  private static boolean isOnePartition(List<DataFile> files) {
    return files.stream().map(DataFile::partitionValues).distinct().count() == 1;
  }

  private Schema withoutPartitions() {
    return new Schema(
        snapshot.schema().columns().stream()
            .filter(column -> !snapshot.partitionColumns().contains(column.name()))
            .toList());
  }

  /**
   * As the table knows it: its range was for the engine, which made a file of each.
   *
   * @param of the files whose rows it has
   */
  private DataFile marked(DataFile file, List<DataFile> of) {
    Map<String, String> values = new HashMap<>(file.partitionValues());
    if (isOnePartition(of)) {
      values.putAll(of.get(0).partitionValues());
    }
    values.keySet().removeIf(key -> snapshot.schema().find(key).isEmpty());
    return new DataFile(
        file.location(),
        file.size(),
        file.modified(),
        values,
        file.statistics(),
        file.deletedRows(),
        file.writer(),
        layout.isNone() ? Optional.empty() : Optional.of(layout.tag()));
  }

  /** A last objection before the commit. */
  interface Gate {
    void check();
  }

  /** A commit that was made. */
  record Outcome(long version, List<DataFile> removed, List<DataFile> added) {}

  /** Nothing but files may change. */
  private void checkRows(List<DataFile> files, WrittenFiles written) {
    OptionalLong before = rows(files);
    if (before.isPresent() && before.getAsLong() != written.rows()) {
      throw new IllegalStateException(
          "%d rows of %s became %d".formatted(before.getAsLong(), name, written.rows()));
    }
  }

  private static OptionalLong rows(List<DataFile> files) {
    return files.stream().allMatch(file -> file.statistics().isPresent())
        ? OptionalLong.of(
            files.stream()
                .flatMap(file -> file.statistics().stream())
                .mapToLong(FileStatistics::rows)
                .sum())
        : OptionalLong.empty();
  }

  private long commit(List<DataFile> files, List<DataFile> written, Staging staging) {
    Commit commit =
        new Commit(
            Optional.of(snapshot.version()),
            snapshot.schema(),
            snapshot.partitionColumns(),
            Optional.empty(),
            Map.of(),
            Removal.rewritten(files),
            written,
            Map.of(),
            OPERATION,
            parameters());
    staging.handOver();
    try {
      return table.commit(commit).version();
    } catch (PerigonException e) {
      if (Staging.surelyNotCommitted(e)) {
        staging.takeBack();
      }
      throw e;
    }
  }

  private Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>();
    parameters.put("targetFileBytes", Long.toString(targetFileBytes));
    if (!layout.isNone()) {
      parameters.put("zOrderBy", layout.tag());
    }
    return parameters;
  }
}
