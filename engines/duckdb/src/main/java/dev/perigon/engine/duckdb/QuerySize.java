package dev.perigon.engine.duckdb;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.KafkaRecords;
import dev.perigon.engine.KinesisRecords;
import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStore.StoredFile;

/**
 * How much a query has before it, judged by the size of its inputs.
 *
 * @param memory what it may need at a time, in bytes
 * @param work what it reads, in bytes as if packed
 */
record QuerySize(long memory, long work) {
  static final QuerySize NOTHING = new QuerySize(0, 0);

  /** What an operator that holds all rows needs for each byte of its input, about. */
  private static final int PER_TEXT_BYTE = 3;

  private static final int PER_PACKED_BYTE = 10;

  /** Records pass through, so that the memory is the same for any number. */
  private static final long PER_SOURCE = 1 << 20;

  private static final int PER_RECORD = 100;

  static QuerySize of(BoundQuery query) {
    return query.slices().stream().map(QuerySize::of).reduce(NOTHING, QuerySize::and);
  }

  private static QuerySize of(Slice slice) {
    if (slice instanceof Slice.Delta delta) {
      return packed(delta.files().stream().mapToLong(DataFile::size).sum());
    }
    if (slice instanceof Slice.Changes changes) {
      return changes.parts().stream().map(QuerySize::of).reduce(NOTHING, QuerySize::and);
    }
    if (slice instanceof KafkaRecords kafka) {
      return records(kafka.ranges().stream().mapToLong(r -> r.until() - r.from()).sum());
    }
    if (slice instanceof KinesisRecords kinesis) {
      return records(kinesis.ranges().stream().mapToLong(KinesisRecords.Range::count).sum());
    }
    return ((SourceFiles) slice)
        .files().stream().map(QuerySize::of).reduce(NOTHING, QuerySize::and);
  }

  private static QuerySize of(StoredFile file) {
    String name = file.location().getPath();
    boolean text = name.endsWith(".csv") || name.endsWith(".json") || name.endsWith(".txt");
    return text
        ? new QuerySize(file.size() * PER_TEXT_BYTE, file.size() * PER_TEXT_BYTE / PER_PACKED_BYTE)
        : packed(file.size());
  }

  private static QuerySize packed(long bytes) {
    return new QuerySize(bytes * PER_PACKED_BYTE, bytes);
  }

  private static QuerySize records(long count) {
    return new QuerySize(PER_SOURCE, count * PER_RECORD);
  }

  /** For a query that has turned out to be more work than its inputs let expect. */
  QuerySize much() {
    return new QuerySize(memory, Long.MAX_VALUE);
  }

  private QuerySize and(QuerySize more) {
    return new QuerySize(memory + more.memory, work + more.work);
  }
}
