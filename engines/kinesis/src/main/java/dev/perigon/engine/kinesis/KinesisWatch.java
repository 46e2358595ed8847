package dev.perigon.engine.kinesis;

import dev.perigon.engine.kinesis.KinesisAccess.Patience;
import dev.perigon.engine.kinesis.KinesisStreams.OfStream;
import dev.perigon.engine.kinesis.KinesisStreams.Shard;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;

/** Tells whether anything has come into a source's streams since it was last asked. */
public final class KinesisWatch implements AutoCloseable {
  private final KinesisOptions options;
  private final KinesisClient client;
  private Map<String, String> iterators = new HashMap<>();
  private long changes;

  public KinesisWatch(KinesisOptions options) {
    this.options = options;
    this.client = options.access().client(Patience.SHORT);
  }

  /** Another text when there are new records, or other shards. */
  public synchronized String state() {
    KinesisStreams now = KinesisStreams.now(options, client);
    Map<String, String> next = new HashMap<>();
    for (OfStream stream : now.streams()) {
      for (Shard shard : stream.shards()) {
        if (!shard.closed()) {
          String key = stream.id() + " " + shard.id();
          look(key, stream.name(), shard.id()).ifPresent(iterator -> next.put(key, iterator));
        }
      }
    }
    iterators = next;
    return now.streams() + " " + changes;
  }

  /** Where to look from the next time. */
  private Optional<String> look(String key, String stream, String shard) {
    String iterator = iterators.get(key);
    if (iterator == null) {
      return Optional.of(latest(stream, shard));
    }
    Optional<GetRecordsResponse> page = page(stream, iterator);
    if (page.isPresent() && page.get().records().isEmpty()) {
      return Optional.ofNullable(page.get().nextShardIterator());
    }
    changes++;
    return Optional.of(latest(stream, shard));
  }

  /** Empty when it was asked too long ago. */
  private Optional<GetRecordsResponse> page(String stream, String iterator) {
    return KinesisAccess.ask(
        stream,
        () -> {
          try {
            return Optional.of(client.getRecords(r -> r.shardIterator(iterator).limit(1)));
          } catch (ExpiredIteratorException e) {
            return Optional.empty();
          }
        });
  }

  private String latest(String stream, String shard) {
    return KinesisAccess.ask(
        stream,
        () ->
            client
                .getShardIterator(
                    request -> {
                      request.streamName(stream).shardId(shard);
                      ShardPosition.LATEST.ask(request);
                    })
                .shardIterator());
  }

  @Override
  public void close() {
    client.close();
  }
}
