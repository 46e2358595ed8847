package dev.perigon.pipelines;

import dev.perigon.pipelines.UpdateResult.Compacted;
import dev.perigon.sql.TableName;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Writes the small files of a project's tables anew, one at a time, beside the updates of a run
 * that goes on. What is written is committed between two updates: no update waits for it, or loses
 * to it.
 */
final class CompactionBeside implements AutoCloseable {
  private static final int SECONDS_TO_STOP = 30;

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(CompactionBeside::daemon);
  private Optional<Job> job = Optional.empty();

  /** What became of the small files that a dataset had left. */
  record Done(TableName dataset, Compacted compacted) {}

  private record Job(
      TableName dataset,
      CountDownLatch written,
      CountDownLatch mayCommit,
      Future<Compacted> result) {}

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "perigon-compaction");
    thread.setDaemon(true);
    return thread;
  }

  /** Whether some files are still to be committed. */
  synchronized boolean isBusy() {
    return job.isPresent();
  }

  /** Begins {@code work}, unless other work is under way: then it is due again. */
  synchronized void start(TableName dataset, AutoCompaction.Work work) {
    if (isBusy()) {
      return;
    }
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    Future<Compacted> result =
        thread.submit(
            () -> {
              try {
                return work.run(() -> await(written, mayCommit));
              } finally {
                written.countDown();
              }
            });
    job = Optional.of(new Job(dataset, written, mayCommit, result));
  }

  private static void await(CountDownLatch written, CountDownLatch mayCommit) {
    written.countDown();
    try {
      mayCommit.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RunErrors.interrupted();
    }
  }

  /** Commits what is written; to be called while no update runs. */
  synchronized Optional<Done> commit() {
    if (job.isEmpty() || job.get().written().getCount() > 0) {
      return Optional.empty();
    }
    Job done = job.get();
    job = Optional.empty();
    done.mayCommit().countDown();
    try {
      return Optional.of(new Done(done.dataset(), done.result().get()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RunErrors.interrupted();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** What is not committed is given up, and due again when its table is next written. */
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      thread.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
