package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Both engines read every record of streams of Kinesis once. */
final class TestKinesis {
  private static final String MIDDLE = "170141183460469231731687303715884105728";

  @TempDir private static Path home;
  private static Kinesalite kinesis;

  @TempDir private Path folder;
  private Feed feed;
  private String stream;

  @BeforeAll
  static void startServer() throws Exception {
    kinesis = Kinesalite.start(home.resolve("kinesalite"));
  }

  @AfterAll
  static void stopServer() {
    if (kinesis != null) {
      kinesis.close();
    }
  }

  @BeforeEach
  void open(TestInfo test) {
    feed = new Feed(folder);
    stream = test.getTestMethod().orElseThrow().getName();
  }

  @AfterEach
  void close() {
    feed.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void bronze(String options) {
    bronze(stream, options);
  }

  private void bronze(String streams, String options) {
    feed.sql(
        "bronze",
        "create streaming table bronze as select stream, shardId, sequenceNumber,"
            + " partitionKey as key, cast(cast(data as string) as int) as value from stream "
            + kinesis.read(streams, options));
  }

  private static String fromStart(String more) {
    return ", initialPosition => 'trim_horizon'" + more;
  }

  /** How many rows, how many different coordinates, and the sum of the values. */
  private List<String> totals() {
    return feed.rows(
        "select count(*), count(distinct stream, shardId, sequenceNumber), sum(value) from bronze");
  }

  private long version() {
    return version(Run.By.DUCKDB);
  }

  private long version(Run.By engine) {
    var warehouse = feed.by(engine).warehouse();
    return warehouse.tables().stream()
        .filter(name -> name.table().equals("bronze"))
        .findFirst()
        .flatMap(name -> warehouse.table(name).snapshot())
        .orElseThrow()
        .version();
  }

  @Test
  void everyFieldIsTheSameOnBothEngines() {
    kinesis.create(stream, 2);
    Instant before = Instant.now();
    kinesis.put(stream, "k", bytes("v"));
    kinesis.put(stream, "Zoë 🦊", bytes("{\"a\": \"Zoë 🦊\"}"));
    kinesis.put(stream, "bytes", new byte[] {0, (byte) 0xff, (byte) 0xfe, 1});
    kinesis.put(stream, "mark", new byte[] {1, 1});
    kinesis.put(stream, "empty", new byte[0]);
    kinesis.put(stream, "large", bytes("x".repeat(1 << 20)));
    feed.sql(
        "bronze",
        "create streaming table bronze as select * from stream "
            + kinesis.read(stream, fromStart("")));
    feed.run();
    Table left = feed.by(Run.By.DUCKDB).query("select * from bronze");
    left.assertSameAs(feed.by(Run.By.SPARK).query("select * from bronze"), "records");
    assertThat(left.schema().ddl())
        .isEqualTo(
            "partitionKey STRING, data BINARY, stream STRING, shardId STRING,"
                + " sequenceNumber STRING, approximateArrivalTimestamp TIMESTAMP");
    assertThat(
            feed.rows(
                "select partitionKey, length(data), left(hex(data), 8), stream from bronze"
                    + " where partitionKey in ('bytes', 'mark', 'empty', 'large')"))
        .containsExactly(
            "bytes|4|00FFFE01|" + stream,
            "empty|0||" + stream,
            "large|1048576|78787878|" + stream,
            "mark|2|0101|" + stream);
    assertThat(
            feed.rows(
                "select count(*) from bronze where approximateArrivalTimestamp between"
                    + " timestamp_millis(%d) and timestamp_millis(%d)"
                        .formatted(before.toEpochMilli(), Instant.now().toEpochMilli())))
        .containsExactly("6");
  }

  @Test
  void newRecordsAreReadOnce() {
    kinesis.create(stream, 3);
    kinesis.put(stream, 50, 0, 1000);
    bronze(fromStart(""));
    feed.run();
    assertThat(totals()).containsExactly("1000|1000|499500");
    long version = version();
    feed.run();
    assertThat(version()).isEqualTo(version);
    kinesis.put(stream, 50, 1000, 1500);
    feed.run();
    assertThat(totals()).containsExactly("1500|1500|1124250");
    assertThat(feed.rows("select count(distinct shardId) from bronze")).containsExactly("3");
  }

  @Test
  void severalStreamsAreReadByOneFlow() {
    kinesis.create(stream + "_a", 1);
    kinesis.create(stream + "_b", 2);
    kinesis.put(stream + "_a", 5, 0, 10);
    kinesis.put(stream + "_b", 5, 10, 30);
    bronze(stream + "_a, " + stream + "_b", fromStart(""));
    feed.run();
    kinesis.put(stream + "_b", 5, 30, 40);
    feed.run();
    assertThat(totals()).containsExactly("40|40|780");
    assertThat(feed.rows("select stream, count(*) from bronze group by 1"))
        .containsExactly(stream + "_a|10", stream + "_b|30");
  }

  @Test
  void limitsMakeManyCommitsOfOneUpdate() {
    kinesis.create(stream, 3);
    kinesis.put(stream, 50, 0, 1000);
    bronze(fromStart(", maxRecordsPerTrigger => 300, maxRecordsPerFetch => 70"));
    feed.run();
    assertThat(totals()).containsExactly("1000|1000|499500");
    assertThat(version()).isBetween(3L, 6L);
  }

  @Test
  void shardsThatAreSplitAndMergedKeepTheOrderOfKeys() {
    kinesis.create(stream, 1);
    int keys = 7;
    kinesis.put(stream, keys, 0, 70);
    bronze(fromStart(", maxRecordsPerTrigger => 25"));
    feed.run();
    kinesis.put(stream, keys, 70, 140);
    kinesis.split(stream, "shardId-000000000000", MIDDLE);
    kinesis.put(stream, keys, 140, 210);
    kinesis.merge(stream, "shardId-000000000001", "shardId-000000000002");
    kinesis.put(stream, keys, 210, 280);
    feed.run();
    assertThat(totals()).containsExactly("280|280|39060");
    assertThat(feed.rows("select count(distinct shardId) from bronze")).containsExactly("4");
    assertOrderOfKeys(keys);

    kinesis.split(stream, "shardId-000000000003", MIDDLE);
    feed.run();
    kinesis.put(stream, keys, 280, 350);
    feed.run();
    assertThat(totals()).containsExactly("350|350|61075");
    assertOrderOfKeys(keys);
  }

  /** Each version of the table has the first records of every key, and no gap among them. */
  private void assertOrderOfKeys(int keys) {
    for (Run.By engine : Run.By.values()) {
      for (long version = 0; version <= version(engine); version++) {
        assertThat(
                feed.by(engine)
                    .query(
                        "select key, count(*), max(value div %d) + 1 from bronze version as of %d group by key having count(*) <> max(value div %d) + 1"
                            .formatted(keys, version, keys))
                    .rows())
            .as("keys with gaps in version %d by %s", version, engine)
            .isEmpty();
      }
    }
  }

  @Test
  void startsWithWhatComesUnlessToldOtherwise() {
    kinesis.create(stream, 2);
    kinesis.put(stream, 20, 0, 10);
    bronze("");
    feed.run();
    assertThat(totals()).containsExactly("0|0|null");
    feed.run();
    kinesis.put(stream, 20, 10, 13);
    feed.run();
    assertThat(totals()).containsExactly("3|3|33");
    Instant since =
        kinesis
            .client()
            .getRecords(
                r ->
                    r.shardIterator(
                        kinesis
                            .client()
                            .getShardIterator(
                                s ->
                                    s.streamName(stream)
                                        .shardId(kinesis.shards(stream).get(0).shardId())
                                        .shardIteratorType("TRIM_HORIZON"))
                            .shardIterator()))
            .records()
            .get(0)
            .approximateArrivalTimestamp();
    feed.sql(
        "given",
        "create streaming table given as select sequenceNumber from stream "
            + kinesis.read(
                stream,
                ", initialPosition => '{\"at_timestamp\": \"%s\"}'"
                    .formatted(since.plusMillis(1))));
    feed.run();
    kinesis.put(stream, 20, 13, 20);
    feed.run();
    int given = Integer.parseInt(feed.rows("select count(*) from given").get(0));
    assertThat(given).isBetween(10, 19);
  }

  @Test
  void queriesReadWhatIsThere() {
    kinesis.create(stream, 2);
    kinesis.put(stream, 20, 0, 100);
    kinesis.split(stream, "shardId-000000000000", "85070591730234615865843651857942052864");
    kinesis.put(stream, 20, 100, 200);
    feed.sql(
        "keys",
        "create materialized view keys as select partitionKey, count(*) as records from "
            + kinesis.read(stream, "")
            + " group by partitionKey");
    assertThat(
            feed.rows(
                "select count(*), count(distinct shardId), sum(cast(cast(data as string) as int)) from "
                    + kinesis.read(stream, "")))
        .containsExactly("200|4|19900");
    assertThat(
            feed.rows(
                "select count(*) from %1$s a join %1$s b using (sequenceNumber)"
                    .formatted(kinesis.read(stream, ""))))
        .containsExactly("200");
    feed.run();
    kinesis.put(stream, 20, 200, 220);
    feed.run();
    assertThat(feed.rows("select count(*), sum(records) from keys")).containsExactly("20|220");
  }

  @Test
  void moreThanFitsIntoMemoryIsReadAgain() {
    kinesis.create(stream, 2);
    byte[] large = bytes("1".repeat(1 << 20));
    for (int i = 0; i < 40; i++) {
      kinesis.put(stream, "k" + i, large);
    }
    feed.sql(
        "bronze",
        "create streaming table bronze as select stream, shardId, sequenceNumber,"
            + " length(data) as value from stream "
            + kinesis.read(stream, fromStart(", maxRecordsPerFetch => 9")));
    feed.run();
    assertThat(totals()).containsExactly("40|40|" + 40 * (1 << 20));
  }

  @Test
  void recordsThatRetentionRemovedAreNeverPassedOverInSilence() {
    kinesis.create(stream, 2);
    kinesis.put(stream, 20, 0, 100);
    bronze(fromStart(""));
    feed.run();
    kinesis.put(stream, 20, 100, 200);
    kinesis.keep(stream, 0);
    kinesis.awaitTrimmed(stream);
    for (Run.By engine : Run.By.values()) {
      assertThatThrownBy(() -> feed.by(engine).run())
          .isInstanceOfSatisfying(
              PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA))
          .hasMessageContaining("Cannot go on with stream '" + stream + "'")
          .hasMessageContaining("shards shardId-000000000000, shardId-000000000001 were removed");
    }
    assertThat(totals()).containsExactly("100|100|4950");
    bronze(fromStart(", failOnDataLoss => false"));
    feed.run();
    kinesis.keep(stream, 24);
    feed.run();
    kinesis.put(stream, 20, 200, 300);
    feed.run();
    assertThat(totals()).containsExactly("200|200|" + (4950 + 24950));
    for (Run.By engine : Run.By.values()) {
      assertThat(
              feed.by(engine)
                  .query("select note from system.pipelines.flow_progress where note is not null")
                  .rows()
                  .toString())
          .contains("records of shards shardId-000000000000, shardId-000000000001 were removed");
    }
  }

