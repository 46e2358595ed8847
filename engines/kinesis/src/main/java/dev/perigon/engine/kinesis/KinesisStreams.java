package dev.perigon.engine.kinesis;

import dev.perigon.engine.kinesis.KinesisAccess.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;

/**
 * The shards that a source's streams have now.
 *
 * @param askedAt by this machine's clock
 */
public record KinesisStreams(Instant askedAt, List<OfStream> streams) {
  public KinesisStreams {
    streams = List.copyOf(streams);
  }

  /**
   * @param id another one for a stream that was deleted and made anew, and for another account or
   *     region
   * @param retention how long records are kept
   * @param shards also those that are closed, as long as they have records
   */
  public record OfStream(String name, String id, Duration retention, List<Shard> shards) {
    public OfStream {
      shards = List.copyOf(shards);
    }
  }

  /**
   * @param parents those that were split or merged into it; their records came before its own
   * @param closed whether nothing is added any more
   */
  public record Shard(String id, List<String> parents, boolean closed) {
    public Shard {
      parents = List.copyOf(parents);
    }
  }

  /**
   * Asks the service.
   *
   * @throws dev.perigon.sql.error.PerigonException RESOURCES when it does not answer or refuses;
   *     FILE for streams that are not there; USAGE when keys or region are not to be found
   */
  public static KinesisStreams now(KinesisOptions options) {
    try (KinesisClient client = options.access().client(Patience.SHORT)) {
      return now(options, client);
    }
  }

  static KinesisStreams now(KinesisOptions options, KinesisClient client) {
    Instant now = Instant.now();
    return new KinesisStreams(
        now, options.streams().stream().map(name -> stream(name, client)).toList());
  }

  private static OfStream stream(String name, KinesisClient client) {
    StreamDescriptionSummary stream =
        KinesisAccess.ask(
            name,
            () ->
                client
                    .describeStreamSummary(request -> request.streamName(name))
                    .streamDescriptionSummary());
    return new OfStream(
        name,
        stream.streamARN() + " " + stream.streamCreationTimestamp().toEpochMilli(),
        Duration.ofHours(stream.retentionPeriodHours()),
        shards(name, client));
  }

  private static List<Shard> shards(String stream, KinesisClient client) {
    List<Shard> shards = new ArrayList<>();
    ListShardsRequest request = ListShardsRequest.builder().streamName(stream).build();
    while (true) {
      ListShardsRequest page = request;
      ListShardsResponse response = KinesisAccess.ask(stream, () -> client.listShards(page));
      response.shards().forEach(shard -> shards.add(shard(shard)));
      if (response.nextToken() == null) {
        return shards;
      }
      request = ListShardsRequest.builder().nextToken(response.nextToken()).build();
    }
  }

  private static Shard shard(software.amazon.awssdk.services.kinesis.model.Shard shard) {
    List<String> parents =
        Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
            .filter(parent -> parent != null && !parent.isEmpty())
            .toList();
    boolean closed = shard.sequenceNumberRange().endingSequenceNumber() != null;
    return new Shard(shard.shardId(), parents, closed);
  }
}
