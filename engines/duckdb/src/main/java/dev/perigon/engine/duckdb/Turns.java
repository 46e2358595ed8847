package dev.perigon.engine.duckdb;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets queries run side by side as long as what they may need fits into memory together. Two big
 * ones at a time would only make each other spill: each uses all threads anyway. What a query needs
 * is {@link QuerySize#memory}.
 */
final class Turns {
  private static final int GRAIN = 1 << 20;

  private final int all;
  private final Semaphore free;

  Turns(long memoryBytes) {
    this.all = grains(memoryBytes);
    this.free = new Semaphore(all, true);
  }

  /**
   * Does {@code work} when so much memory is free.
   *
   * @param bytes more than there are stand for all
   */
  <T> T run(long bytes, Supplier<T> work) {
    int need = Math.min(all, grains(bytes));
    try {
      free.acquire(need);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DuckDbErrors.cancelled();
    }
    try {
      return work.get();
    } finally {
      free.release(need);
    }
  }

  private static int grains(long bytes) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / GRAIN));
  }
}
