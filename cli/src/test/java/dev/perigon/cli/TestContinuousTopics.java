package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.kafka.LocalBroker;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.HistoryEntry;
import dev.perigon.sql.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --continuous} on topics: it takes in what it can hold, and leaves few files. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class TestContinuousTopics {
  private static final int PARTITIONS = 2;
  private static final int LIMIT = 300;

  /** As {@code AutoCompaction} of pipelines has it. */
  private static final int MANY_FILES = 50;

  @TempDir private static Path shared;
  private static LocalBroker broker;

  @TempDir private Path temp;
  private Topic topic;
  private int sent;

  @BeforeAll
  static void start() throws Exception {
    broker = LocalBroker.start(shared.resolve("broker"), System.getProperty("java.class.path"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  private void project(String name, String options) throws Exception {
    topic = Topic.create(broker.servers(), name, PARTITIONS, Map.of());
    Path sources = Files.createDirectories(temp.resolve("project/sources"));
    Files.writeString(
        temp.resolve("project/perigon.yml"), "name: topics\nschema: main\nlayers: [sources]\n");
    Files.writeString(
        sources.resolve("bronze.sql"),
        """
        create streaming table bronze as
        select partition, offset, cast(value as string) as value
        from stream read_kafka(bootstrapServers => '%s', subscribe => '%s',
          startingOffsets => 'earliest'%s)
        """
            .formatted(broker.servers(), name, options));
    Files.writeString(
        sources.resolve("silver.sql"),
        "create streaming table silver as select partition, offset, value from stream(bronze)");
  }

  /** So many more in each partition. */
  private void send(int count) throws Exception {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      String[] values = new String[count];
      Arrays.setAll(values, i -> "value " + (sent + i));
      topic.send(partition, values);
    }
    sent += count;
  }

  private KeptRun run() {
    return KeptRun.start(
        temp, "run", "project", "--home", "home", "--continuous", "--interval", "20ms");
  }

  private void awaitAll(KeptRun run) {
    run.await(
        () ->
            rows("select count(*) from topics.main.silver")
                .equals(List.of("[" + PARTITIONS * sent + "]")));
  }

  private List<String> rows(String sql) {
    return new Tables(temp.resolve("home")).rows(sql);
  }

  private DeltaTable table(String name) {
    return Home.at(temp.resolve("home")).warehouse().table(new TableName("topics", "main", name));
  }

  private void holdEachRecordOnce() {
    for (String name : List.of("bronze", "silver")) {
      assertThat(
              rows(
                  "select partition, count(*), count(distinct offset), min(offset), max(offset)"
                      + " from topics.main.%s group by partition".formatted(name)))
          .as(name)
          .containsExactly(
              "[0, %1$d, %1$d, 0, %2$d]".formatted(sent, sent - 1),
              "[1, %1$d, %1$d, 0, %2$d]".formatted(sent, sent - 1));
    }
  }

  private static long addedRows(HistoryEntry commit) {
    return Long.parseLong(commit.metrics().getOrDefault("numOutputRows", "0"));
  }

  @Test
  void aBacklogIsReadInBatchesOfTheLimitUntilItIsCaughtUp() throws Exception {
    project("backlog", ", maxOffsetsPerTrigger => " + LIMIT);
    send(2_000);
    KeptRun run = run();
    run.await(() -> table("bronze").snapshot().orElseThrow().version() > 2);
    send(1_000);
    awaitAll(run);
    send(10);
    awaitAll(run);
    assertThat(run.stop()).isZero();
    holdEachRecordOnce();
    List<Long> batches =
        table("bronze").history().stream()
            .map(TestContinuousTopics::addedRows)
            .filter(rows -> rows > 0)
            .toList();
    assertThat(batches).allMatch(rows -> rows <= LIMIT);
    assertThat(batches.stream().mapToLong(rows -> rows).sum()).isEqualTo(PARTITIONS * sent);
    assertThat(batches).filteredOn(rows -> rows == LIMIT).hasSizeGreaterThanOrEqualTo(15);
  }

  @Test
  void manySmallCommitsDoNotLeaveManySmallFiles() throws Exception {
    project("trickle", "");
    KeptRun run = null;
    for (int i = 0; i <= MANY_FILES; i++) {
      send(1);
      run = run == null ? run() : run;
      awaitAll(run);
    }
    for (int i = 0; i < MANY_FILES && leavesManyFiles(); i++) { // one table in an update
      send(1);
      awaitAll(run);
    }
    run.await(() -> !leavesManyFiles());
    send(3);
    awaitAll(run);
    assertThat(run.stop()).isZero();
    holdEachRecordOnce();
    assertThat(
            table("bronze").history().stream()
                .filter(commit -> addedRows(commit) > 0)
                .filter(commit -> !commit.operation().equals("OPTIMIZE")))
        .hasSizeGreaterThan(MANY_FILES);
    assertThat(
            rows(
                "select dataset, max(files_compacted) > %d from system.pipelines.flow_progress group by dataset"
                    .formatted(MANY_FILES)))
        .containsExactly("[topics.main.bronze, true]", "[topics.main.silver, true]");
  }

  private boolean leavesManyFiles() {
    return files("bronze") >= MANY_FILES || files("silver") >= MANY_FILES;
  }

  private int files(String name) {
    return table(name).snapshot().orElseThrow().files().size();
  }
}
