package dev.perigon.lakehouse;

import io.delta.kernel.TransactionCommitResult;
import io.delta.kernel.data.Row;
import io.delta.kernel.hook.PostCommitHook;
import io.delta.kernel.hook.PostCommitHook.PostCommitHookType;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.TransactionImpl;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.Metadata;
import io.delta.kernel.internal.fs.Path;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import io.delta.kernel.utils.CloseableIterable;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One commit. Kernel's builders cannot remove files or change a schema without column mapping, so
 * this goes to the transaction below them, with protocol and metadata by {@link TablePlan}. One
 * attempt at the version after the one that was read: Kernel never rebases it over another commit.
 */
final class TableCommit {
  private static final Logger LOG = LoggerFactory.getLogger(TableCommit.class);
  private static final int ATTEMPTS_AFTER_THE_FIRST = 0;

  /**
   * To read up to so many commits takes about as long as to read a checkpoint, which costs more.
   */
  private static final int VERSIONS_TO_A_CHECKPOINT = 30;

  private static final String INTERVAL = "delta.checkpointInterval";

  private final URI table;
  private final Storage storage;
  private final CommitLog log;
  private final Commit commit;
  private final Optional<KernelSnapshot> read;
  private final Optional<Difference> restored;

  /**
   * @param restored for a commit that brings an old version back
   */
  TableCommit(
      URI table,
      Storage storage,
      CommitLog log,
      Commit commit,
      Optional<KernelSnapshot> read,
      Optional<Difference> restored) {
    this.table = table;
    this.storage = storage;
    this.log = log;
    this.commit = commit;
    this.read = read;
    this.restored = restored;
  }

  /**
   * What a commit came to.
   *
   * @param next the version that it made, when Kernel knows it well enough for others to read: not
   *     after a checkpoint, from which reading its log starts anew
   */
  record Outcome(CommitResult result, Optional<SnapshotImpl> next) {}

  Outcome run() {
    TablePlan plan = plan();
    FileActions actions =
        new FileActions(table, plan.metadata(), !(commit.removal() instanceof Removal.Rewritten));
    List<Row> rows = new ArrayList<>();
    read.ifPresent(snapshot -> rows.addAll(removals(snapshot, actions)));
    read.ifPresent(snapshot -> checkWidened(snapshot, plan, rows.size()));
    commit.files().forEach(file -> rows.add(actions.add(file)));
    PerigonCommitter committer = new PerigonCommitter(table, log, commit, actions.metrics());
    TransactionImpl transaction = transaction(plan, committer);
    setDomains(transaction);
    TransactionCommitResult result = commit(transaction, rows, committer);
    List<PostCommitHook> hooks = dueHooks(result, plan);
    runHooks(hooks);
    boolean checkpoint =
        hooks.stream().anyMatch(hook -> hook.getType() == PostCommitHookType.CHECKPOINT);
    return new Outcome(
        new CommitResult(result.getVersion(), actions.added(), actions.removed()),
        result.getPostCommitSnapshot().map(SnapshotImpl.class::cast).filter(next -> !checkpoint));
  }

  private TablePlan plan() {
    return restored.isPresent()
        ? TablePlan.restored(table, restored.get().old().kernel(), read.orElseThrow().kernel())
        : TablePlan.of(table, commit, read.map(KernelSnapshot::kernel));
  }

  private List<Row> removals(KernelSnapshot snapshot, FileActions actions) {
    List<Row> rows = new ArrayList<>();
    if (restored.isPresent()) {
      restored.get().removed().forEach(add -> rows.add(actions.remove(add)));
      restored.get().added().forEach(add -> rows.add(actions.addAgain(add)));
      return rows;
    }
    if (commit.replacesAll() || !commit.removedFiles().isEmpty()) {
      Optional<List<DataFile>> ours = oursToRemove(snapshot);
      if (ours.isPresent()) {
        Metadata before = snapshot.kernel().getMetadata();
        ours.get().forEach(file -> rows.add(actions.remove(file, before)));
      } else {
        forEachToRemove(snapshot, add -> rows.add(actions.remove(add)));
      }
    }
    return rows;
  }

  /** What to remove, if Perigon wrote all of it: then the log need not be read to say so. */
  private Optional<List<DataFile>> oursToRemove(KernelSnapshot snapshot) {
    Set<URI> wanted = locations(commit.removedFiles());
    List<DataFile> found =
        snapshot.files().stream()
            .filter(file -> commit.replacesAll() || wanted.contains(file.location()))
            .toList();
    boolean all = commit.replacesAll() || found.size() == wanted.size();
    return Optional.of(found).filter(files -> all && files.stream().allMatch(FileActions::isOurs));
  }

