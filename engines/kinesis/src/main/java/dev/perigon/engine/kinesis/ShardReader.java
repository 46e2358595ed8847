package dev.perigon.engine.kinesis;

import dev.perigon.engine.KinesisRecords.Item;
import dev.perigon.engine.KinesisRecords.Range;
import dev.perigon.engine.kinesis.KinesisAccess.Patience;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;

/** The records of one range, in their order: exactly those, or an error. */
public final class ShardReader implements AutoCloseable {
  private static final int PAGE = 10_000;

  private final Range range;
  private final Optional<KinesisClient> client;
  private final Optional<ShardPages> pages;
  private Iterator<Item> items;
  private long given;
  private boolean complete;

  public ShardReader(KinesisAccess access, Range range) {
    this.range = range;
    this.items = range.fetched().iterator();
    this.client =
        range.fetched().isEmpty() ? Optional.of(access.client(Patience.LONG)) : Optional.empty();
    this.pages =
        client.map(
            asked ->
                new ShardPages(
                    asked, range.stream(), range.shard(), ShardPosition.at(range.first())));
  }

  /** The next record; empty after the last. */
  public Optional<Item> next() {
    if (complete) {
      return Optional.empty();
    }
    while (!items.hasNext()) {
      items = page();
    }
    Item item = items.next();
    check(item);
    given++;
    complete = item.sequenceNumber().equals(range.last());
    return Optional.of(item);
  }

  private Iterator<Item> page() {
    if (pages.isEmpty() || pages.get().atEnd()) {
      throw KinesisErrors.removed(range);
    }
    GetRecordsResponse page = pages.get().next(PAGE);
    if (page.records().isEmpty()) {
      if (page.millisBehindLatest() != null && page.millisBehindLatest() == 0) {
        throw KinesisErrors.removed(range);
      }
      return Collections.emptyIterator();
    }
    return page.records().stream().map(ShardWalks::item).iterator();
  }

  private void check(Item item) {
    boolean begins = item.sequenceNumber().equals(range.first());
    boolean ends = item.sequenceNumber().equals(range.last());
    if (begins != (given == 0) || ends != (given == range.count() - 1)) {
      throw KinesisErrors.removed(range);
    }
  }

  @Override
  public void close() {
    client.ifPresent(KinesisClient::close);
  }
}