  @Test
  void aStreamThatWasMadeAnewIsTold() {
    kinesis.create(stream, 1);
    kinesis.put(stream, 3, 0, 10);
    bronze(fromStart(""));
    feed.run();
    String first = created();
    kinesis.delete(stream);
    assertThatThrownBy(feed::run).hasMessageContaining("Cannot read stream '" + stream + "'");
    do { // the server's clock tells whole seconds
      kinesis.create(stream, 2);
      if (created().equals(first)) {
        kinesis.delete(stream);
      }
    } while (!exists() || created().equals(first));
    kinesis.put(stream, 3, 10, 30);
    assertThatThrownBy(feed::run)
        .hasMessageContaining("it was deleted and made anew since it was read");
    bronze(fromStart(", failOnDataLoss => false"));
    feed.run();
    assertThat(feed.rows("select count(*), count(distinct value) from bronze"))
        .containsExactly("30|30");
    feed.run();
    assertThat(feed.rows("select count(*) from bronze")).containsExactly("30");
  }

  private boolean exists() {
    return kinesis.client().listStreams().streamNames().contains(stream);
  }

  private String created() {
    return kinesis
        .client()
        .describeStreamSummary(r -> r.streamName(stream))
        .streamDescriptionSummary()
        .streamCreationTimestamp()
        .toString();
  }

