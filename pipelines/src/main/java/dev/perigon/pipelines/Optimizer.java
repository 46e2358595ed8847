package dev.perigon.pipelines;

import dev.perigon.engine.Destination;
import dev.perigon.engine.Engine;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.Namespace;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.SqlSettings;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Makes few files of a table's many, beside readers, and gives way to updates. */
public final class Optimizer {
  private final Warehouse warehouse;
  private final Optional<Path> home;
  private final Supplier<Engine> engine;

  /**
   * @param home a local folder where updates hold their locks
   * @param engine opened when there is something to do
   */
  public Optimizer(Warehouse warehouse, Optional<Path> home, Supplier<Engine> engine) {
    this.warehouse = warehouse;
    this.home = home;
    this.engine = engine;
  }

  /**
   * What optimizing did, or would do.
   *
   * @param version committed; empty when there was nothing to do
   * @param filesAdded 0 while nothing was written
   * @param orderedBy columns that rows are put together by
   */
  public record Result(
      Optional<Long> version,
      long filesRemoved,
      long bytesRemoved,
      long filesAdded,
      long bytesAdded,
      List<String> orderedBy) {}

  /**
   * What to do.
   *
   * @param zOrderBy columns to put rows together by; empty for those of CLUSTER BY, if any
   * @param where a predicate over the columns that the table is partitioned by
   */
  public record Request(long targetFileBytes, List<String> zOrderBy, Optional<String> where) {
    public Request {
      zOrderBy = List.copyOf(zOrderBy);
    }

    /** All of a table, in files of about that size. */
    public static Request of(long targetFileBytes) {
      return new Request(targetFileBytes, List.of(), Optional.empty());
    }
  }

  /** The files that {@link #optimize} would write anew; nothing is done. */
  public Result plan(TableName name, Request request) {
    Snapshot snapshot = snapshot(name);
    Compaction compaction = compaction(name, snapshot, request);
    List<DataFile> files = compaction.candidates(wanted(name, snapshot, request));
    return result(name, snapshot, request, files, Optional.empty());
  }

  /** As {@link #optimize(TableName, Request)}, all of the table. */
  public Result optimize(TableName name, long targetFileBytes) {
    return optimize(name, Request.of(targetFileBytes));
  }

  /**
   * Writes small files anew as fewer of about the size that is asked for, and files that do not
   * follow the order that is asked for, in one version.
   *
   * @throws dev.perigon.sql.error.PerigonException CONFLICT when an update runs or another writer
   *     was faster twice; UNKNOWN_NAME, UNSUPPORTED for what cannot be ordered by; ANALYSIS for a
   *     wrong predicate. The table is as it was
   */
  public Result optimize(TableName name, Request request) {
    giveWay(name);
    try {
      return once(name, request);
    } catch (PerigonException e) {
      if (e.code() != ErrorCode.CONFLICT) {
        throw e;
      }
      giveWay(name);
      return once(name, request);
    }
  }

  /** 128 MiB, as updates write. */
  public static long defaultFileBytes() {
    return Destination.DEFAULT_FILE_BYTES;
  }

  private Result once(TableName name, Request request) {
    Snapshot snapshot = snapshot(name);
    Compaction compaction = compaction(name, snapshot, request);
    List<DataFile> files = compaction.candidates(wanted(name, snapshot, request));
    Optional<Compaction.Outcome> outcome =
        files.isEmpty()
            ? Optional.empty()
            : compaction.run(files, engine.get(), analyses(name), () -> giveWay(name));
    List<DataFile> removed = outcome.map(Compaction.Outcome::removed).orElse(List.of());
    return result(name, snapshot, request, removed, outcome);
  }

  private Result result(
      TableName name,
      Snapshot snapshot,
      Request request,
      List<DataFile> removed,
      Optional<Compaction.Outcome> outcome) {
    List<DataFile> added = outcome.map(Compaction.Outcome::added).orElse(List.of());
    return new Result(
        outcome.map(Compaction.Outcome::version),
        removed.size(),
        bytes(removed),
        added.size(),
        bytes(added),
        layout(name, snapshot, request).names());
  }

  private Snapshot snapshot(TableName name) {
    return warehouse.table(name).snapshot().orElseThrow(() -> RunErrors.tableGone(name));
  }

  private Compaction compaction(TableName name, Snapshot snapshot, Request request) {
    Layout layout = layout(name, snapshot, request);
    return new Compaction(
        name,
        warehouse.table(name),
        warehouse.files(),
        snapshot,
        layout,
        request.targetFileBytes(),
        false);
  }

  private static Layout layout(TableName name, Snapshot snapshot, Request request) {
    return request.zOrderBy().isEmpty()
        ? Layout.of(snapshot)
        : Layout.of(name, snapshot, request.zOrderBy());
  }

  private Predicate<DataFile> wanted(TableName name, Snapshot snapshot, Request request) {
    return request.where().isEmpty()
        ? file -> true
        : new PartitionFilter(name, snapshot, engine.get(), analyses(name))
            .of(request.where().get());
  }

  static Analyses analyses(TableName name) {
    Namespace namespace = new Namespace(name.catalog(), name.schema());
    return new Analyses(new SqlSettings(namespace, ZoneId.of("UTC"), Map.of()), Optional.empty());
  }

  /** An update would lose what it has computed when this commits first. */
  private void giveWay(TableName name) {
    if (home.map(UpdateLock::anyHeld).orElse(false)) {
      throw MaintenanceErrors.updateFirst(name);
    }
  }

  private static long bytes(List<DataFile> files) {
    return files.stream().mapToLong(DataFile::size).sum();
  }
}