  private void forEachToRemove(KernelSnapshot snapshot, Consumer<AddFile> consumer) {
    if (commit.replacesAll()) {
      snapshot.forEachFile(false, consumer);
      return;
    }
    Set<URI> wanted = locations(commit.removedFiles());
    snapshot.forEachFile(
        false,
        add -> {
          if (wanted.remove(Locations.fromLog(table, add.getPath()))) {
            consumer.accept(add);
          }
        });
    if (!wanted.isEmpty()) {
      throw new IllegalArgumentException("Not files of the table: " + wanted);
    }
  }

  private static Set<URI> locations(List<DataFile> files) {
    Set<URI> locations = new HashSet<>();
    files.forEach(file -> locations.add(file.location()));
    return locations;
  }

  /** Files with narrower types must not stay: readers would need a table feature for them. */
  private void checkWidened(KernelSnapshot snapshot, TablePlan plan, int removed) {
    StructType before = snapshot.kernel().getSchema();
    boolean widened =
        commit.removal() instanceof Removal.Rewritten
            && before.fields().stream()
                .anyMatch(
                    field ->
                        !field
                            .getDataType()
                            .equivalent(
                                plan.metadata().getSchema().get(field.getName()).getDataType()));
    if (widened) {
      List<Boolean> all = new ArrayList<>();
      snapshot.forEachFile(false, add -> all.add(true));
      if (all.size() != removed) {
        throw new IllegalArgumentException("Columns get wider, and files stay");
      }
    }
  }

  private TransactionImpl transaction(TablePlan plan, PerigonCommitter committer) {
    return new TransactionImpl(
        read.isEmpty(),
        new Path(Locations.plain(table)),
        read.map(KernelSnapshot::kernel),
        PerigonCommitter.ENGINE,
        io.delta.kernel.Operation.WRITE,
        plan.newProtocol(),
        plan.newMetadata(),
        committer,
        Optional.empty(),
        Optional.empty(),
        Optional.of(ATTEMPTS_AFTER_THE_FIRST),
        0,
        System::currentTimeMillis);
  }

  /**
   * Replacing all rows, or restoring others, forgets how far flows had read, except for those that
   * say it anew.
   */
  private void setDomains(TransactionImpl transaction) {
    Map<String, String> domains = new TreeMap<>();
    restored.ifPresent(difference -> domains.putAll(difference.old().cursors()));
    domains.putAll(commit.cursors());
    domains.put(
        Domains.WRITER,
        Json.MAPPER
            .createObjectNode()
            .put("writer", storage.options().writer())
            .put("commit", UUID.randomUUID().toString())
            .toString());
    domains.forEach(transaction::addDomainMetadata);
    if (commit.replacesAll() || restored.isPresent()) {
      read.map(KernelSnapshot::cursors).orElse(Map.of()).keySet().stream()
          .filter(domain -> !domains.containsKey(domain))
          .forEach(transaction::removeDomainMetadata);
    }
  }

  private TransactionCommitResult commit(
      TransactionImpl transaction, List<Row> rows, PerigonCommitter committer) {
    try {
      return transaction.commit(storage.engine(), new Actions(List.copyOf(rows)));
    } catch (RuntimeException e) {
      throw committer.failure(e);
    }
  }

  /** Kernel wants a checkpoint every ten versions, unless the table says how often. */
  private static List<PostCommitHook> dueHooks(TransactionCommitResult result, TablePlan plan) {
    boolean due =
        result.getVersion() % VERSIONS_TO_A_CHECKPOINT == 0
            || plan.metadata().getConfiguration().containsKey(INTERVAL);
    return result.getPostCommitHooks().stream()
        .filter(hook -> due || hook.getType() != PostCommitHookType.CHECKPOINT)
        .toList();
  }

  /** The commit is made: a checkpoint or checksum that fails only costs later readers some time. */
  private void runHooks(List<PostCommitHook> hooks) {
    for (PostCommitHook hook : hooks) {
      try {
        hook.threadSafeInvoke(storage.engine());
      } catch (IOException | RuntimeException | LinkageError e) {
        LOG.warn("{} of {} was not written: {}", hook.getType(), table, e.getClass().getName());
      }
    }
  }

  private record Actions(List<Row> rows) implements CloseableIterable<Row> {
    @Override
    public CloseableIterator<Row> iterator() {
      return Utils.toCloseableIterator(rows.iterator());
    }

    @Override
    public void close() {}
  }
}
