package dev.perigon.pipelines;

import dev.perigon.engine.Destination;
import dev.perigon.engine.Engine;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
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
   */
  public record Result(
      Optional<Long> version,
      long filesRemoved,
      long bytesRemoved,
      long filesAdded,
      long bytesAdded) {}

  /** The files that {@link #optimize} would write anew; nothing is done. */
  public Result plan(TableName name, long targetFileBytes) {
    List<DataFile> files = compaction(name, targetFileBytes).candidates();
    return new Result(Optional.empty(), files.size(), bytes(files), 0, 0);
  }

  /**
   * Writes small files anew as fewer of about {@code targetFileBytes}, in one version.
   *
   * @throws dev.perigon.sql.error.PerigonException CONFLICT when an update runs or another writer
   *     was faster twice; the table is as it was
   */
  public Result optimize(TableName name, long targetFileBytes) {
    giveWay(name);
    try {
      return once(name, targetFileBytes);
    } catch (PerigonException e) {
      if (e.code() != ErrorCode.CONFLICT) {
        throw e;
      }
      giveWay(name);
      return once(name, targetFileBytes);
    }
  }

  /** 128 MiB, as updates write. */
  public static long defaultFileBytes() {
    return Destination.DEFAULT_FILE_BYTES;
  }

  private Result once(TableName name, long targetFileBytes) {
    Compaction compaction = compaction(name, targetFileBytes);
    List<DataFile> files = compaction.candidates();
    Optional<Compaction.Outcome> outcome =
        files.isEmpty()
            ? Optional.empty()
            : compaction.run(files, engine.get(), analyses(name), () -> giveWay(name));
    return outcome
        .map(
            o ->
                new Result(
                    Optional.of(o.version()),
                    o.removed().size(),
                    bytes(o.removed()),
                    o.added().size(),
                    bytes(o.added())))
        .orElseGet(() -> new Result(Optional.empty(), 0, 0, 0, 0));
  }

  private Compaction compaction(TableName name, long targetFileBytes) {
    DeltaTable table = warehouse.table(name);
    Snapshot snapshot = table.snapshot().orElseThrow(() -> RunErrors.tableGone(name));
    return new Compaction(name, table, warehouse.files(), snapshot, targetFileBytes);
  }

  private static Analyses analyses(TableName name) {
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
