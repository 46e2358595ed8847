package dev.perigon.engine.kinesis;

import dev.perigon.engine.KinesisRecords.Item;
import dev.perigon.engine.KinesisRecords.Range;
import dev.perigon.engine.kinesis.KinesisAccess.Patience;
import dev.perigon.sql.error.PerigonException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;

/**
 * Finds out how far shards go: the service tells no sequence number of the newest record, so one
 * has to read up to it.
 */
public final class ShardWalks implements AutoCloseable {
  /** Each may hold a page of 10 MB, and what it is made of. */
  private static final int THREADS = 8;

  private static final long ROOM = 32 << 20;

  /** Clocks differ; and a walk must end however fast records come. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final KinesisClient client;
  private final int maxFetch;
  private final Instant until;
  private final AtomicLong room = new AtomicLong(ROOM);

  /**
   * @param begun records that came later than a minute after it are left for another time
   */
  public ShardWalks(KinesisOptions options, Instant begun) {
    this.client = options.access().client(Patience.LONG);
    this.maxFetch = options.maxFetch();
    this.until = begun.plus(GRACE);
  }

  /**
   * @param atMost how many records
   */
  public record Wanted(
      String stream, KinesisStreams.Shard shard, ShardPosition from, long atMost) {}

  /**
   * @param range empty when there are no records
   * @param finished whether the shard is closed and the range is its last
   * @param more whether it was stopped by its limit
   * @param seen all that arrived before is in the range, or was before it
   */
  public record Walk(Optional<Range> range, boolean finished, boolean more, Instant seen) {}

  /** Each from its position to the newest record, side by side. */
  public List<Walk> all(List<Wanted> wanted) {
    ExecutorService threads =
        Executors.newFixedThreadPool(Math.max(1, Math.min(THREADS, wanted.size())));
    try {
      List<Future<Walk>> walks = new ArrayList<>();
      wanted.forEach(one -> walks.add(threads.submit(() -> walk(one))));
      List<Walk> done = new ArrayList<>();
      for (Future<Walk> walk : walks) {
        done.add(walk.get());
      }
      return done;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw KinesisErrors.cancelled();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof PerigonException problem
          ? problem
          : new IllegalStateException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Walk walk(Wanted wanted) {
    var pages = new ShardPages(client, wanted.stream(), wanted.shard().id(), wanted.from());
    var found = new Found(wanted, new Fetched(room));
    while (found.count < wanted.atMost()) {
      Instant asked = Instant.now();
      int limit = (int) Math.min(maxFetch, wanted.atMost() - found.count);
      GetRecordsResponse page = pages.next(limit);
      page.records().forEach(found::add);
      if (pages.atEnd()) {
        return new Walk(found.range(), true, false, asked);
      }
      if (isNewest(page, limit) && !wanted.shard().closed()) {
        return new Walk(found.range(), false, false, asked);
      }
      if (found.newest.isAfter(until)) {
        return new Walk(found.range(), false, false, found.newest);
      }
    }
    return new Walk(found.range(), false, true, found.newest);
  }

  private static boolean isNewest(GetRecordsResponse page, int limit) {
    Long behind = page.millisBehindLatest();
    return behind != null && behind == 0 && page.records().size() < limit;
  }

  /** Whether a record is still there. */
  public boolean has(String stream, String shard, String sequenceNumber) {
    var pages = new ShardPages(client, stream, shard, ShardPosition.at(sequenceNumber));
    while (!pages.atEnd()) {
      GetRecordsResponse page = pages.next(1);
      if (!page.records().isEmpty()) {
        return page.records().get(0).sequenceNumber().equals(sequenceNumber);
      }
      if (isNewest(page, 1)) {
        return false;
      }
    }
    return false;
  }

  static Item item(Record record) {
    return new Item(
        record.partitionKey(),
        record.data().asByteArrayUnsafe(),
        record.sequenceNumber(),
        record.approximateArrivalTimestamp());
  }

  private static final class Found {
    private final Wanted wanted;
    private final Fetched fetched;
    private String first;
    private String last;
    private long count;
    private Instant newest = Instant.MIN;

    Found(Wanted wanted, Fetched fetched) {
      this.wanted = wanted;
      this.fetched = fetched;
    }

    void add(Record record) {
      first = first == null ? record.sequenceNumber() : first;
      last = record.sequenceNumber();
      newest = record.approximateArrivalTimestamp();
      count++;
      fetched.add(item(record));
    }

    Optional<Range> range() {
      return count == 0
          ? Optional.empty()
          : Optional.of(
              new Range(wanted.stream(), wanted.shard().id(), first, last, count, fetched.items()));
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
