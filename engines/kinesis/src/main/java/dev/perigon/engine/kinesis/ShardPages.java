package dev.perigon.engine.kinesis;

import java.util.Optional;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The records of a shard from a position on, as the service gives them: call by call. */
final class ShardPages {
  private final KinesisClient client;
  private final String stream;
  private final String shard;
  private ShardPosition position;
  private Optional<String> iterator;

  ShardPages(KinesisClient client, String stream, String shard, ShardPosition position) {
    this.client = client;
    this.stream = stream;
    this.shard = shard;
    this.position = position;
    this.iterator = Optional.of(begin());
  }

  private String begin() {
    return KinesisAccess.ask(
        stream,
        () ->
            client
                .getShardIterator(
                    request -> {
                      request.streamName(stream).shardId(shard);
                      position.ask(request);
                    })
                .shardIterator());
  }

  /** Whether the shard is closed and all of it was given. */
  boolean atEnd() {
    return iterator.isEmpty();
  }

  /** Up to {@code limit} records that come next; perhaps none, though there are more. */
  GetRecordsResponse next(int limit) {
    GetRecordsResponse page = KinesisAccess.ask(stream, () -> page(limit));
    if (page.hasRecords() && !page.records().isEmpty()) {
      Record last = page.records().get(page.records().size() - 1);
      position = ShardPosition.after(last.sequenceNumber());
    }
    iterator = Optional.ofNullable(page.nextShardIterator());
    return page;
  }

  /** An iterator lives for five minutes; whoever reads may take longer over a page. */
  private GetRecordsResponse page(int limit) {
    try {
      return page(iterator.orElseThrow(), limit);
    } catch (ExpiredIteratorException e) {
      return page(begin(), limit);
    }
  }

  private GetRecordsResponse page(String from, int limit) {
    return client.getRecords(request -> request.shardIterator(from).limit(limit));
  }
}
