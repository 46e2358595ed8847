package dev.perigon.generator;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs what does not depend on each other side by side. */
public final class InParallel {
  private InParallel() {}

  /** Returns when all are done; throws the first failure in order, once the others have stopped. */
  public static void run(List<Runnable> tasks) {
    ExecutorService workers =
        Executors.newFixedThreadPool(Math.min(4, Runtime.getRuntime().availableProcessors()));
    try {
      List<? extends Future<?>> running = tasks.stream().map(workers::submit).toList();
      running.forEach(InParallel::await);
    } finally {
      stop(workers);
    }
  }

  /** Waits for the others, so that they have taken their temporary files away. */
  private static void stop(ExecutorService workers) {
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("A writer of sample data does not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(Future<?> task) {
    try {
      task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while generating", e);
    }
  }
}
