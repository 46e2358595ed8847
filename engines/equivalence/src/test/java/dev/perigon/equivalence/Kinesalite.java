package dev.perigon.equivalence;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/**
 * A server of npm that does as Kinesis does, in a process of its own. What it holds lies in a
 * folder and outlives it.
 */
final class Kinesalite implements AutoCloseable {
  private static final Path MODULES = Path.of("target", "kinesalite").toAbsolutePath();
  private static final String PACKAGE = "kinesalite@3.3.3";
  private static final int MOST_AT_ONCE = 500;

  private final Path data;
  private Process process;
  private int port;
  private volatile KinesisClient client;

  private Kinesalite(Path data) {
    this.data = data;
  }

  /** Starts one on a free port; skips the test on a machine without Node.js, but not in CI. */
  static Kinesalite start(Path data) throws IOException, InterruptedException {
    boolean able = runs("node", "--version") && runs("npm", "--version");
    if (!able && System.getenv("CI") != null) {
      throw new IOException("There is no node and npm here: .ci/run installs them");
    }
    Assumptions.assumeTrue(able, "Kinesis is not tested: install node and npm to do so");
    install();
    Kinesalite server = new Kinesalite(data);
    server.start();
    return server;
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static void install() throws IOException, InterruptedException {
    if (Files.exists(MODULES.resolve("node_modules/kinesalite/index.js"))) {
      return;
    }
    Files.createDirectories(MODULES);
    Files.writeString(MODULES.resolve("package.json"), "{\"private\": true}");
    Path log = MODULES.resolve("npm.log");
    int code =
        new ProcessBuilder(
                "npm",
                "install",
                "--no-save",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                PACKAGE)
            .directory(MODULES.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("npm cannot install " + PACKAGE + ": " + Files.readString(log));
    }
  }

  /** Starts it again after {@link #kill}, on the same port, with what it held. */
  void start() throws IOException {
    Path script = Path.of("src", "test", "resources", "kinesalite.js").toAbsolutePath();
    process =
        new ProcessBuilder(
                "node", script.toString(), MODULES.toString(), data.toString(), "" + port)
            .redirectError(MODULES.resolve("errors.log").toFile())
            .start();
    BufferedReader output = process.inputReader();
    String line = output.readLine();
    if (line == null) {
      throw new IOException(
          "Kinesalite did not start: " + Files.readString(MODULES.resolve("errors.log")));
    }
    port = Integer.parseInt(line);
    client =
        KinesisClient.builder()
            .endpointOverride(URI.create(endpoint()))
            .region(Region.US_EAST_1)
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .build();
  }

  String endpoint() {
    return "http://127.0.0.1:" + port;
  }

  KinesisClient client() {
    return client;
  }

  void create(String stream, int shards) {
    client.createStream(request -> request.streamName(stream).shardCount(shards));
    awaitActive(stream);
  }

  void delete(String stream) {
    client.deleteStream(request -> request.streamName(stream));
    while (true) {
      try {
        client.describeStreamSummary(request -> request.streamName(stream));
      } catch (ResourceNotFoundException e) {
        return;
      }
    }
  }

  void split(String stream, String shard, String at) {
    client.splitShard(
        request -> request.streamName(stream).shardToSplit(shard).newStartingHashKey(at));
    awaitActive(stream);
  }

  void merge(String stream, String one, String other) {
    client.mergeShards(
        request -> request.streamName(stream).shardToMerge(one).adjacentShardToMerge(other));
    awaitActive(stream);
  }

  private void awaitActive(String stream) {
    StreamStatus status;
    do {
      status =
          client
              .describeStreamSummary(request -> request.streamName(stream))
              .streamDescriptionSummary()
              .streamStatus();
    } while (status != StreamStatus.ACTIVE);
  }

  List<Shard> shards(String stream) {
    return client.listShards(request -> request.streamName(stream)).shards();
  }

  /** Removes all there is, as retention does, and all that comes, until it is set to hours. */
  void keep(String stream, int hours) {
    client.decreaseStreamRetentionPeriod(
        request -> request.streamName(stream).retentionPeriodHours(hours));
  }

  /** It removes what is too old when it is asked for it, by whole seconds. */
  void awaitTrimmed(String stream) {
    for (Shard shard : shards(stream)) {
      boolean any;
      do {
        String iterator =
            client
                .getShardIterator(
                    request ->
                        request
                            .streamName(stream)
                            .shardId(shard.shardId())
                            .shardIteratorType("TRIM_HORIZON"))
                .shardIterator();
        any = !client.getRecords(request -> request.shardIterator(iterator)).records().isEmpty();
      } while (any);
    }
  }

  void put(String stream, String key, byte[] data) {
    client.putRecord(
        request -> request.streamName(stream).partitionKey(key).data(SdkBytes.fromByteArray(data)));
  }

  /** Numbers as data, their remainders as keys. */
  void put(String stream, int keys, int from, int until) {
    for (int start = from; start < until; start += MOST_AT_ONCE) {
      List<PutRecordsRequestEntry> entries =
          IntStream.range(start, Math.min(until, start + MOST_AT_ONCE))
              .mapToObj(
                  i ->
                      PutRecordsRequestEntry.builder()
                          .partitionKey("k" + i % keys)
                          .data(SdkBytes.fromUtf8String("" + i))
                          .build())
              .toList();
      client.putRecords(request -> request.streamName(stream).records(entries));
    }
  }

  /** What a query says to reach it. */
  String read(String stream, String more) {
    return "read_kinesis(streamName => '%s', region => 'us-east-1', endpoint => '%s', %s%s)"
        .formatted(
            stream,
            endpoint(),
            "awsAccessKey => '${secret:KINESALITE_KEY}', awsSecretKey => '${secret:KINESALITE_SECRET}'",
            more);
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
    process.destroyForcibly();
  }
}