  @Test
  void aServerThatWasAwayLosesNothing() throws Exception {
    kinesis.create(stream, 2);
    kinesis.put(stream, 20, 0, 500);
    bronze(fromStart(""));
    feed.run();
    kinesis.put(stream, 20, 500, 900);
    kinesis.kill();
    assertThatThrownBy(() -> feed.by(Run.By.DUCKDB).run())
        .isInstanceOfSatisfying(
            PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCES))
        .hasMessageContaining("Cannot reach Kinesis: ConnectException");
    kinesis.start();
    feed.run();
    assertThat(totals()).containsExactly("900|900|404550");
  }

  @Test
  void wrongOptionsAreTold() {
    kinesis.create(stream, 1);
    for (Map.Entry<String, String> wrong :
        List.of(
            Map.entry(", starting => 'latest'", "with option 'starting'"),
            Map.entry(", maxRecordsPerTrigger => 0", "'maxRecordsPerTrigger'"),
            Map.entry(", maxRecordsPerFetch => 10001", "'maxRecordsPerFetch'"),
            Map.entry(", initialPosition => 'first'", "'initialPosition'"),
            Map.entry(", kinesisEndpoint => 'x'", "'endpoint'"))) {
      bronze(wrong.getKey());
      assertThatThrownBy(() -> feed.by(Run.By.DUCKDB).run())
          .isInstanceOf(PerigonException.class)
          .hasMessageContaining(wrong.getValue());
    }
    bronze("no_such_stream", "");
    assertThatThrownBy(() -> feed.by(Run.By.DUCKDB).run())
        .hasMessageContaining("Cannot read stream 'no_such_stream'");
  }

  @Test
  void keysAreInNoMessage() {
    kinesis.create(stream, 1);
    String read =
        "create streaming table bronze as select * from stream read_kinesis(streamName => '%s',"
            + " region => 'us-east-1', endpoint => '%s', awsAccessKey => '%s', awsSecretKey => '%s')";
    for (Map.Entry<List<String>, String> wrong :
        List.of(
            Map.entry(List.of("AKIAPLAIN", "${secret:KINESALITE_SECRET}"), "'awsAccessKey'"),
            Map.entry(List.of("${secret:KINESALITE_KEY}", "plain/key"), "'awsSecretKey'"),
            Map.entry(
                List.of("${secret:KINESALITE_KEY}", "${secret:NO_SUCH_SECRET}"),
                "there is no secret 'NO_SUCH_SECRET'"))) {
      feed.sql(
          "bronze",
          read.formatted(stream, kinesis.endpoint(), wrong.getKey().get(0), wrong.getKey().get(1)));
      assertThatThrownBy(() -> feed.by(Run.By.DUCKDB).run())
          .isInstanceOf(PerigonException.class)
          .hasMessageContaining(wrong.getValue())
          .extracting(Throwable::toString)
          .asString()
          .doesNotContain("AKIAPLAIN", "plain/key", "of-kinesalite");
    }
  }

  @Test
  void oneFlowReadsStreamsInOneWay() {
    kinesis.create(stream, 1);
    kinesis.put(stream, 3, 0, 10);
    List<String> reads = new ArrayList<>();
    reads.add("select sequenceNumber from stream " + kinesis.read(stream, fromStart("")));
    reads.add(reads.get(0));
    feed.sql("twice", "create streaming table twice as " + String.join(" union all ", reads));
    feed.run();
    assertThat(feed.rows("select count(*), count(distinct sequenceNumber) from twice"))
        .containsExactly("20|10");
    reads.set(
        1,
        "select sequenceNumber from stream "
            + kinesis.read(stream, fromStart(", maxRecordsPerTrigger => 5")));
    feed.sql("twice", "create streaming table twice as " + String.join(" union all ", reads));
    assertThatThrownBy(feed::run).hasMessageContaining("Cannot stream one source twice");
  }

  @Test
  void whoeverWatchesIsToldOfNewRecordsAndShards() {
    kinesis.create(stream, 2);
    bronze(fromStart(""));
    Run run = feed.by(Run.By.DUCKDB);
    String state = run.sourceState();
    assertThat(run.sourceState()).isEqualTo(state);
    kinesis.put(stream, "k", bytes("1"));
    String next = run.sourceState();
    assertThat(next).isNotEqualTo(state);
    assertThat(run.sourceState()).isEqualTo(next);
    kinesis.split(stream, "shardId-000000000001", "255211775190703847597530955573826158592");
    String resharded = run.sourceState();
    assertThat(resharded).isNotEqualTo(next);
    kinesis.put(stream, 50, 1, 10);
    assertThat(run.sourceState()).isNotEqualTo(resharded);
  }
}
