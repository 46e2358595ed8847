package dev.perigon.engine.duckdb;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.KafkaRecords;
import dev.perigon.engine.KinesisRecords;
import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStore.StoredFile;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets queries run side by side as long as what they may need fits into memory together. Two big
 * ones at a time would only make each other spill: each uses all threads anyway.
 */
final class Turns {
  private static final int GRAIN = 1 << 20;

  /** What an operator that holds all rows needs for each byte of its input, about. */
  private static final int PER_TEXT_BYTE = 3;

  private static final int PER_PACKED_BYTE = 10;

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

  /** What {@code query} may need, judged by the size of its inputs; in bytes. */
  static long need(BoundQuery query) {
    return query.slices().stream().mapToLong(Turns::need).sum();
  }

  private static long need(Slice slice) {
    if (slice instanceof Slice.Delta delta) {
      return delta.files().stream().mapToLong(DataFile::size).sum() * PER_PACKED_BYTE;
    }
    if (slice instanceof Slice.Changes changes) {
      return changes.parts().stream().mapToLong(Turns::need).sum();
    }
    if (slice instanceof KafkaRecords || slice instanceof KinesisRecords) {
      return GRAIN; // records pass through
    }
    return ((SourceFiles) slice).files().stream().mapToLong(Turns::need).sum();
  }

  private static long need(StoredFile file) {
    String name = file.location().getPath();
    boolean text = name.endsWith(".csv") || name.endsWith(".json") || name.endsWith(".txt");
    return file.size() * (text ? PER_TEXT_BYTE : PER_PACKED_BYTE);
  }

  private static int grains(long bytes) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / GRAIN));
  }
}
