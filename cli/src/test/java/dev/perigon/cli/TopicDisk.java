package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A topic of a real broker, a project that reads it, and a home on a small disk. Values take room:
 * nothing makes them smaller.
 */
record TopicDisk(Topic topic, Path work, Path home) {
  static final int PARTITIONS = 2;

  /** In the values, and in nothing that is said. */
  private static final String CUSTOMER = "customer-";

  /** What tables have by the coordinates of the records that they are made of. */
  private static final String FOUND =
      "select partition, count(*), count(distinct offset), min(offset), max(offset)"
          + " from topics.main.%s group by partition";

  /**
   * @param limit of records in one commit, or nothing
   */
  static TopicDisk create(String servers, String name, Disk disk, Path work, String limit)
      throws Exception {
    Topic topic = Topic.create(servers, name, PARTITIONS, Map.of());
    Path project = work.resolve(name);
    Path sources = Files.createDirectories(project.resolve("sources"));
    Files.writeString(
        project.resolve("perigon.yml"), "name: topics\nschema: main\nlayers: [sources]\n");
    Files.writeString(
        sources.resolve("bronze.sql"),
        """
        create streaming table bronze as
        select partition, offset, cast(value as string) as value
        from stream read_kafka(bootstrapServers => '%s', subscribe => '%s',
          startingOffsets => 'earliest'%s)
        """
            .formatted(servers, name, limit.isEmpty() ? "" : ", maxOffsetsPerTrigger => " + limit));
    Files.writeString(
        sources.resolve("silver.sql"),
        """
        create streaming table silver as
        select partition, offset, from_json(value, 'customer string').customer as customer
        from stream(bronze)
        """);
    return new TopicDisk(topic, work, disk.folder().resolve(name));
  }

  /** So many records more in each partition. */
  void send(int count) throws Exception {
    Random random = new Random(count);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      String[] values = new String[count];
      Arrays.setAll(
          values,
          i -> {
            StringBuilder value = new StringBuilder("{\"customer\": \"" + CUSTOMER);
            random.ints(400, 'a', 'z' + 1).forEach(value::appendCodePoint);
            return value.append("\"}").toString();
          });
      topic.send(partition, values);
    }
  }

  String[] arguments(String... more) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("run", work.resolve(topic.name()).toString(), "--home", home.toString()));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  Cli.Result run() {
    return Cli.in(work).run(arguments());
  }

  List<String> found(String table) {
    return new Tables(home).rows(FOUND.formatted(table));
  }

  /** Rows of {@link #found} when the first {@code count} records of each partition are there. */
  static List<String> first(long count) {
    List<String> rows = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      rows.add("[%1$d, %2$d, %2$d, 0, %3$d]".formatted(partition, count, count - 1));
    }
    return rows;
  }

  /** Each record that the broker has is in each table once. */
  void isWhole() throws Exception {
    List<String> expected = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      long end = topic.end(partition);
      expected.add("[%1$d, %2$d, %2$d, 0, %3$d]".formatted(partition, end, end - 1));
    }
    assertThat(found("bronze")).isEqualTo(expected);
    assertThat(found("silver")).isEqualTo(expected);
    assertThat(
            new Tables(home).rows("select count(*) from topics.main.silver where customer is null"))
        .containsExactly("[0]");
  }

  /** What was said, with what to do about it and without what is nobody's business. */
  static void isClear(Cli.Result result, String why, String remedy) throws IOException {
    assertThat(result.code()).as(result.err()).isEqualTo(3);
    assertThat(result.err())
        .containsPattern("error: Cannot [^\n]*" + why)
        .containsPattern("  try: [^\n]*" + remedy)
        .doesNotContain("Exception", "\tat ", CUSTOMER);
    assertThat(result.out()).doesNotContain("Exception", CUSTOMER);
  }
}
