package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.KinesisRecords.Item;
import dev.perigon.engine.KinesisRecords.Range;
import dev.perigon.engine.kinesis.KinesisOptions;
import dev.perigon.engine.kinesis.KinesisStreams.Shard;
import dev.perigon.engine.kinesis.ShardPosition;
import dev.perigon.engine.kinesis.ShardReader;
import dev.perigon.engine.kinesis.ShardWalks;
import dev.perigon.engine.kinesis.ShardWalks.Wanted;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reader that both engines use, apart from them. */
final class TestShardReader {
  private static final String REMOVED = "its retention removed records meanwhile";

  @TempDir private Path folder;
  private final String stream = "s";
  private Kinesalite kinesis;

  @BeforeEach
  void startServer() throws Exception {
    kinesis = Kinesalite.start(folder.resolve("kinesalite"));
  }

  @AfterEach
  void stopServer() {
    if (kinesis != null) {
      kinesis.close();
    }
  }

  /** The one range of the stream's one shard, without its records. */
  private Range range() {
    try (ShardWalks walks = new ShardWalks(options(), Instant.now())) {
      Shard shard = new Shard("shardId-000000000000", List.of(), false);
      Range range =
          walks
              .all(List.of(new Wanted(stream, shard, ShardPosition.OLDEST, Long.MAX_VALUE)))
              .get(0)
              .range()
              .orElseThrow();
      return with(range, range.first(), range.last(), range.count());
    }
  }

  private static Range with(Range range, String first, String last, long count) {
    return new Range(range.stream(), range.shard(), first, last, count, List.of());
  }

  private KinesisOptions options() {
    return KinesisOptions.of(
        Map.of(
            "streamname",
            stream,
            "region",
            "us-east-1",
            "endpoint",
            kinesis.endpoint(),
            "awsaccesskey",
            "${secret:KINESALITE_KEY}",
            "awssecretkey",
            "${secret:KINESALITE_SECRET}"),
        true);
  }

  @Test
  void aReaderGoesOnWhereItWasWhenTheServerIsBack() throws Exception {
    kinesis.create(stream, 1);
    int records = 25_000; // a page has 10,000
    kinesis.put(stream, 100, 0, records);
    try (ShardReader reader = new ShardReader(options().access(), range())) {
      assertThat(text(reader.next().orElseThrow())).isEqualTo("0");
      kinesis.kill();
      kinesis.start();
      for (int i = 1; i < records; i++) {
        assertThat(text(reader.next().orElseThrow())).isEqualTo("" + i);
      }
      assertThat(reader.next()).isEmpty();
    }
  }

  private static String text(Item item) {
    return new String(item.data(), StandardCharsets.UTF_8);
  }

  @Test
  void aReaderGivesExactlyWhatWasPlannedOrFails() {
    kinesis.create(stream, 1);
    kinesis.put(stream, 5, 0, 10);
    Range range = range();
    assertThat(read(range)).isEqualTo(10);
    for (Range wrong :
        List.of(
            with(range, range.last(), range.first(), 10),
            with(range, range.first(), range.first(), 10),
            with(range, range.first(), range.last(), 9),
            with(range, range.first(), range.last(), 11))) {
      assertThatThrownBy(() -> read(wrong)).hasMessageContaining(REMOVED);
    }
    kinesis.keep(stream, 0);
    kinesis.awaitTrimmed(stream);
    assertThatThrownBy(() -> read(range)).hasMessageContaining(REMOVED);
  }

  private long read(Range range) {
    try (ShardReader reader = new ShardReader(options().access(), range)) {
      long count = 0;
      while (reader.next().isPresent()) {
        count++;
      }
      return count;
    }
  }
}
