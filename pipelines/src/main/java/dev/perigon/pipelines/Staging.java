package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Destination;
import dev.perigon.engine.Engine;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.FileStore;
import dev.perigon.lakehouse.JoinedFile;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Schema;
import java.net.URI;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that are written but not yet part of a table. Those that do not become part of one are
 * deleted; what a killed process leaves, nobody sees, and vacuum finds.
 */
final class Staging {
  private final Engine engine;
  private final FileStore store;
  private final Map<WrittenFiles, URI> folders = new IdentityHashMap<>();
  private boolean handedOver;

  Staging(Engine engine, FileStore store) {
    this.engine = engine;
    this.store = store;
  }

  WrittenFiles write(BoundQuery query, DeltaTable table, Schema schema, List<String> partitionBy) {
    return write(query, table, schema, partitionBy, Destination.DEFAULT_FILE_BYTES);
  }

  WrittenFiles write(
      BoundQuery query,
      DeltaTable table,
      Schema schema,
      List<String> partitionBy,
      long targetFileBytes) {
    URI folder = table.stagingFolder();
    WrittenFiles written =
        engine.write(query, new Destination(folder, schema, partitionBy, targetFileBytes));
    folders.put(written, folder);
    return written;
  }

  /**
   * {@code files} as one, with their row groups as they are; empty when these have fewer bytes than
   * {@code least} on average, or files are not alike.
   */
  Optional<WrittenFiles> join(List<DataFile> files, DeltaTable table, Schema schema, long least) {
    URI folder = table.stagingFolder();
    try {
      Optional<WrittenFiles> written =
          JoinedFile.write(files, schema, least, store, folder)
              .map(file -> new WrittenFiles(List.of(file), file.statistics().orElseThrow().rows()));
      written.ifPresent(one -> folders.put(one, folder));
      return written;
    } catch (RuntimeException e) {
      store.delete(folder); // what was written until then
      throw e;
    }
  }

  /** {@code written} is not needed after all. */
  void discard(WrittenFiles written) {
    URI folder = folders.remove(written);
    if (folder != null) {
      store.delete(folder);
    }
  }

  /** From now on the files may be part of a table: they are not deleted. */
  void handOver() {
    handedOver = true;
  }

  /** The commit did not happen, for certain. */
  void takeBack() {
    handedOver = false;
  }

  /** Nothing of a commit that failed so is in the table. */
  static boolean surelyNotCommitted(PerigonException failure) {
    return failure.code() == ErrorCode.CONFLICT || failure.code() == ErrorCode.RESOURCES;
  }

  void discardAll() {
    if (!handedOver) {
      folders.values().forEach(store::delete);
      folders.clear();
    }
  }
}
