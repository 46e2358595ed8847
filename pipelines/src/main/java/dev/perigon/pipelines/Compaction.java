package dev.perigon.pipelines;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Slice;
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
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Identifiers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Writes some files of a table anew as fewer, in one commit that changes no row: who reads old
 * versions still finds the old files, and a stream over the table reads nothing twice.
 */
final class Compaction {
  static final String OPERATION = "OPTIMIZE";

  private final TableName name;
  private final DeltaTable table;
  private final FileStore store;
  private final Snapshot snapshot;
  private final long targetFileBytes;

  Compaction(
      TableName name, DeltaTable table, FileStore store, Snapshot snapshot, long targetFileBytes) {
    this.name = name;
    this.table = table;
    this.store = store;
    this.snapshot = snapshot;
    this.targetFileBytes = targetFileBytes;
  }

  /**
   * The files to write anew: of each partition those that are less than half of what a file should
   * be, when there are at least two.
   */
  List<DataFile> candidates() {
    Map<Map<String, String>, List<DataFile>> small =
        snapshot.files().stream()
            .filter(file -> file.size() < targetFileBytes / 2 && file.deletedRows().length == 0)
            .collect(groupingBy(DataFile::partitionValues));
    return small.values().stream().filter(files -> files.size() > 1).flatMap(List::stream).toList();
  }

  /**
   * What came of it; empty when {@code files} could not be made fewer.
   *
   * @param mayCommit asked when all is written
   */
  Optional<Outcome> run(List<DataFile> files, Engine engine, Analyses analyses, Gate mayCommit) {
    Staging staging = new Staging(engine, store);
    try {
      WrittenFiles written =
          staging.write(
              query(files, analyses),
              table,
              snapshot.schema(),
              snapshot.partitionColumns(),
              targetFileBytes);
      checkRows(files, written);
      if (written.files().size() >= files.size()) {
        staging.discardAll();
        return Optional.empty();
      }
      mayCommit.check();
      return Optional.of(new Outcome(commit(files, written, staging), files, written.files()));
    } catch (RuntimeException e) {
      staging.discardAll();
      throw e;
    }
  }

  /** A last objection before the commit. */
  interface Gate {
    void check();
  }

  /** A commit that was made. */
  record Outcome(long version, List<DataFile> removed, List<DataFile> added) {}

  private BoundQuery query(List<DataFile> files, Analyses analyses) {
    String columns =
        snapshot.schema().columns().stream()
            .map(column -> Identifiers.quote(column.name()))
            .collect(joining(", "));
    String from =
        Stream.of(name.catalog(), name.schema(), name.table())
            .map(Identifiers::quote)
            .collect(joining("."));
    SqlText text = SqlText.of("optimize", "SELECT %s FROM %s".formatted(columns, from));
    Slice slice =
        new Slice.Delta(
            snapshot.schema(), snapshot.physicalSchema(), snapshot.partitionColumns(), files);
    return new BoundQuery(
        analyses.analyze(text, new StagedResolver(name, snapshot.schema())),
        List.of(slice),
        Instant.now());
  }

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

  private long commit(List<DataFile> files, WrittenFiles written, Staging staging) {
    Commit commit =
        new Commit(
            Optional.of(snapshot.version()),
            snapshot.schema(),
            snapshot.partitionColumns(),
            Optional.empty(),
            Map.of(),
            Removal.rewritten(files),
            written.files(),
            Map.of(),
            OPERATION,
            Map.of("targetFileBytes", Long.toString(targetFileBytes)));
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
}
