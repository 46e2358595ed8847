package dev.perigon.lakehouse;

import dev.perigon.sql.error.PerigonException;
import io.delta.kernel.commit.CommitFailedException;
import io.delta.kernel.commit.CommitMetadata;
import io.delta.kernel.commit.CommitResponse;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.internal.actions.CommitInfo;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.commit.DefaultFileSystemManagedTableOnlyCommitter;
import io.delta.kernel.internal.files.ParsedPublishedDeltaData;
import io.delta.kernel.internal.util.FileNames;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Writes the commit file. Kernel's own committer would leave the operation without parameters and
 * metrics, and would not notice that a write which seemed to fail did arrive.
 */
final class PerigonCommitter extends DefaultFileSystemManagedTableOnlyCommitter {
  static final String ENGINE = "Perigon/" + version();

  private final URI table;
  private final CommitLog log;
  private final Commit commit;
  private final Map<String, String> metrics;

  PerigonCommitter(URI table, CommitLog log, Commit commit, Map<String, String> metrics) {
    this.table = table;
    this.log = log;
    this.commit = commit;
    this.metrics = metrics;
  }

  private static String version() {
    try (InputStream in = PerigonCommitter.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CommitResponse commit(
      Engine engine, CloseableIterator<Row> actions, CommitMetadata metadata)
      throws CommitFailedException {
    CommitInfo kernelInfo = metadata.getCommitInfo();
    Row info = SingleAction.createCommitInfoSingleAction(commitInfo(kernelInfo).toRow());
    CloseableIterator<Row> described =
        actions.map(row -> row.isNullAt(SingleAction.COMMIT_INFO_ORDINAL) ? row : info);
    try {
      return super.commit(engine, described, metadata);
    } catch (CommitFailedException e) {
      String transaction = kernelInfo.getTxnId().orElseThrow();
      if (!arrived(metadata.getVersion(), transaction)) {
        throw e;
      }
      return response(engine, metadata, e);
    }
  }

  private CommitInfo commitInfo(CommitInfo kernelInfo) {
    return new CommitInfo(
        kernelInfo.getInCommitTimestamp(),
        kernelInfo.getTimestamp(),
        Optional.of(ENGINE),
        Optional.of(commit.operation()),
        commit.operationParameters(),
        kernelInfo.getIsBlindAppend(),
        kernelInfo.getTxnId(),
        metrics);
  }

  private boolean arrived(long version, String transaction) {
    try {
      return log.transaction(version).equals(Optional.of(transaction));
    } catch (PerigonException e) {
      return false;
    }
  }

  private static CommitResponse response(
      Engine engine, CommitMetadata metadata, CommitFailedException failure)
      throws CommitFailedException {
    String file = FileNames.deltaFile(metadata.getDeltaLogDirPath(), metadata.getVersion());
    try {
      return new CommitResponse(
          ParsedPublishedDeltaData.forFileStatus(engine.getFileSystemClient().getFileStatus(file)));
    } catch (IOException e) {
      throw failure;
    }
  }

  /** What a failed attempt means for the user. */
  RuntimeException failure(RuntimeException kernelFailure) {
    for (Throwable t = kernelFailure; t != null; t = t.getCause()) {
      if (t instanceof CommitFailedException failed && failed.isConflict()) {
        return conflict();
      }
      if (t instanceof IOException && !(t instanceof FileAlreadyExistsException)) {
        return LakehouseErrors.io("commit to", table, t);
      }
    }
    return kernelFailure instanceof KernelException
            || kernelFailure instanceof UnsupportedOperationException
        ? LakehouseErrors.unsupportedTable(table, kernelFailure.getMessage())
        : kernelFailure;
  }

  private PerigonException conflict() {
    return commit
        .readVersion()
        .map(version -> LakehouseErrors.lost(table, version, log.after(version)))
        .orElseGet(() -> LakehouseErrors.tableExists(table));
  }
}
